package net.portcullis.input;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with the inputs of one run, so that all of it is reported together. */
public final class Problems {
  private final List<Problem> problems = new ArrayList<>();

  /** Records a problem: one sentence on what is wrong, one on how to mend it. */
  public void add(Place place, String what, String remedy) {
    problems.add(new Problem(place, what, remedy));
  }

  /** Records all that another collector has, after what is here. */
  public void addAll(Problems others) {
    problems.addAll(others.problems);
  }

  /** True where nothing is wrong so far. */
  public boolean isEmpty() {
    return problems.isEmpty();
  }

  /** How many problems there are so far: lets a reader see whether its own part added one. */
  public int count() {
    return problems.size();
  }

  /** Everything recorded, in the order in which it was found. */
  public List<Problem> all() {
    return List.copyOf(problems);
  }

  /**
   * Ends the reading if anything is wrong.
   *
   * @throws InvalidInputException holding every problem
   */
  public void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new InvalidInputException(all());
    }
  }
}
