package net.portcullis.dialect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A configuration as statements, each with all the words that lead to it, whether it stood in
 * braces or was one line behind a verb. What later lines move, take away or switch off is done.
 */
final class Statements {
  /** More statements than this from one line are a mistake. */
  private static final int MOST_FROM_ONE = 1000;

  /** More words than this are no statement; a list in brackets may hold many. */
  private static final int LONGEST = 100;

  private static final int LONGEST_IN_BRACKETS = 2000;
  private static final int DEEPEST = 50;

  /** How much may be looked through for what later lines move or take away. */
  private static final long MOST_WORK = 100_000_000;

  private final Map<String, Grammar.Verb> verbs;
  private List<Statement> statements = new ArrayList<>();

  /** What stands nowhere, so that it may belong before everything else. */
  private final List<Statement> homeless = new ArrayList<>();

  private long work;
  private final Map<List<String>, Integer> off = new LinkedHashMap<>();
  private List<String> at = List.of();
  private final Deque<List<String>> before = new ArrayDeque<>();
  private final Deque<Block> blocks = new ArrayDeque<>();

  Statements(Map<String, Grammar.Verb> verbs) {
    this.verbs = Map.copyOf(verbs);
  }

  /** How a statement is meant. */
  enum State {
    SAID,
    /** Switched off. */
    OFF,
    /** Not said itself: something under it is, or was before it was switched off. */
    IMPLIED,
    /** Not understood to its end; where it belongs is. */
    BROKEN,
    /** The text is cut or misshapen there, so that what is missing is not known either. */
    CUT
  }

  /** The words from the top, and the 1-based line. */
  record Statement(List<String> words, int line, State state) {
    Statement {
      words = List.copyOf(words);
    }

    String text() {
      return String.join(" ", words);
    }

    boolean isUnder(List<String> path) {
      return words.size() >= path.size() && words.subList(0, path.size()).equals(path);
    }

    Statement as(State other) {
      return new Statement(words, line, other);
    }
  }

  /** An open block. */
  private static final class Block {
    private final List<String> path;
    private final int line;
    private boolean empty = true;

    Block(List<String> path, int line) {
      this.path = path;
      this.line = line;
    }
  }

  /** True inside a block in braces. */
  boolean isInside() {
    return !blocks.isEmpty();
  }

  /** A line behind a verb. */
  void typed(Grammar.Verb verb, List<String> words, int line) {
    if (words.size() > LONGEST_IN_BRACKETS) {
      cut(words, line);
      return;
    }
    List<String> path = joined(at, words);
    switch (verb) {
      case SET -> add(path, line);
      case DELETE -> delete(path, line);
      case REPLACE -> {
        delete(path, line);
        add(path, line);
      }
      case OFF -> off(path, line);
      case ON -> off.remove(path);
      case MOVE -> move(path, line);
      case INTO -> {
        if (path.size() > LONGEST) {
          cut(words, line);
        } else {
          before.push(at);
          at = path;
        }
      }
      case BACK -> at = before.isEmpty() ? List.of() : before.pop();
      case TOP -> top(words, line);
      case NONE -> {}
    }
  }

  private void top(List<String> words, int line) {
    List<String> here = at;
    at = List.of();
    if (words.isEmpty()) {
      before.clear();
      return;
    }
    Grammar.Verb verb = verbs.get(words.getFirst());
    if (verb == null) {
      broken(words, line);
    } else {
      typed(verb, words.subList(1, words.size()), line);
    }
    at = verb == Grammar.Verb.INTO ? at : here;
  }

  /** A statement in braces, with the marks before it. */
  void ends(List<String> words, int line) {
    touched();
    if (words.size() > LONGEST_IN_BRACKETS) {
      cut(words, line);
      return;
    }
    int marks = marks(words);
    List<String> path = path(words.subList(marks, words.size()));
    for (List<String> one : each(path, line)) {
      if (mark(words.subList(0, marks), one, line)) {
        statements.add(new Statement(one, line, State.SAID));
      }
    }
  }

  /** A block in braces begins. */
  void opens(List<String> words, int line) {
    touched();
    int marks = marks(words);
    List<String> path = path(words.subList(marks, words.size()));
    if (words.size() == marks || path.size() > LONGEST || blocks.size() >= DEEPEST) {
      cut(words, line);
      blocks.push(new Block(path(List.of()), line));
      return;
    }
    mark(words.subList(0, marks), path, line);
    blocks.push(new Block(path, line));
  }

  /** A block in braces ends. */
  void closes(int line) {
    Block block = blocks.poll();
    if (block == null) {
      cut(List.of("}"), line);
    } else if (block.empty) {
      statements.add(new Statement(block.path, block.line, State.IMPLIED));
    }
  }

  /** Words that are not understood, where they stand. */
  void broken(List<String> words, int line) {
    boolean relative = blocks.isEmpty() && !at.isEmpty();
    if (words.size() > LONGEST || relative) {
      cut(words, line);
    } else {
      statements.add(new Statement(path(words), line, State.BROKEN));
    }
  }

  /** A line that cannot be cut into words. */
  void cut(List<String> words, int line) {
    Statement cut = new Statement(path(some(words)), line, State.CUT);
    if (statements.isEmpty() || !statements.getLast().equals(cut)) {
      statements.add(cut);
    }
  }

  private void touched() {
    if (!blocks.isEmpty()) {
      blocks.peek().empty = false;
    }
  }

  private List<String> path(List<String> words) {
    return blocks.isEmpty() ? List.copyOf(words) : joined(blocks.peek().path, words);
  }

  private int marks(List<String> words) {
    int count = 0;
    while (count < words.size()
        && words.get(count).endsWith(":")
        && verbs.containsKey(words.get(count))) {
      count++;
    }
    return count;
  }

  /** False where a mark takes the statement away. */
  private boolean mark(List<String> marks, List<String> path, int line) {
    boolean stays = true;
    for (String mark : marks) {
      switch (verbs.getOrDefault(mark, Grammar.Verb.NONE)) {
        case OFF -> off(path, line);
        case REPLACE -> delete(path, line);
        case DELETE -> {
          delete(path, line);
          stays = false;
        }
        case SET, ON, MOVE, INTO, BACK, TOP, NONE -> {}
      }
    }
    return stays;
  }

  private void add(List<String> path, int line) {
    each(path, line).forEach(one -> statements.add(new Statement(one, line, State.SAID)));
  }

  /** Switches off what a path leads to. */
  private void off(List<String> path, int line) {
    if (path.isEmpty() || path.size() > LONGEST) {
      homeless.add(new Statement(some(path), line, State.CUT));
    } else {
      off.put(path, line);
    }
  }

  /** The statements that one says. */
  private List<List<String>> each(List<String> path, int line) {
    List<List<String>> each = each(path);
    boolean fits =
        !each.isEmpty()
            && each.size() <= MOST_FROM_ONE
            && each.stream().allMatch(one -> one.size() <= LONGEST);
    if (fits) {
      return each;
    }
    statements.add(new Statement(some(path), line, State.BROKEN));
    return List.of();
  }

  /** A statement with values in brackets says as many; none where the brackets do not fit. */
  private static List<List<String>> each(List<String> words) {
    int open = words.indexOf("[");
    int close = words.indexOf("]");
    if (open < 0 && close < 0) {
      return List.of(words);
    }
    List<List<String>> each = new ArrayList<>();
    for (int i = open + 1; open >= 0 && i < close && each.size() <= MOST_FROM_ONE; i++) {
      List<String> one = new ArrayList<>(words.subList(0, open));
      one.add(words.get(i));
      one.addAll(words.subList(close + 1, words.size()));
      each.addAll(each(one));
    }
    return each;
  }

  /** False where so much was looked through already that this text is no configuration. */
  private boolean affords() {
    work += statements.size() + off.size();
    return work < MOST_WORK;
  }

  private void delete(List<String> path, int line) {
    if (path.isEmpty() || !affords()) {
      homeless.add(new Statement(some(path), line, State.CUT));
      return;
    }
    statements.removeIf(statement -> statement.isUnder(path));
    off.keySet().removeIf(other -> new Statement(other, 0, State.OFF).isUnder(path));
  }

  /** {@code PATH NAME before|after NAME}: the statements under a path go to others' side. */
  private void move(List<String> words, int line) {
    int where = Math.max(words.lastIndexOf("before"), words.lastIndexOf("after"));
    int named = words.size() - where - 1;
    if (where <= 0 || named < 1 || named > where || words.size() > LONGEST || !affords()) {
      homeless.add(new Statement(some(words), line, State.BROKEN));
      return;
    }
    List<String> path = words.subList(0, where);
    List<String> beside =
        joined(words.subList(0, where - named), words.subList(where + 1, words.size()));
    List<Statement> moved = new ArrayList<>();
    List<Statement> rest = new ArrayList<>();
    statements.forEach(it -> (it.isUnder(path) ? moved : rest).add(it));
    int to = -1;
    for (int i = 0; i < rest.size(); i++) {
      if (rest.get(i).isUnder(beside)) {
        to = words.get(where).equals("after") ? i + 1 : to < 0 ? i : to;
      }
    }
    if (to < 0 || moved.isEmpty()) {
      homeless.add(new Statement(words, line, State.BROKEN));
      return;
    }
    rest.addAll(to, moved);
    statements = rest;
  }

  /** The text is over: the statements in the device's order. */
  List<Statement> end() {
    if (!blocks.isEmpty()) {
      statements.add(new Statement(blocks.peek().path, blocks.peek().line, State.CUT));
    }
    blocks.clear();
    List<Statement> all = new ArrayList<>();
    Map<List<String>, Integer> unseen = new LinkedHashMap<>(off);
    for (Statement statement : statements) {
      List<String> path = off(statement.words());
      if (path.isEmpty()) {
        all.add(statement);
        continue;
      }
      if (unseen.remove(path) != null) {
        for (int i = 1; i < path.size(); i++) {
          all.add(new Statement(path.subList(0, i), statement.line(), State.IMPLIED));
        }
      }
      all.add(statement.as(State.OFF));
    }
    unseen.forEach((path, line) -> {
      if (off(path.subList(0, path.size() - 1)).isEmpty()) {
        homeless.add(new Statement(path, line, State.BROKEN));
      }
    });
    homeless.addAll(all);
    return homeless;
  }

  /** The shortest path that is switched off and leads to the statement; empty where none is. */
  private List<String> off(List<String> words) {
    for (int i = 1; i <= words.size() && !off.isEmpty(); i++) {
      if (off.containsKey(words.subList(0, i))) {
        return words.subList(0, i);
      }
    }
    return List.of();
  }

  private static List<String> some(List<String> words) {
    return words.size() > LONGEST ? words.subList(0, LONGEST) : words;
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> joined = new ArrayList<>(first);
    joined.addAll(second);
    return List.copyOf(joined);
  }
}
