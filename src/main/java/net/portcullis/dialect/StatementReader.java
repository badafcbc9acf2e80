package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.portcullis.acl.Family;

/**
 * Reads configurations of statements by a grammar of their words: a production with a body takes
 * the first words and leaves the rest to its body, so that braces and single lines read alike.
 */
final class StatementReader {
  private final Grammar grammar;
  private final Collector collector;

  /** The lists that stand open, by the words that named them. */
  private final Map<List<String>, RawList> lists = new HashMap<>();

  StatementReader(Grammar grammar, Collector collector) {
    this.grammar = grammar;
    this.collector = collector;
  }

  /** What encloses the words that are left. */
  private record Context(
      List<String> before, List<Piece> inherited, Optional<RawList> list, Optional<String> group) {
    Context {
      before = List.copyOf(before);
      inherited = List.copyOf(inherited);
    }

    static final Context TOP =
        new Context(List.of(), List.of(), Optional.empty(), Optional.empty());

    boolean isStrict() {
      return list.isPresent() || group.isPresent();
    }

    Optional<Family> family() {
      return list.flatMap(RawList::family);
    }
  }

  /** Reads every statement; line numbers count from 1. */
  void read(String text) {
    for (Statements.Statement statement : new StatementLines(grammar).read(text)) {
      List<Token> words = new ArrayList<>();
      for (String word : statement.words()) {
        words.add(new Token(word, 0));
      }
      boolean taken = inside(Grammar.TOP, words, Context.TOP, statement);
      boolean cut = statement.state() == Statements.State.CUT;
      if (!taken && (cut || (matters(statement) && concerns(statement.text())))) {
        collector.unreadable(
            statement.line(), statement.text(), Optional.empty(), Optional.empty());
      } else if (!taken && statement.state() == Statements.State.SAID) {
        collector.other(statement.text());
      }
    }
  }

  private static boolean matters(Statements.Statement statement) {
    return switch (statement.state()) {
      case SAID, BROKEN, CUT -> true;
      case OFF, IMPLIED -> false;
    };
  }

  private static boolean isWhole(Statements.Statement statement) {
    return switch (statement.state()) {
      case SAID, OFF, IMPLIED -> true;
      case BROKEN, CUT -> false;
    };
  }

  private boolean concerns(String text) {
    return grammar.concerns().stream().anyMatch(pattern -> pattern.matches(text));
  }

  private boolean inside(
      String body, List<Token> words, Context context, Statements.Statement statement) {
    for (Grammar.Production production : grammar.body(body)) {
      for (Pattern pattern : production.lines()) {
        Optional<LineReader.Beginning> begun =
            LineReader.begin(pattern, words, collector.names(), context.family());
        if (begun.isEmpty()) {
          continue;
        }
        List<Token> rest = words.subList(begun.get().words(), words.size());
        boolean taken =
            production.body().isEmpty()
                ? rest.isEmpty() && take(production, begun.get().pieces(), context, statement)
                : goesOn(production, begun.get(), words, context, statement);
        if (taken) {
          return true;
        }
      }
    }
    return false;
  }

  /** A whole statement; false where it was not understood to its end. */
  private boolean take(
      Grammar.Production production,
      List<Piece> pieces,
      Context context,
      Statements.Statement statement) {
    boolean part = production.kind() == Grammar.Kind.PART;
    return switch (statement.state()) {
      case BROKEN, CUT -> false;
      case OFF -> {
        if (part && context.list().isPresent()) {
          List<Piece> off = new ArrayList<>(pieces);
          off.removeIf(piece -> piece.kind() != FieldKind.ID);
          off.add(RawRule.OFF);
          collect(production, off, context, statement);
        }
        yield true;
      }
      case SAID, IMPLIED -> {
        collect(production, pieces, context, statement);
        yield true;
      }
    };
  }

  private void collect(
      Grammar.Production production,
      List<Piece> pieces,
      Context context,
      Statements.Statement statement) {
    List<Piece> all = new ArrayList<>(pieces);
    context.inherited().stream()
        .filter(piece -> piece.kind() == FieldKind.ID || !isOfRule(production))
        .forEach(all::add);
    collector.take(
        new Collector.Said(production, all, statement.line(), statement.text()),
        context.list(),
        context.group());
  }

  /** What encloses a rule names it and its list, and says nothing of its packets. */
  private static boolean isOfRule(Grammar.Production production) {
    return production.kind() == Grammar.Kind.RULE
        || production.kind() == Grammar.Kind.PART
        || production.kind() == Grammar.Kind.MEMBER;
  }

  private boolean goesOn(
      Grammar.Production production,
      LineReader.Beginning begun,
      List<Token> words,
      Context context,
      Statements.Statement statement) {
    List<String> before = new ArrayList<>(context.before());
    words.subList(0, begun.words()).forEach(word -> before.add(word.text()));
    Optional<Context> inner = open(production, begun.pieces(), before, context, statement);
    if (inner.isEmpty()) {
      return true;
    }
    List<Token> rest = words.subList(begun.words(), words.size());
    boolean whole = rest.isEmpty() && isWhole(statement);
    if (whole && production.kind() == Grammar.Kind.PART) {
      return take(production, begun.pieces(), context, statement);
    }
    if (whole || inside(production.body(), rest, inner.get(), statement)) {
      return true;
    }
    if (!inner.get().isStrict()) {
      return false;
    }
    if (matters(statement)) {
      unreadable(inner.get(), statement);
    } else if (statement.state() == Statements.State.OFF) {
      off(inner.get(), statement);
    }
    return true;
  }

  /** What is switched off decides nothing, and is shown with its rule. */
  private static void off(Context context, Statements.Statement statement) {
    RawRule.text(context.inherited(), FieldKind.ID)
        .ifPresent(rule ->
            context
                .list()
                .ifPresent(list ->
                    list.part(
                        new RawRule(
                            rule,
                            statement.line(),
                            statement.text(),
                            true,
                            List.of(RawRule.OFF)))));
  }

  private void unreadable(Context context, Statements.Statement statement) {
    if (context.list().isPresent()) {
      Optional<String> rule = RawRule.text(context.inherited(), FieldKind.ID);
      collector.unreadable(statement.line(), statement.text(), context.list().get(), rule);
    } else {
      collector.unreadable(statement.line(), statement.text(), Optional.empty(), context.group());
    }
  }

  /** Opens what the words name; absent where that is switched off altogether. */
  private Optional<Context> open(
      Grammar.Production production,
      List<Piece> pieces,
      List<String> before,
      Context context,
      Statements.Statement statement) {
    List<Piece> all = new ArrayList<>(pieces);
    all.addAll(context.inherited());
    Collector.Said said =
        new Collector.Said(production, all, statement.line(), String.join(" ", before));
    boolean off = statement.state() == Statements.State.OFF;
    if (production.kind() == Grammar.Kind.LIST) {
      RawList list = lists.get(before);
      if (list == null && off) {
        return Optional.empty();
      }
      Optional<RawList> open =
          list == null ? collector.take(said, context.list(), context.group()) : Optional.of(list);
      open.ifPresent(it -> lists.put(List.copyOf(before), it));
      return Optional.of(new Context(before, all, open, context.group()));
    }
    if (off && production.kind() == Grammar.Kind.GROUP) {
      return Optional.empty();
    }
    if (!off && production.kind() != Grammar.Kind.PART) {
      collector.take(said, context.list(), context.group());
    }
    Optional<String> group =
        production.kind() == Grammar.Kind.GROUP ? Collector.groupName(said) : context.group();
    return Optional.of(new Context(before, all, context.list(), group));
  }
}
