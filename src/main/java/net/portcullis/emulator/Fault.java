package net.portcullis.emulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that goes wrong at a step.
 *
 * @param device the device it befalls; absent for every device
 * @param step {@code connect}, {@code login}, {@code timer}, or the words that a typed line begins
 *     with
 * @param occurrence which such line it befalls, from 1; 0 for each of them
 */
public record Fault(Optional<String> device, Behaviour behaviour, String step, int occurrence) {

  /** What goes wrong. */
  public enum Behaviour {
    CUT_BEFORE("the connection ends before the line is carried out"),
    CUT_AFTER("the line is carried out, the connection ends before the answer"),
    REJECT("the line is refused with one of the platform's errors"),
    REJECT_STRANGELY("the line is refused in words that no platform uses"),
    IGNORE("the line is answered with a prompt and not carried out"),
    SILENT_REWRITE("the line is carried out without its last condition"),
    MISREAD("the line is carried out with another last number than was typed"),
    HANG("no answer comes, ever"),
    DELAY("the answer comes after five seconds"),
    QUESTION("a question comes that no platform asks; y carries the line out"),
    NOISE("a log line stands in the middle of the answer"),
    DROP_VIEW("the line is refused and the session falls back to the first view"),
    REBOOT("the device restarts with its startup configuration before the line"),
    REBOOT_AFTER("the line is carried out, then the device restarts"),
    FLOOD("endless output"),
    HARDWARE_FULL("what is bound from then on does not filter"),
    WRONG_HOSTNAME("from then on the prompt shows another device's name"),
    WRONG_HOST_KEY("step connect: another host key is shown"),
    REFUSE_LOGIN("step login: the password is refused"),
    NEVER("step timer: a rollback timer never fires");

    private final String description;

    Behaviour(String description) {
      this.description = description;
    }

    /** As it is written in a fault: {@code cut-before}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One clause for people. */
    public String description() {
      return description;
    }
  }

  /**
   * Reads {@code [DEVICE/]BEHAVIOUR@STEP[:N|:*]}: the Nth line that begins with the step's words,
   * the first where N is left out, each with {@code *}.
   *
   * @throws IllegalArgumentException a sentence, a line feed and a remedy
   */
  public static Fault parse(String text) {
    int at = text.indexOf('@');
    int slash = text.lastIndexOf('/', at);
    String name = at < 0 ? text : text.substring(slash + 1, at);
    Optional<Behaviour> behaviour =
        Arrays.stream(Behaviour.values()).filter(each -> each.text().equals(name)).findFirst();
    if (at < 0 || behaviour.isEmpty()) {
      throw new IllegalArgumentException(
          (at < 0 ? "'" + text + "' names no step." : "'" + name + "' is no fault.")
              + "\nWrite FAULT@STEP with one of: "
              + String.join(", ", Arrays.stream(Behaviour.values()).map(Behaviour::text).toList())
              + ".");
    }
    String step = text.substring(at + 1);
    int colon = step.lastIndexOf(':');
    String words = colon < 0 ? step : step.substring(0, colon);
    if (words.isBlank()) {
      throw new IllegalArgumentException(
          "'" + text + "' names no step.\nWrite the words that the line begins with, after '@'.");
    }
    return new Fault(
        slash < 0 ? Optional.empty() : Optional.of(text.substring(0, slash)),
        behaviour.get(),
        words.strip(),
        colon < 0 ? 1 : occurrence(step.substring(colon + 1)));
  }

  private static int occurrence(String text) {
    if (text.equals("*")) {
      return 0;
    }
    boolean digits = !text.isEmpty() && text.length() <= 6;
    for (int i = 0; i < text.length(); i++) {
      digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    if (!digits || Integer.parseInt(text) == 0) {
      throw new IllegalArgumentException(
          "':" + text + "' is no place.\nWrite :1 for the first such line, or :* for each.");
    }
    return Integer.parseInt(text);
  }

  /** True where the line begins with the step's words. */
  boolean concerns(String line) {
    String typed = line.strip();
    return typed.regionMatches(true, 0, step, 0, step.length())
        && (typed.length() == step.length() || typed.charAt(step.length()) == ' ');
  }

  @Override
  public String toString() {
    return device.map(name -> name + "/").orElse("")
        + behaviour.text()
        + "@"
        + step
        + (occurrence == 1 ? "" : occurrence == 0 ? ":*" : ":" + occurrence);
  }
}
