package net.portcullis.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a conversation with a platform's command line goes.
 *
 * @param lineEnd what ends a typed line over Telnet; over SSH it is a line feed
 * @param columns width asked for, so that long lines are not wrapped
 * @param login the dialogue before the first prompt
 * @param modes by name; each prompt holds {@code {hostname}} where the device's name stands, and
 *     {@code *} where a view's name stands
 * @param start the mode after login
 * @param privilege how to reach the mode in which configuration is allowed, where login does not
 *     lead there
 * @param prepare lines typed once after login, such as those that switch the pager off
 * @param hostname a command that prints the device's name, where the prompt does not carry it
 * @param exitStatus a command that prints the last command's exit status as a number, where the
 *     platform is a shell; 0 then means accepted
 * @param pagers what a pager shows and what is typed to go on
 * @param errors words that mean a line was refused
 * @param harmless lines that may appear after an accepted line
 * @param questions what the device may ask and what is answered; anything else asked is a fault
 * @param passwordChange words of a dialogue that demands a new password, answered by leaving
 */
public record SessionSpec(
    String lineEnd,
    int columns,
    Login login,
    Map<String, Mode> modes,
    String start,
    Optional<Privilege> privilege,
    List<String> prepare,
    Optional<String> hostname,
    Optional<String> exitStatus,
    List<Question> pagers,
    List<TextPattern> errors,
    List<TextPattern> harmless,
    List<Question> questions,
    List<TextPattern> passwordChange,
    Duration commandTimeout,
    Duration saveTimeout) {

  public SessionSpec {
    modes = Map.copyOf(modes);
    prepare = List.copyOf(prepare);
    pagers = List.copyOf(pagers);
    errors = List.copyOf(errors);
    harmless = List.copyOf(harmless);
    questions = List.copyOf(questions);
    passwordChange = List.copyOf(passwordChange);
  }

  /** A whole line that may appear: words of success within an error do not excuse it. */
  public boolean isHarmless(String line) {
    String text = line.strip();
    return text.isEmpty() || harmless.stream().anyMatch(pattern -> pattern.matches(text));
  }

  /**
   * The dialogue before the first prompt, where the transport itself does not log in.
   *
   * @param username prompts for a name
   * @param password prompts for a password
   * @param refused words that mean the login failed
   * @param dismiss what may be asked before the prompt, such as a banner to acknowledge
   * @param userSuffix what is added to the user's name and says how the terminal shall behave;
   *     empty for nothing
   */
  public record Login(
      List<TextPattern> username,
      List<TextPattern> password,
      List<TextPattern> refused,
      List<Question> dismiss,
      String userSuffix) {
    public Login {
      username = List.copyOf(username);
      password = List.copyOf(password);
      refused = List.copyOf(refused);
      dismiss = List.copyOf(dismiss);
    }
  }

  /**
   * A mode of the command line.
   *
   * @param prompts patterns of its prompt; {@code {hostname}} and {@code *} as above
   * @param from the mode it is entered from; absent for the start mode
   * @param enter the line that enters it from there; absent where only a view command does
   * @param leave the line that goes back
   */
  public record Mode(
      String name,
      List<TextPattern> prompts,
      Optional<String> from,
      Optional<String> enter,
      Optional<String> leave) {
    public Mode {
      prompts = List.copyOf(prompts);
    }
  }

  /**
   * How to become privileged.
   *
   * @param command the line
   * @param password the prompt that the privilege password is for
   * @param mode the mode afterwards
   */
  public record Privilege(String command, List<TextPattern> password, String mode) {
    public Privilege {
      password = List.copyOf(password);
    }
  }

  /**
   * What the device shows and what is typed then, without line end unless {@code enter} is true.
   *
   * @param note a sentence on what it means that the device asked; absent where it means nothing
   * @param behind the lines that were typed last where it is answered; any where none are said
   */
  public record Question(
      TextPattern text,
      String answer,
      boolean enter,
      Optional<String> note,
      List<TextPattern> behind) {
    public Question {
      behind = List.copyOf(behind);
    }

    /** True where a line's answer may hold the question. */
    public boolean isAskedBehind(String line) {
      return behind.isEmpty() || behind.stream().anyMatch(words -> words.matches(line));
    }
  }
}
