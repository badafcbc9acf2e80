package net.portcullis.input;

/**
 * One thing that is wrong with an input.
 *
 * @param place where it stands
 * @param what one sentence, without the place
 * @param remedy how to mend it, an imperative sentence
 */
public record Problem(Place place, String what, String remedy) {

  @Override
  public String toString() {
    return place + ": " + what + " " + remedy;
  }
}
