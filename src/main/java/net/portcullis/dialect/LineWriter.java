package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.ConnectionState;
import net.portcullis.acl.Family;
import net.portcullis.acl.Fragments;
import net.portcullis.acl.IcmpMatch;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;
import org.jspecify.annotations.Nullable;

/** Writes a line by a pattern: the reverse of {@link LineReader}. */
final class LineWriter {
  private final Names names;
  private final Set<FieldKind> stuck = new TreeSet<>();

  LineWriter(Names names) {
    this.names = names;
  }

  /**
   * A line as far as it is written, and what is left to say.
   *
   * @param before the line without its last word; null for a line without words
   */
  private record State(@Nullable State before, String word, Unsaid left) {
    static State of(Unsaid all) {
      return new State(null, "", all);
    }

    State and(String next, Unsaid less) {
      return new State(this, next, less);
    }

    State and(List<String> words, Unsaid less) {
      State at = this;
      for (String next : words) {
        at = new State(at, next, less);
      }
      return at;
    }

    /** Something was said without a word. */
    State silently(Unsaid less) {
      return new State(before, word, less);
    }

    List<String> words() {
      List<String> words = new ArrayList<>();
      for (State at = this; at.before != null; at = at.before) {
        words.add(at.word);
      }
      return words.reversed();
    }
  }

  /** The line; absent where the pattern cannot say all of the draft. */
  Optional<String> write(Pattern pattern, Draft draft) {
    Optional<State> end = write(pattern, State.of(new Unsaid(draft)));
    end.ifPresent(state -> noteLeft(state.left()));
    return end.filter(state -> state.left().isNothing()).map(state -> joined(state.words()));
  }

  /**
   * The lines that say a draft together: each says what it can of what the ones before left, and
   * one says the action at last. None where something cannot be said.
   */
  List<String> writeParts(List<Pattern> patterns, Draft draft) {
    List<String> lines = new ArrayList<>();
    Unsaid left = new Unsaid(draft);
    for (Pattern pattern : patterns) {
      Optional<State> more = saysAction(pattern) ? Optional.empty() : part(pattern, left);
      while (more.isPresent()) {
        lines.add(joined(more.get().words()));
        left = more.get().left();
        more = part(pattern, left);
      }
    }
    noteLeft(left);
    Unsaid said = left;
    Optional<State> action =
        patterns.stream()
            .filter(LineWriter::saysAction)
            .flatMap(pattern -> write(pattern, State.of(said)).stream())
            .findFirst();
    if (!left.isNothing() || action.isEmpty()) {
      return List.of();
    }
    lines.add(joined(action.get().words()));
    return lines;
  }

  /** A line that leaves less to say. */
  private Optional<State> part(Pattern pattern, Unsaid left) {
    return write(pattern, State.of(left))
        .filter(state ->
            state.left().left() < left.left()
                || !state.left().code().equals(left.code())
                || state.left().counted() != left.counted());
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

  private void noteLeft(Unsaid left) {
    note(!left.protocols().isEmpty(), FieldKind.PROTOCOL);
    note(!left.addresses(FieldKind.SOURCE).isEmpty(), FieldKind.SOURCE);
    note(!left.addresses(FieldKind.DESTINATION).isEmpty(), FieldKind.DESTINATION);
    note(!left.ports(FieldKind.SOURCE_PORT).isEmpty(), FieldKind.SOURCE_PORT);
    note(!left.ports(FieldKind.DESTINATION_PORT).isEmpty(), FieldKind.DESTINATION_PORT);
    note(!left.icmp().isEmpty() || left.code().isPresent(), FieldKind.ICMP);
    note(left.established(), FieldKind.ESTABLISHED);
    note(!left.states().isEmpty(), FieldKind.STATE);
    note(left.fragments(), FieldKind.LATER_FRAGMENTS);
  }

  private void note(boolean left, FieldKind kind) {
    if (left) {
      stuck.add(kind);
    }
  }

  private Optional<State> write(Pattern pattern, State state) {
    return switch (pattern) {
      case Pattern.Word word -> Optional.of(state.and(word.text(), state.left()));
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
          && (best.isEmpty() || written.get().left().left() < best.get().left().left())) {
        best = written;
      }
    }
    return best;
  }

  private static Optional<State> isProtocol(int number, State state) {
    Unsaid left = state.left();
    if (left.protocols().size() == 1 && left.protocols().getFirst() == number) {
      return Optional.of(state.silently(left.withoutFirstProtocol()));
    }
    return left.draft().protocol() == number ? Optional.of(state) : Optional.empty();
  }

  /** An optional part is written only where it says something. */
  private State maybe(Pattern part, State from) {
    return write(part, from)
        .filter(written -> written.left().said() > from.left().said())
        .orElse(from);
  }

  private Optional<State> repeat(Pattern.Repeat repeat, State from) {
    Optional<State> first = write(repeat.part(), from);
    if (first.isEmpty()) {
      return first;
    }
    State at = first.get();
    while (true) {
      State separated = repeat.separator().isEmpty() ? at : at.and(repeat.separator(), at.left());
      Optional<State> next =
          write(repeat.part(), separated)
              .filter(written -> written.left().said() > separated.left().said());
      if (next.isEmpty()) {
        return Optional.of(at);
      }
      at = next.get();
    }
  }

  private Optional<State> field(FieldKind kind, String form, State state) {
    Unsaid left = state.left();
    Draft draft = left.draft();
    return switch (kind) {
      case ACTION -> action(form, state);
      case PROTOCOL -> protocol(form, state);
      case IS_PROTOCOL -> isProtocol(Integer.parseInt(form), state);
      case SOURCE, DESTINATION -> address(kind, form, state);
      case ANY_SOURCE ->
          left.addresses(FieldKind.SOURCE).isEmpty() ? Optional.of(state) : Optional.empty();
      case ANY_DESTINATION ->
          left.addresses(FieldKind.DESTINATION).isEmpty() ? Optional.of(state) : Optional.empty();
      case SOURCE_PORT, DESTINATION_PORT -> ports(kind, form, state);
      case ICMP -> icmp(form, state);
      case STATE -> state(state);
      case ESTABLISHED -> established(true, state);
      case NOT_ESTABLISHED -> established(false, state);
      case LATER_FRAGMENTS -> fragments(Fragments.LATER, state);
      case NOT_LATER_FRAGMENTS -> fragments(Fragments.NOT_LATER, state);
      case ANY_HEADER -> Optional.of(state);
      case COUNTED ->
          left.counted() ? Optional.of(state.silently(left.withoutCounted())) : Optional.empty();
      case FAMILY ->
          draft.family().number() == Integer.parseInt(form) ? Optional.of(state) : Optional.empty();
      case IS_DIRECTION ->
          form.equals(draft.words().get("direction")) ? Optional.of(state) : Optional.empty();
      case DIRECTION ->
          Optional.ofNullable(draft.words().get("direction"))
              .flatMap(value -> names.word("direction", value))
              .map(word -> state.and(word, left.told()));
      case LIST -> list(form, state);
      case INTERFACE -> interfaceName(form, state);
      case ALIAS, ID, UNIT, ZONE_FROM, ZONE_TO, CHAIN_FAMILY, TABLE, CHAIN, COMMENT, GROUP ->
          Optional.ofNullable(draft.words().get(kind.text()))
              .map(word -> state.and(word, left.told()));
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
    String action = state.left().draft().action().name().toLowerCase(Locale.ROOT);
    if (!form.isEmpty()) {
      return form.equals(action) ? Optional.of(state) : Optional.empty();
    }
    return names.word("action", action).map(word -> state.and(word, state.left()));
  }

  private static Optional<State> interfaceName(String form, State state) {
    boolean parent = form.equals("parent");
    String before = parent || form.equals("joined") ? "" : form;
    return Optional.ofNullable(state.left().draft().words().get(parent ? "parent" : "interface"))
        .filter(name -> name.regionMatches(true, 0, before, 0, before.length()))
        .map(name -> state.and(name.substring(before.length()), state.left().told()));
  }

  private Optional<State> list(String form, State state) {
    String name = state.left().draft().words().getOrDefault("list", "");
    boolean number = Names.isNumber(name);
    boolean fits = !name.isEmpty() && (form.isEmpty() || form.equals(number ? "number" : "name"));
    return fits ? Optional.of(state.and(name, state.left().told())) : Optional.empty();
  }

  private Optional<State> protocol(String form, State state) {
    Unsaid left = state.left();
    String table = names.forFamily("protocol", left.draft().family());
    if (left.protocols().isEmpty()) {
      // Written where the grammar demands a protocol; an optional one says nothing and is left out.
      return names.word(table, "any").map(word -> state.and(word, left));
    }
    int number = left.protocols().getFirst();
    String digits = Integer.toString(number);
    String word = form.equals("number") ? digits : names.word(table, digits).orElse(digits);
    return Optional.of(state.and(word, left.withoutFirstProtocol()));
  }

  private Optional<State> address(FieldKind kind, String form, State state) {
    List<AddressMask> left = state.left().addresses(kind);
    if (left.isEmpty()) {
      return Optional.empty();
    }
    Optional<List<String>> words = AddressForms.write(form, left.getFirst());
    if (words.isEmpty()) {
      stuck.add(kind);
    }
    return words.map(text -> state.and(text, state.left().withoutFirstAddress(kind)));
  }

  private Optional<State> ports(FieldKind kind, String form, State state) {
    List<Range> all = state.left().ports(kind);
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Range first = all.getFirst();
    Range last = all.getLast();
    List<Range> butFirst = all.subList(1, all.size());
    List<Range> butLast = all.subList(0, all.size() - 1);
    Optional<State> written =
        switch (form) {
          case "one" ->
              first.low() == first.high()
                  ? said(kind, state, numbers(first.low()), butFirst)
                  : Optional.empty();
          case "range" -> said(kind, state, numbers(first.low(), first.high()), butFirst);
          case "dash" -> said(kind, state, List.of(first.toString()), butFirst);
          case "not" -> {
            OptionalInt gap = onlyGap(all);
            yield gap.isPresent()
                ? said(kind, state, numbers(gap.getAsInt()), List.of())
                : Optional.empty();
          }
          case "below" ->
              first.low() == 0 && first.high() > 0 && first.high() < 65535
                  ? said(kind, state, numbers(first.high() + 1), butFirst)
                  : Optional.empty();
          case "above" ->
              last.high() == 65535 && last.low() > 0 && last.low() < 65535
                  ? said(kind, state, numbers(last.low() - 1), butLast)
                  : Optional.empty();
          case "list" ->
              isShortList(all)
                  ? said(kind, state, all.stream().map(Range::toString).toList(), List.of())
                  : Optional.empty();
          default -> Optional.empty();
        };
    if (written.isEmpty()) {
      stuck.add(kind);
    }
    return written;
  }

  private static Optional<State> said(
      FieldKind kind, State state, List<String> words, List<Range> left) {
    return Optional.of(state.and(words, state.left().withPorts(kind, left)));
  }

  private static List<String> numbers(int number) {
    return List.of(Integer.toString(number));
  }

  private static List<String> numbers(int low, int high) {
    return List.of(Integer.toString(low), Integer.toString(high));
  }

  /** The port that is missing where no other one is. */
  private static OptionalInt onlyGap(List<Range> ports) {
    Ranges gaps = ports.size() > 2 ? Ranges.none() : Ranges.of(ports).complement(65535);
    return gaps.list().size() == 1 && gaps.list().getFirst().low() == gaps.list().getFirst().high()
        ? OptionalInt.of(gaps.list().getFirst().low())
        : OptionalInt.empty();
  }

  /** Up to ten single ports, the most that platforms with port lists take. */
  private static boolean isShortList(List<Range> ports) {
    return ports.size() <= 10 && ports.stream().allMatch(range -> range.low() == range.high());
  }

  private Optional<State> icmp(String form, State state) {
    Unsaid left = state.left();
    Family family = left.draft().family();
    if (form.equals("code")) {
      return left.code().isPresent()
          ? Optional.of(
              state.and(icmpWord("icmp-code", left.code().getAsInt(), family), left.withoutCode()))
          : Optional.empty();
    }
    if (left.icmp().isEmpty() || left.code().isPresent()) {
      return Optional.empty();
    }
    IcmpMatch first = left.icmp().getFirst();
    int type = first.types().list().getFirst().low();
    List<Integer> codes = Draft.numbers(first.codes(), 255);
    if (form.equals("pair")) {
      String value = codes.isEmpty() ? Integer.toString(type) : type + "/" + codes.getFirst();
      return names
          .word(names.forFamily("icmp", family), value)
          .map(word -> state.and(word, left.withoutFirstIcmp(OptionalInt.empty())));
    }
    OptionalInt code = codes.isEmpty() ? OptionalInt.empty() : OptionalInt.of(codes.getFirst());
    return Optional.of(state.and(icmpWord("icmp-type", type, family), left.withoutFirstIcmp(code)));
  }

  private String icmpWord(String table, int number, Family family) {
    String digits = Integer.toString(number);
    return names.word(names.forFamily(table, family), digits).orElse(digits);
  }

  private Optional<State> state(State state) {
    List<ConnectionState> left = state.left().states();
    return left.isEmpty()
        ? Optional.empty()
        : names
            .word("state", left.getFirst().name().toLowerCase(Locale.ROOT))
            .map(word -> state.and(word, state.left().withoutFirstState()));
  }

  private static Optional<State> established(boolean wanted, State state) {
    Unsaid left = state.left();
    return left.established() && left.draft().established().equals(Optional.of(wanted))
        ? Optional.of(state.silently(left.withoutEstablished()))
        : Optional.empty();
  }

  private static Optional<State> fragments(Fragments wanted, State state) {
    Unsaid left = state.left();
    return left.fragments() && left.draft().fragments() == wanted
        ? Optional.of(state.silently(left.withoutFragments()))
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
