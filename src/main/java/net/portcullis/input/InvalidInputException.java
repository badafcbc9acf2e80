package net.portcullis.input;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The inputs cannot be used. Nothing was contacted or changed; the process ends with exit status 2.
 */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public InvalidInputException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** A single problem. */
  public InvalidInputException(Place place, String what, String remedy) {
    this(List.of(new Problem(place, what, remedy)));
  }

  public List<Problem> problems() {
    return problems;
  }
}
