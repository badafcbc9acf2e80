package net.portcullis.dialect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import net.portcullis.acl.Family;

/**
 * Reads configurations whose blocks stand in braces. A brace opens a block where the words before
 * it are the header of one; any other brace belongs to its statement, which may then go on over
 * several lines.
 */
final class BracedReader {
  private final Grammar grammar;
  private final Collector collector;
  private final Beginnings beginnings;
  private final Deque<Block> blocks = new ArrayDeque<>();
  private final List<Token> statement = new ArrayList<>();
  private final List<String> statementText = new ArrayList<>();
  private int statementLine;
  private int depth;

  BracedReader(Grammar grammar, Beginnings beginnings, Collector collector) {
    this.grammar = grammar;
    this.collector = collector;
    this.beginnings = beginnings;
  }

  /**
   * An open block.
   *
   * @param inherited what the headers around it say
   */
  private record Block(
      Grammar.Production header,
      List<Piece> inherited,
      Optional<RawList> list,
      Optional<String> group) {
    Block {
      inherited = List.copyOf(inherited);
    }
  }

  /** Reads every statement; line numbers count from 1. */
  void read(String text) {
    int number = 0;
    for (String line : DeviceText.lines(text, grammar.pagers())) {
      number++;
      line(line, number);
    }
    if (depth > 0) {
      // Nothing closes the statement: whatever it took in may have been lines of their own.
      for (int i = 0; i < statementText.size(); i++) {
        unreadable(statementLine + i, statementText.get(i));
      }
    } else {
      end();
    }
  }

  private void line(String line, int number) {
    String shown = line.strip();
    if (DeviceText.isBinary(shown)) {
      unreadable(number, shown);
      return;
    }
    if (depth > 0) {
      statementText.add(shown);
    }
    boolean goesOn = false;
    for (Token token : Token.of(shown, grammar.punctuation())) {
      if (token.text().startsWith("#") && shown.charAt(token.start()) == '#') {
        break;
      }
      goesOn = token.text().equals("\\");
      if (!goesOn) {
        token(token, number, shown);
      }
    }
    if (depth == 0 && !goesOn) {
      end();
    }
  }

  private void token(Token token, int number, String shown) {
    boolean bare = shown.charAt(token.start()) != '"';
    if (depth > 0) {
      depth += bare && token.is("{") ? 1 : bare && token.is("}") ? -1 : 0;
      statement.add(token);
    } else if (bare && token.is("{")) {
      if (!opens()) {
        begin(number, shown);
        depth = 1;
        statement.add(token);
      }
    } else if (bare && token.is("}")) {
      end();
      blocks.poll();
    } else if (bare && token.is(";")) {
      end();
    } else {
      begin(number, shown);
      statement.add(token);
    }
  }

  private void begin(int number, String shown) {
    if (statement.isEmpty()) {
      statementLine = number;
      statementText.clear();
      statementText.add(shown);
    }
  }

  private String text() {
    return String.join(" ", statementText);
  }

  /** What the words so far may be. */
  private List<Grammar.Production> body() {
    Block block = blocks.peek();
    return beginnings.of(block == null ? Grammar.TOP : block.header().body(), statement);
  }

  private Optional<RawList> list() {
    return Optional.ofNullable(blocks.peek()).flatMap(Block::list);
  }

  private List<Piece> inherited() {
    Block block = blocks.peek();
    return block == null ? List.of() : block.inherited();
  }

  /** Opens a block where the words so far are the header of one. */
  private boolean opens() {
    for (Grammar.Production production : body()) {
      Optional<List<Piece>> pieces =
          production.body().isEmpty() ? Optional.empty() : match(production);
      if (pieces.isPresent()) {
        List<Piece> all = new ArrayList<>(pieces.get());
        all.addAll(inherited());
        Collector.Said said = new Collector.Said(production, all, statementLine, text());
        Optional<RawList> list = collector.take(said, list(), Optional.empty());
        Optional<String> group =
            production.kind() == Grammar.Kind.GROUP || production.kind() == Grammar.Kind.MAP
                ? Collector.groupName(said)
                : Optional.empty();
        blocks.push(new Block(production, all, list, group));
        statement.clear();
        return true;
      }
    }
    return false;
  }

  private void end() {
    if (statement.isEmpty()) {
      return;
    }
    boolean taken = false;
    for (Grammar.Production production : body()) {
      Optional<List<Piece>> pieces =
          production.body().isEmpty() ? match(production) : Optional.empty();
      if (pieces.isPresent()) {
        List<Piece> all = new ArrayList<>(pieces.get());
        if (!isRule(production)) {
          all.addAll(inherited());
        }
        collector.take(
            new Collector.Said(production, all, statementLine, text()),
            list(),
            Optional.ofNullable(blocks.peek()).flatMap(Block::group));
        taken = true;
        break;
      }
    }
    if (!taken) {
      left();
    }
    statement.clear();
  }

  /** What encloses a rule names its list and says nothing of its packets. */
  private static boolean isRule(Grammar.Production production) {
    return production.kind() == Grammar.Kind.RULE || production.kind() == Grammar.Kind.MEMBER;
  }

  private void left() {
    String text = text();
    boolean concerns =
        !blocks.isEmpty() || grammar.concerns().stream().anyMatch(pattern -> pattern.matches(text));
    if (concerns) {
      unreadable(statementLine, text);
    }
  }

  private void unreadable(int number, String text) {
    collector.unreadable(
        number, text, list(), Optional.ofNullable(blocks.peek()).flatMap(Block::group));
  }

  private Optional<List<Piece>> match(Grammar.Production production) {
    Optional<Family> family = list().flatMap(RawList::family);
    for (Pattern pattern : production.lines()) {
      Optional<List<Piece>> pieces = LineReader.read(pattern, statement, collector.names(), family);
      if (pieces.isPresent()) {
        return pieces;
      }
    }
    return Optional.empty();
  }
}
