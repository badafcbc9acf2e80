package net.portcullis.dialect;

import java.util.Map;
import java.util.Optional;

/**
 * One line for a device.
 *
 * @param text without line end; printable ASCII only, so that nothing in it can start a second line
 *     or ask for help or completion
 * @param mode the mode in which it is typed, by the profile's name for it
 * @param after the mode whose prompt must follow; the same one where it does not change the view
 * @param view the name of the view that {@code after} is in, as it stands in the prompt; absent
 *     where the mode's prompt does not carry one
 */
public record Command(String text, String mode, String after, Optional<String> view) {

  public Command {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        throw new IllegalArgumentException(
            "A command holds the character U+%04X.".formatted((int) c));
      }
    }
  }

  /** A line that stays in its mode. */
  public static Command of(String text, String mode) {
    return new Command(text, mode, mode, Optional.empty());
  }

  /** The same line where modes stand in the place of others. */
  public Command in(Map<String, String> instead) {
    return new Command(
        text, instead.getOrDefault(mode, mode), instead.getOrDefault(after, after), view);
  }

  /** True where the line leads into another view: nothing may be sent behind it unanswered. */
  public boolean changesView() {
    return !mode.equals(after) || view.isPresent();
  }
}
