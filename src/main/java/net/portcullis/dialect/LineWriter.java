package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.ConnectionState;
import net.portcullis.acl.Family;
import net.portcullis.acl.Fragments;
import net.portcullis.acl.IcmpMatch;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;

/** Writes a line by a pattern: the reverse of {@link LineReader}. */
final class LineWriter {
  private final Names names;
  private final Set<FieldKind> stuck = new TreeSet<>();

  LineWriter(Names names) {
    this.names = names;
  }

  /** A line as far as it is written, and what is left to say. */
  private record State(List<String> text, Draft draft) {
    State and(String word, Draft left) {
      List<String> longer = new ArrayList<>(text);
      longer.add(word);
      return new State(longer, left);
    }

    State and(List<String> words, Draft left) {
      List<String> longer = new ArrayList<>(text);
      longer.addAll(words);
      return new State(longer, left);
    }
  }

  /** The line; absent where the pattern cannot say all of the draft. */
  Optional<String> write(Pattern pattern, Draft draft) {
    Optional<State> end = write(pattern, new State(List.of(), draft));
    end.ifPresent(state -> noteLeft(state.draft()));
    return end.filter(state -> state.draft().isSaid()).map(state -> joined(state.text()));
  }

  /**
   * The lines that say a draft together: each says what it can of what the ones before left, and
   * one says the action at last. None where something cannot be said.
   */
  List<String> writeParts(List<Pattern> patterns, Draft draft) {
    List<String> lines = new ArrayList<>();
    Draft left = draft;
    for (Pattern pattern : patterns) {
      Optional<State> more = saysAction(pattern) ? Optional.empty() : part(pattern, left);
      while (more.isPresent()) {
        lines.add(joined(more.get().text()));
        left = more.get().draft();
        more = part(pattern, left);
      }
    }
    noteLeft(left);
    Draft said = left;
    Optional<State> action =
        patterns.stream()
            .filter(LineWriter::saysAction)
            .flatMap(pattern -> write(pattern, new State(List.of(), said)).stream())
            .findFirst();
    if (!left.isSaid() || action.isEmpty()) {
      return List.of();
    }
    lines.add(joined(action.get().text()));
    return lines;
  }

  /** A line that leaves less to say. */
  private Optional<State> part(Pattern pattern, Draft left) {
    return write(pattern, new State(List.of(), left))
        .filter(state ->
            state.draft().left() < left.left()
                || !state.draft().codes().equals(left.codes())
                || state.draft().counted() != left.counted());
  }

  private static boolean saysAction(Pattern pattern) {
    return switch (pattern) {
      case Pattern.Word word -> false;
      case Pattern.Field field -> field.kind() == FieldKind.ACTION;
      case Pattern.Sequence sequence -> sequence.parts().stream().anyMatch(LineWriter::saysAction);
      case Pattern.Choice choice -> choice.options().stream().anyMatch(LineWriter::saysAction);
      case Pattern.Maybe maybe -> saysAction(maybe.part());
      case Pattern.AnyOrder anyOrder ->
          anyOrder.clauses().stream().anyMatch(LineWriter::saysAction);
      case Pattern.Repeat repeat -> saysAction(repeat.part());
    };
  }

  /** The dimensions that stood in the way of the lines that could not be written. */
  Set<FieldKind> stuck() {
    return Set.copyOf(stuck);
  }

  private void noteLeft(Draft left) {
    note(!left.protocols().isEmpty(), FieldKind.PROTOCOL);
    note(!left.sources().isEmpty(), FieldKind.SOURCE);
    note(!left.destinations().isEmpty(), FieldKind.DESTINATION);
    note(left.sourcePorts().isPresent(), FieldKind.SOURCE_PORT);
    note(left.destinationPorts().isPresent(), FieldKind.DESTINATION_PORT);
    note(!left.icmp().isEmpty() || left.codes().isPresent(), FieldKind.ICMP);
    note(left.established().isPresent(), FieldKind.ESTABLISHED);
    note(!left.states().isEmpty(), FieldKind.STATE);
    note(left.fragments() != Fragments.ANY, FieldKind.LATER_FRAGMENTS);
  }

  private void note(boolean left, FieldKind kind) {
    if (left) {
      stuck.add(kind);
    }
  }

  private Optional<State> write(Pattern pattern, State state) {
    return switch (pattern) {
      case Pattern.Word word -> Optional.of(state.and(word.text(), state.draft()));
      case Pattern.Field field -> field(field.kind(), field.form(), state);
      case Pattern.Sequence sequence -> sequence(sequence.parts(), state);
      case Pattern.Choice choice -> choice(choice.options(), state);
      case Pattern.Maybe maybe -> Optional.of(maybe(maybe.part(), state));
      case Pattern.AnyOrder anyOrder -> {
        State at = state;
        for (Pattern clause : anyOrder.clauses()) {
          at = maybe(clause, at);
        }
        yield Optional.of(at);
      }
      case Pattern.Repeat repeat -> repeat(repeat, state);
    };
  }

  private Optional<State> sequence(List<Pattern> parts, State from) {
    State at = from;
    for (Pattern part : parts) {
      Optional<State> next = write(part, at);
      if (next.isEmpty()) {
        return next;
      }
      at = next.get();
    }
    return Optional.of(at);
  }

  /** The option that says the most, the first of equals. */
  private Optional<State> choice(List<Pattern> options, State from) {
    Optional<State> best = Optional.empty();
    for (Pattern option : options) {
      Optional<State> written = write(option, from);
      if (written.isPresent()
          && (best.isEmpty() || written.get().draft().left() < best.get().draft().left())) {
        best = written;
      }
    }
    return best;
  }

  private static Optional<State> isProtocol(int number, State state) {
    Draft draft = state.draft();
    if (draft.protocols().equals(List.of(number))) {
      return Optional.of(new State(state.text(), draft.withProtocols(List.of())));
    }
    return draft.protocol() == number ? Optional.of(state) : Optional.empty();
  }

  /** An optional part is written only where it says something. */
  private State maybe(Pattern part, State from) {
    return write(part, from)
        .filter(written -> written.draft().said() > from.draft().said())
        .orElse(from);
  }

  private Optional<State> repeat(Pattern.Repeat repeat, State from) {
    Optional<State> first = write(repeat.part(), from);
    if (first.isEmpty()) {
      return first;
    }
    State at = first.get();
    while (true) {
      State separated = repeat.separator().isEmpty() ? at : at.and(repeat.separator(), at.draft());
      Optional<State> next =
          write(repeat.part(), separated)
              .filter(written -> written.draft().said() > separated.draft().said());
      if (next.isEmpty()) {
        return Optional.of(at);
      }
      at = next.get();
    }
  }

  private Optional<State> field(FieldKind kind, String form, State state) {
    Draft draft = state.draft();
    return switch (kind) {
      case ACTION -> action(form, state);
      case PROTOCOL -> protocol(form, state);
      case IS_PROTOCOL -> isProtocol(Integer.parseInt(form), state);
      case SOURCE, DESTINATION -> address(kind, form, state);
      case ANY_SOURCE -> draft.sources().isEmpty() ? Optional.of(state) : Optional.empty();
      case ANY_DESTINATION ->
          draft.destinations().isEmpty() ? Optional.of(state) : Optional.empty();
      case SOURCE_PORT, DESTINATION_PORT -> ports(kind, form, state);
      case ICMP -> icmp(form, state);
      case STATE -> state(state);
      case ESTABLISHED -> established(true, state);
      case NOT_ESTABLISHED -> established(false, state);
      case LATER_FRAGMENTS -> fragments(Fragments.LATER, state);
      case NOT_LATER_FRAGMENTS -> fragments(Fragments.NOT_LATER, state);
      case ANY_HEADER -> Optional.of(state);
      case COUNTED ->
          draft.counted()
              ? Optional.of(new State(state.text(), draft.withoutCounted()))
              : Optional.empty();
      case FAMILY ->
          draft.family().number() == Integer.parseInt(form) ? Optional.of(state) : Optional.empty();
      case IS_DIRECTION ->
          form.equals(draft.words().get("direction")) ? Optional.of(state) : Optional.empty();
      case DIRECTION ->
          Optional.ofNullable(draft.words().get("direction"))
              .flatMap(value -> names.word("direction", value))
              .map(word -> state.and(word, draft.told()));
      case LIST -> list(form, state);
      case INTERFACE -> interfaceName(form, state);
      case ALIAS, ID, UNIT, ZONE_FROM, ZONE_TO, CHAIN_FAMILY, TABLE, CHAIN, COMMENT, GROUP ->
          Optional.ofNullable(draft.words().get(kind.text()))
              .map(word -> state.and(word, draft.told()));
      case EXCEPT,
          WITHOUT,
          EITHER,
          EITHER_PORT,
          TEMPLATE,
          INEXACT,
          INACTIVE,
          LIMITED,
          STATUS,
          UNMATCHED,
          RETURN,
          IN_INTERFACE,
          OUT_INTERFACE,
          HOSTNAME,
          SERVICE,
          DELIMITER,
          MEMBER,
          SET,
          HOOK,
          JUMP,
          GOTO,
          MAP,
          UP_TO,
          ANY_WORD,
          ANY_NUMBER,
          REST ->
          Optional.empty();
    };
  }

  private Optional<State> action(String form, State state) {
    String action = state.draft().action().name().toLowerCase(Locale.ROOT);
    if (!form.isEmpty()) {
      return form.equals(action) ? Optional.of(state) : Optional.empty();
    }
    return names.word("action", action).map(word -> state.and(word, state.draft()));
  }

  private static Optional<State> interfaceName(String form, State state) {
    boolean parent = form.equals("parent");
    String before = parent || form.equals("joined") ? "" : form;
    return Optional.ofNullable(state.draft().words().get(parent ? "parent" : "interface"))
        .filter(name -> name.regionMatches(true, 0, before, 0, before.length()))
        .map(name -> state.and(name.substring(before.length()), state.draft().told()));
  }

  private Optional<State> list(String form, State state) {
    String name = state.draft().words().getOrDefault("list", "");
    boolean number = Names.isNumber(name);
    boolean fits = !name.isEmpty() && (form.isEmpty() || form.equals(number ? "number" : "name"));
    return fits ? Optional.of(state.and(name, state.draft().told())) : Optional.empty();
  }

  private Optional<State> protocol(String form, State state) {
    Draft draft = state.draft();
    String table = names.forFamily("protocol", draft.family());
    if (draft.protocols().isEmpty()) {
      // Written where the grammar demands a protocol; an optional one says nothing and is left out.
      return names.word(table, "any").map(word -> state.and(word, draft));
    }
    int number = draft.protocols().getFirst();
    String digits = Integer.toString(number);
    String word = form.equals("number") ? digits : names.word(table, digits).orElse(digits);
    return Optional.of(
        state.and(
            word, draft.withProtocols(draft.protocols().subList(1, draft.protocols().size()))));
  }

  private Optional<State> address(FieldKind kind, String form, State state) {
    List<AddressMask> left = state.draft().addresses(kind);
    if (left.isEmpty()) {
      return Optional.empty();
    }
    Optional<List<String>> words = AddressForms.write(form, left.getFirst());
    if (words.isEmpty()) {
      stuck.add(kind);
    }
    return words.map(
        text -> state.and(text, state.draft().withAddresses(kind, left.subList(1, left.size()))));
  }

  private Optional<State> ports(FieldKind kind, String form, State state) {
    Ranges all = state.draft().ports(kind).orElse(Ranges.none());
    if (all.isEmpty()) {
      return Optional.empty();
    }
    List<Range> ranges = all.list();
    Range first = ranges.getFirst();
    Range last = ranges.getLast();
    Ranges gaps = all.complement(65535);
    boolean oneGap =
        gaps.list().size() == 1 && gaps.list().getFirst().low() == gaps.list().getFirst().high();
    Optional<State> written =
        switch (form) {
          case "one" ->
              first.low() == first.high()
                  ? taken(kind, state, List.of(first.low()), first)
                  : Optional.empty();
          case "range" -> taken(kind, state, List.of(first.low(), first.high()), first);
          case "dash" ->
              Optional.of(state.and(first.toString(), less(kind, state.draft(), Ranges.of(first))));
          case "not" ->
              oneGap
                  ? Optional.of(
                      state.and(
                          Integer.toString(gaps.list().getFirst().low()),
                          less(kind, state.draft(), all)))
                  : Optional.empty();
          case "below" ->
              first.low() == 0 && first.high() > 0 && first.high() < 65535
                  ? taken(kind, state, List.of(first.high() + 1), first)
                  : Optional.empty();
          case "above" ->
              last.high() == 65535 && last.low() > 0 && last.low() < 65535
                  ? taken(kind, state, List.of(last.low() - 1), last)
                  : Optional.empty();
          case "list" -> list(kind, ranges, state);
          default -> Optional.empty();
        };
    if (written.isEmpty()) {
      stuck.add(kind);
    }
    return written;
  }

  private static Optional<State> taken(
      FieldKind kind, State state, List<Integer> operands, Range range) {
    return Optional.of(
        state.and(
            operands.stream().map(String::valueOf).toList(),
            less(kind, state.draft(), Ranges.of(range))));
  }

  /** Up to ten single ports, the most that platforms with port lists take. */
  private static Optional<State> list(FieldKind kind, List<Range> ranges, State state) {
    boolean fits =
        ranges.size() <= 10 && ranges.stream().allMatch(range -> range.low() == range.high());
    return fits
        ? Optional.of(
            state.and(
                ranges.stream().map(Range::toString).toList(),
                less(kind, state.draft(), Ranges.of(ranges))))
        : Optional.empty();
  }

  private static Draft less(FieldKind kind, Draft draft, Ranges said) {
    Ranges left = draft.ports(kind).orElse(Ranges.none()).intersect(said.complement(65535));
    return draft.withPorts(kind, left);
  }

  private Optional<State> icmp(String form, State state) {
    Draft draft = state.draft();
    if (form.equals("code")) {
      return draft
          .codes()
          .map(code ->
              state.and(
                  icmpWord("icmp-code", code, draft.family()),
                  draft.withIcmp(draft.icmp(), Optional.empty())));
    }
    if (draft.icmp().isEmpty() || draft.codes().isPresent()) {
      return Optional.empty();
    }
    IcmpMatch first = draft.icmp().getFirst();
    List<IcmpMatch> rest = draft.icmp().subList(1, draft.icmp().size());
    int type = first.types().list().getFirst().low();
    List<Integer> codes = Draft.numbers(first.codes(), 255);
    if (form.equals("pair")) {
      String value = codes.isEmpty() ? Integer.toString(type) : type + "/" + codes.getFirst();
      return names
          .word(names.forFamily("icmp", draft.family()), value)
          .map(word -> state.and(word, draft.withIcmp(rest, Optional.empty())));
    }
    return Optional.of(
        state.and(
            icmpWord("icmp-type", type, draft.family()),
            draft.withIcmp(rest, codes.stream().findFirst())));
  }

  private String icmpWord(String table, int number, Family family) {
    String digits = Integer.toString(number);
    return names.word(names.forFamily(table, family), digits).orElse(digits);
  }

  private Optional<State> state(State state) {
    List<ConnectionState> left = state.draft().states();
    return left.isEmpty()
        ? Optional.empty()
        : names
            .word("state", left.getFirst().name().toLowerCase(Locale.ROOT))
            .map(word -> state.and(word, state.draft().withStates(left.subList(1, left.size()))));
  }

  private static Optional<State> established(boolean wanted, State state) {
    return state.draft().established().equals(Optional.of(wanted))
        ? Optional.of(new State(state.text(), state.draft().withoutEstablished()))
        : Optional.empty();
  }

  private static Optional<State> fragments(Fragments wanted, State state) {
    return state.draft().fragments() == wanted
        ? Optional.of(new State(state.text(), state.draft().withoutFragments()))
        : Optional.empty();
  }

  /** Blanks between words; none before a comma, and one behind it only inside braces. */
  private static String joined(List<String> words) {
    StringBuilder line = new StringBuilder();
    int depth = 0;
    String before = "";
    for (String word : words) {
      boolean tight = word.equals(",") || word.equals(";") || (before.equals(",") && depth == 0);
      if (!line.isEmpty() && !tight) {
        line.append(' ');
      }
      line.append(word);
      depth += word.equals("{") ? 1 : word.equals("}") ? -1 : 0;
      before = word;
    }
    return line.toString();
  }
}
