package net.portcullis.dialect;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Family;
import net.portcullis.acl.Verdict;
import net.portcullis.inventory.Direction;
import net.portcullis.policy.Followed;

/**
 * How a platform's configurations are built.
 *
 * @param punctuation characters that are words of their own
 * @param quotes characters between two of which a word of a statement may stand
 * @param verbs words before a statement, and what they do with it
 * @param separators lines that end a block and say nothing
 * @param prompts what stands, without blanks, before a line of a configuration that was typed in a
 *     captured session
 * @param commandPrompts likewise before a command that shows things and configures nothing
 * @param pagers what a pager leaves behind in captured text
 * @param concerns lines that must be understood wherever they stand
 * @param changing lines that differ from one reading to the next though nobody changed anything
 * @param bodies what may stand inside each kind of block; {@code top} is the outermost
 * @param lists how lists behave
 */
record Grammar(
    Layout layout,
    String punctuation,
    String quotes,
    Map<String, Verb> verbs,
    List<TextPattern> separators,
    List<TextPattern> prompts,
    List<TextPattern> commandPrompts,
    List<String> pagers,
    List<TextPattern> concerns,
    List<TextPattern> changing,
    Map<String, List<Production>> bodies,
    Lists lists) {

  static final String TOP = "top";

  Grammar {
    verbs = Map.copyOf(verbs);
    separators = List.copyOf(separators);
    prompts = List.copyOf(prompts);
    commandPrompts = List.copyOf(commandPrompts);
    pagers = List.copyOf(pagers);
    concerns = List.copyOf(concerns);
    changing = List.copyOf(changing);
    bodies = Map.copyOf(bodies);
  }

  /** How blocks show. */
  enum Layout {
    /** A header line, then deeper-indented lines. */
    INDENTED,
    /** {@code header { ... }}. */
    BRACED,
    /** {@code header { ... }} or a line for each statement with all its words behind a verb. */
    STATEMENTS
  }

  /** What a word before a statement does with it. */
  enum Verb {
    SET,
    DELETE,
    /** What stood there before goes. */
    REPLACE,
    /** The statement is kept and means nothing. */
    OFF,
    ON,
    /** {@code PATH NAME before|after NAME}. */
    MOVE,
    /** The lines that follow begin there. */
    INTO,
    /** The lines that follow begin where they began before the last such word. */
    BACK,
    /** Back to where lines begin at the top; then does what the rest of the line says. */
    TOP,
    /** Says nothing about the configuration. */
    NONE
  }

  /** What a line is for. */
  enum Kind {
    LIST,
    RULE,
    /** One of several lines that make up a rule. */
    PART,
    /** A line of a list that names it, in none of the forms that are understood. */
    UNREADABLE,
    /** Says nothing about packets: remarks, numbering, descriptions. */
    IGNORE,
    /** Says nothing about packets either, but it is a line like those that are not known. */
    OTHER,
    /** A text of many lines follows that says nothing, such as a banner. */
    QUOTE,
    /** Holds for the lines after it in its block. */
    CONTEXT,
    /** A block whose header holds for everything inside. */
    BLOCK,
    INTERFACE,
    BINDING,
    /** Without it no binding with the same note is in force. */
    ENABLE,
    REFERENCE,
    HOSTNAME,
    /** What becomes of unmatched packets: everywhere at the top, of one list inside its block. */
    DEFAULT,
    GROUP,
    MEMBER,
    INFRASTRUCTURE,
    /** An interface's own address, by which protocols are found that are started by network. */
    ADDRESS,
    /** The interface translates addresses; a list that the line names is used for that. */
    TRANSLATION,
    IPV6,
    /** The list is asked about packets at a point of their way. */
    HOOK,
    /** A table of keys that lead to lists. */
    MAP,
    /** Keys of such a table, and where they lead. */
    ELEMENTS,
    /** May change any list in a way that the text does not show: then none of them is known. */
    DOUBT,
    /** Takes in a template; where the text does not hold it, what it brings is not known. */
    TAKES_IN
  }

  /**
   * A kind of line.
   *
   * @param lines its patterns; the first that can say a value is written
   * @param body name of the body of the block that it opens; empty where it opens none
   * @param textBefore a block whose first line may be free text, known by the line of this shape
   *     that follows it
   * @param note for references where the list is used, for infrastructure the protocol, for
   *     bindings what must be enabled for them to be in force
   */
  record Production(
      Kind kind, List<Pattern> lines, String body, Optional<Pattern> textBefore, String note) {
    Production {
      lines = List.copyOf(lines);
    }
  }

  /**
   * How lists behave.
   *
   * @param name how a list's name is put together, of {@code {list}}, {@code {chain-family}},
   *     {@code {table}}, {@code {chain}}
   * @param caseSensitive names that differ in letter case alone are different names
   * @param bothFamilies one list holds the lines of both families, and one line binds it for both
   * @param byId lines are asked in the order of their identifiers, not of the text
   * @param byPair rules are asked for pairs of interfaces: by which a packet comes, by which it
   *     goes
   * @param sameId what a second line with an identifier does
   * @param firstId the first identifier that the device gives, and the distance to the next
   * @param unmatched what becomes of packets that no line of a bound list matches
   * @param empty what a bound list without lines does
   * @param returned what becomes of packets that a list with a fate of its own sends back, where
   *     the device shows no chain that they would come back to
   * @param missing what binding a list that does not exist does
   * @param inOrder of several lists that are bound at one place, the next is asked what the one
   *     before did not match; else nobody knows what they do together
   * @param withoutAction what a rule does that names no action
   * @param laterFragments what a rule that needs a header does with later fragments
   * @param followed protocols of whose packets lists are asked about those alone that open a
   *     connection
   * @param elsewhere where unmatched packets meet another fate
   * @param implicit lines that the device adds, unseen, to the end of a list that has lines
   */
  record Lists(
      String name,
      boolean caseSensitive,
      boolean bothFamilies,
      boolean byId,
      boolean byPair,
      SameId sameId,
      int firstId,
      int step,
      Verdict unmatched,
      Verdict empty,
      Verdict returned,
      Verdict missing,
      boolean inOrder,
      Verdict withoutAction,
      Map<Family, Assembler.LaterFragments> laterFragments,
      Followed followed,
      Optional<Elsewhere> elsewhere,
      Optional<Implicit> implicit) {
    Lists {
      laterFragments = Map.copyOf(laterFragments);
    }

    /**
     * What packets meet where no list is bound. Where rules name pairs of interfaces one table is
     * asked about every packet, and those of a pair that none names fall off its end.
     */
    AccessList unbound(Family family) {
      Verdict verdict = byPair ? unmatched : Verdict.PERMIT;
      return followed.on(new AccessList("nothing bound", List.of(), verdict), family);
    }

    /** What names have in common that are the same name. */
    String key(String name) {
      return caseSensitive ? name : name.toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Interfaces on which packets that no line of a list matches meet another fate.
   *
   * @param interfaces their names, in lower case
   */
  record Elsewhere(TextPattern interfaces, Direction direction, Verdict verdict) {
    boolean holds(DeviceConfig.ReadBinding binding) {
      return binding.direction() == direction
          && interfaces.matches(binding.interfaceName().toLowerCase(Locale.ROOT));
    }
  }

  /**
   * Lines that nobody typed and no configuration shows.
   *
   * @param family of the lists that get them
   * @param body the body in which such lines would stand
   * @param lines in the platform's own words
   */
  record Implicit(Family family, String body, List<String> lines) {
    Implicit {
      lines = List.copyOf(lines);
    }
  }

  /** What a second line with the identifier of an earlier one does. */
  enum SameId {
    /** It is laid over the first: what it does not say stays. */
    MERGE,
    REPLACE,
    /** The device refuses it, so a text that holds it is not understood. */
    REFUSED,
    /** Identifiers do not matter. */
    KEEP
  }

  List<Production> body(String name) {
    return bodies.getOrDefault(name, List.of());
  }

  /** Implicit lines as rules; they stand on no line of a configuration. */
  List<RawRule> rules(Implicit implicit, Names names) {
    List<Pattern> patterns = patterns(implicit.body(), Kind.RULE);
    return implicit.lines().stream()
        .map(line -> {
          List<Token> tokens = Token.of(line, punctuation);
          return patterns.stream()
              .flatMap(pattern ->
                  LineReader.read(pattern, tokens, names, Optional.of(implicit.family())).stream())
              .findFirst()
              .map(pieces -> new RawRule("", 0, line + " (implicit)", true, pieces))
              .orElseGet(() -> RawRule.unreadable(0, line));
        })
        .toList();
  }

  /** The patterns of the productions of a kind in a body. */
  List<Pattern> patterns(String body, Kind kind) {
    return body(body).stream()
        .filter(production -> production.kind() == kind)
        .flatMap(production -> production.lines().stream())
        .toList();
  }
}
