package net.portcullis.dialect;

import java.util.List;

/**
 * A part of what a reviewer is told of a profile.
 *
 * @param title such as {@code Session}
 */
public record ProfileSection(String title, List<Item> items) {
  public ProfileSection {
    items = List.copyOf(items);
  }

  /**
   * A sentence, or a line of the platform's own.
   *
   * @param mode where the line is typed; empty for a sentence, or for a line nobody types alone
   */
  public record Item(Kind kind, String mode, String text) {}

  /** What an item is. */
  public enum Kind {
    SENTENCE,
    /** Typed by us. */
    TYPED,
    /** Shown by the device. */
    SHOWN
  }
}
