package net.portcullis.input;

/**
 * Where a value stands in a file.
 *
 * @param file the file's name as the user gave it
 * @param line 1-based
 * @param column 1-based
 */
public record Place(String file, int line, int column) {

  /** A place for something that is wrong with a file as a whole. */
  public static Place start(String file) {
    return new Place(file, 1, 1);
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
