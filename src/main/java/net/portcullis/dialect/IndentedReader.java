package net.portcullis.dialect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.portcullis.acl.Family;

/**
 * Reads configurations whose blocks are a header line and the lines under it. A block ends at a
 * separator or at a line that belongs outside; until then a line that is not understood belongs to
 * the block.
 */
final class IndentedReader {
  /** Names and views are shorter; the bound keeps reading linear. */
  private static final int LONGEST_PROMPT = 128;

  private final Grammar grammar;
  private final Collector collector;
  private final Beginnings beginnings;
  private final KnownRules rules;

  /** The last characters of prompts, which most lines hold none of. */
  private final String promptEnds;

  private Optional<Block> block = Optional.empty();

  /** The line after a header that may be followed by free text, until the next one tells. */
  private Optional<Held> held = Optional.empty();

  private boolean mayHold;

  private Optional<Quote> quote = Optional.empty();

  /** The lines that enclose the next one, outermost first. */
  private final Deque<Enclosing> enclosing = new ArrayDeque<>();

  private record Enclosing(int indent, String text) {}

  IndentedReader(Grammar grammar, Beginnings beginnings, KnownRules rules, Collector collector) {
    this.grammar = grammar;
    this.collector = collector;
    this.beginnings = beginnings;
    this.rules = rules;
    StringBuilder ends = new StringBuilder();
    Stream.concat(grammar.prompts().stream(), grammar.commandPrompts().stream())
        .forEach(prompt -> ends.append(prompt.text().charAt(prompt.text().length() - 1)));
    this.promptEnds = ends.toString();
  }

  /**
   * An open block.
   *
   * @param inherited what its header, and the context lines in it, say of each line inside
   */
  private record Block(
      Grammar.Production header,
      List<Piece> inherited,
      int indent,
      Optional<RawList> list,
      Optional<String> group) {
    Block {
      inherited = List.copyOf(inherited);
    }

    /** True where each line must be understood. */
    boolean isStrict() {
      return list.isPresent() || group.isPresent();
    }

    Optional<Family> family() {
      return list.flatMap(RawList::family);
    }
  }

  private record Held(String line, int number) {}

  /** The beginning of a text that says nothing, until its end is found. */
  private record Quote(Piece.Text delimiter, String line, int number) {
    /** True where a line ends the text: it is the word, or holds the character. */
    boolean ends(String line) {
      return delimiter.form().isEmpty()
          ? line.contains(mark())
          : line.strip().equals(delimiter.text());
    }

    /** True where the text ends on the line that it begins on. */
    boolean isWhole() {
      int begins = line.indexOf(delimiter.text());
      return delimiter.form().isEmpty()
          && begins >= 0
          && line.indexOf(mark(), begins + mark().length()) >= 0;
    }

    /** One character; a control character shows as two. */
    private String mark() {
      int length = delimiter.text().startsWith("^") && delimiter.text().length() > 1 ? 2 : 1;
      return delimiter.text().substring(0, length);
    }
  }

  /** Reads every line; line numbers count from 1. */
  void read(String text) {
    int number = 0;
    for (String line : DeviceText.lines(text, grammar.pagers())) {
      number++;
      if (!line.isBlank()) {
        line(line, number);
      }
    }
    held.ifPresent(first -> line(first.line(), first.number(), first.line().strip()));
    held = Optional.empty();
    block = Optional.empty();
    quote.ifPresent(open -> unreadable(open.number(), open.line()));
    quote = Optional.empty();
  }

  private void line(String line, int number) {
    String text = line.strip();
    if (mayHold && held.isEmpty()) {
      held = Optional.of(new Held(line, number));
      return;
    }
    if (held.isPresent()) {
      Held first = held.get();
      held = Optional.empty();
      mayHold = false;
      if (!isTextBefore(text)) {
        line(first.line(), first.number(), first.line().strip());
        if (mayHold) {
          held = Optional.of(new Held(line, number));
          return;
        }
      }
    }
    line(line, number, text);
  }

  private boolean isTextBefore(String next) {
    return block
        .flatMap(open -> open.header().textBefore())
        .filter(pattern ->
            LineReader.read(
                    pattern,
                    Token.of(next, grammar.punctuation()),
                    collector.names(),
                    Optional.empty())
                .isPresent())
        .isPresent();
  }

  private void line(String line, int number, String text) {
    if (quote.isPresent()) {
      quote = quote.filter(open -> !open.ends(line));
      return;
    }
    if (DeviceText.isBinary(text)) {
      unreadable(number, text);
      return;
    }
    int indent = DeviceText.indent(line);
    if (isSeparator(text)) {
      // One that stands deeper parts what is inside.
      block = block.filter(open -> indent > open.indent());
      return;
    }
    if (typed(line, number)) {
      return;
    }
    while (!enclosing.isEmpty() && enclosing.getLast().indent() >= indent) {
      enclosing.removeLast();
    }
    boolean inside = block.filter(open -> indent > open.indent()).isPresent();
    if (!(inside && known(number, text))) {
      List<Token> tokens = Token.of(text, grammar.punctuation());
      boolean taken =
          inside
              ? inside(tokens, number, text) || outside(tokens, number, text, indent)
              : outside(tokens, number, text, indent) || inside(tokens, number, text);
      if (!taken) {
        left(inside, number, text);
      }
    }
    enclosing.addLast(new Enclosing(indent, text));
  }

  private boolean known(int number, String text) {
    Block open = block.orElseThrow();
    Optional<KnownRules.Meaning> known = rules.of(open.header().body(), open.family(), text);
    known.ifPresent(meaning -> take(open, meaning, number, text));
    return known.isPresent();
  }

  private void take(Block open, KnownRules.Meaning meaning, int number, String text) {
    List<Piece> all = new ArrayList<>(meaning.pieces());
    all.addAll(open.inherited());
    collector.take(
        new Collector.Said(meaning.form(), all, number, text), open.list(), open.group());
  }

  /**
   * A line with a prompt before it: where configuration is typed it is a line like any other; a
   * command that shows things ends a block. False where there is no prompt.
   */
  private boolean typed(String line, int number) {
    int end = promptOf(line, grammar.prompts());
    boolean configures = end > 0;
    end = configures ? end : promptOf(line, grammar.commandPrompts());
    if (end == 0) {
      return false;
    }
    String text = line.substring(end).strip();
    if (!configures || isSeparator(text)) {
      block = Optional.empty();
      if (grammar.concerns().stream().anyMatch(pattern -> pattern.matches(text))) {
        unreadable(number, text);
      }
      return true;
    }
    List<Token> tokens = Token.of(text, grammar.punctuation());
    if (!outside(tokens, number, text, 0) && !inside(tokens, number, text)) {
      left(false, number, text);
    }
    return true;
  }

  /** Where a prompt at the beginning of a line ends; 0 where there is none. */
  private int promptOf(String line, List<TextPattern> prompts) {
    int longest = Math.min(line.length(), LONGEST_PROMPT);
    for (int end = 1; end <= longest && line.charAt(end - 1) > ' '; end++) {
      if (promptEnds.indexOf(line.charAt(end - 1)) < 0) {
        continue;
      }
      String before = line.substring(0, end);
      if (prompts.stream().anyMatch(prompt -> prompt.matches(before))) {
        return end;
      }
    }
    return 0;
  }

  private boolean isSeparator(String text) {
    return grammar.separators().stream().anyMatch(separator -> separator.matches(text));
  }

  /** A line that no production knows. */
  private void left(boolean inside, int number, String text) {
    if (block.filter(Block::isStrict).isPresent()) {
      unreadable(number, text);
      return;
    }
    if (!inside) {
      block = Optional.empty();
    }
    if (grammar.concerns().stream().anyMatch(pattern -> pattern.matches(text))) {
      unreadable(number, text);
    } else {
      other(text);
    }
  }

  /** A line that has nothing to do with lists, told with those that enclose it. */
  private void other(String text) {
    String whole =
        enclosing.stream().map(line -> line.text() + " > ").collect(Collectors.joining()) + text;
    if (grammar.changing().stream()
        .noneMatch(pattern -> pattern.matches(text) || pattern.matches(whole))) {
      collector.other(whole);
    }
  }

  private void unreadable(int number, String text) {
    collector.unreadable(number, text, block.flatMap(Block::list), block.flatMap(Block::group));
  }

  private boolean inside(List<Token> tokens, int number, String text) {
    if (block.isEmpty() || block.get().header().body().isEmpty()) {
      return false;
    }
    Block open = block.get();
    for (Grammar.Production production : beginnings.of(open.header().body(), tokens)) {
      Optional<List<Piece>> pieces = match(production, tokens, open.family());
      if (pieces.isPresent()) {
        if (production.kind() == Grammar.Kind.CONTEXT) {
          block = Optional.of(withContext(open, pieces.get()));
        } else {
          KnownRules.Meaning meaning = new KnownRules.Meaning(production, pieces.get());
          rules.keep(open.header().body(), open.family(), text, meaning);
          take(open, meaning, number, text);
        }
        return true;
      }
    }
    return false;
  }

  /** A later context line takes the place of an earlier one of its kind. */
  private static Block withContext(Block open, List<Piece> pieces) {
    List<Piece> inherited = new ArrayList<>(pieces);
    open.inherited().stream()
        .filter(piece -> !RawRule.has(pieces, piece.kind()))
        .forEach(inherited::add);
    return new Block(open.header(), inherited, open.indent(), open.list(), open.group());
  }

  private boolean outside(List<Token> tokens, int number, String text, int indent) {
    for (Grammar.Production production : beginnings.of(Grammar.TOP, tokens)) {
      Optional<List<Piece>> pieces = match(production, tokens, Optional.empty());
      if (pieces.isPresent() && production.kind() == Grammar.Kind.OTHER) {
        block = Optional.empty();
        mayHold = false;
        other(text);
        return true;
      }
      if (pieces.isPresent()) {
        Optional<RawList> list =
            collector.take(
                new Collector.Said(production, pieces.get(), number, text),
                Optional.empty(),
                Optional.empty());
        Optional<String> group =
            production.kind() == Grammar.Kind.GROUP
                ? RawRule.text(pieces.get(), FieldKind.GROUP)
                : Optional.empty();
        // What a list's header says of the list holds for none of its lines but the family.
        List<Piece> inherited = list.isPresent() ? List.of() : pieces.get();
        block =
            production.body().isEmpty()
                ? Optional.empty()
                : Optional.of(new Block(production, inherited, indent, list, group));
        mayHold = production.textBefore().isPresent();
        if (production.kind() == Grammar.Kind.QUOTE) {
          quote(pieces.get(), text, number);
        }
        return true;
      }
    }
    return false;
  }

  private void quote(List<Piece> pieces, String text, int number) {
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Text delimiter && delimiter.kind() == FieldKind.DELIMITER) {
        quote = Optional.of(new Quote(delimiter, text, number)).filter(open -> !open.isWhole());
      }
    }
  }

  private Optional<List<Piece>> match(
      Grammar.Production production, List<Token> tokens, Optional<Family> family) {
    for (Pattern pattern : production.lines()) {
      Optional<List<Piece>> pieces = LineReader.read(pattern, tokens, collector.names(), family);
      if (pieces.isPresent()) {
        return pieces;
      }
    }
    return Optional.empty();
  }
}
