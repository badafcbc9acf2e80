package net.portcullis.dialect;

import java.util.Locale;
import java.util.Optional;
import net.portcullis.input.Place;

/**
 * What is wrong with a profile that can be read.
 *
 * @param place where it stands, in the profile or in the one that it extends
 * @param what one sentence
 * @param remedy an imperative sentence
 * @param example a line of the platform's that shows it
 */
public record ProfileFinding(
    Kind kind, Place place, String what, String remedy, Optional<String> example) {

  /** What kind of mistake it is. */
  public enum Kind {
    /** Two forms read one line, and mean different things by it. */
    AMBIGUOUS_LINE,
    /** Forms before it read every line that it reads, and mean something else. */
    UNREAD_FORM,
    /** A refusal is excused by a text that is called harmless. */
    EXCUSED_ERROR,
    /** A prompt is also another mode's. */
    AMBIGUOUS_PROMPT,
    /** A question is answered as another one is. */
    AMBIGUOUS_QUESTION,
    /** Reading may take longer than a multiple of the line's length. */
    SLOW_PATTERN,
    /** A regular expression, where texts are literal but for stars. */
    REGULAR_EXPRESSION,
    /** A table of names that says a word twice, or a value that is none. */
    BAD_NAME,
    /** A mode that the session does not have. */
    UNKNOWN_MODE,
    /** A line to type that cannot be written. */
    UNWRITABLE_STEP,
    /** Lists that are claimed and cannot be written, or are not understood when read back. */
    UNREADABLE_WRITING,
    /** A family that is claimed and that bindings cannot say. */
    HALF_A_FAMILY,
    /** A range's first address that is read and not its last, or the other way round. */
    HALF_A_RANGE,
    /** A way of exchanging lists without the lines that it takes. */
    UNFINISHED_SWAP,
    /** A binding that cannot be taken off, or a list that cannot be taken away. */
    NO_WAY_BACK,
    /** Object groups that are claimed without the lines that define or remove them. */
    UNFINISHED_GROUPS,
    /** A timer that cannot be started, seen or confirmed. */
    UNFINISHED_TIMER,
    /** Saving that nothing proves, or reading that nothing saves. */
    UNPROVED_SAVE,
    /** Lines are typed and no words of a refusal are known, or a dialogue is half said. */
    UNFINISHED_SESSION,
    /** An agent that is described and not identified, or a table without a row's index. */
    UNFINISHED_AGENT,
    /** A limit of which the device cannot be asked as the profile says. */
    LIMIT_WITHOUT_TEXT,
    /** An operator that is claimed and that no form writes. */
    OPERATOR_WITHOUT_FORM,
    /** A trait that the grammar has no word for. */
    TRAIT_WITHOUT_WORD,
    /** What a platform does by default is not said, not even as unknown. */
    UNSAID_DEFAULT,
    /** A binding that would be overlooked where its line has words more. */
    UNWATCHED_BINDING,
    /** Lines that are said to be sent ahead, and never are. */
    IDLE_PIPELINE;

    /** In reports. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static ProfileFinding of(Kind kind, Place place, String what, String remedy) {
    return new ProfileFinding(kind, place, what, remedy, Optional.empty());
  }

  ProfileFinding with(String line) {
    return new ProfileFinding(kind, place, what, remedy, Optional.of(line));
  }
}
