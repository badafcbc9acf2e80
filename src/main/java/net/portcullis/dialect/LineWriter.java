package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.ConnectionState;
import net.portcullis.acl.Family;
import net.portcullis.acl.Fragments;
import net.portcullis.acl.IcmpMatch;
import net.portcullis.acl.Range;
import net.portcullis.acl.Verdict;
import org.jspecify.annotations.Nullable;

/** Writes a line by a pattern: the reverse of {@link LineReader}. */
final class LineWriter {
  private final Names names;
  private final Predicate<String> operators;
  private final Set<FieldKind> stuck = new TreeSet<>();

  /**
   * @param operators what ports may be compared by
   */
  LineWriter(Names names, Predicate<String> operators) {
    this.names = names;
    this.operators = operators;
  }

  /**
   * A line as far as it is written, and what is left to say.
   *
   * @param before the line without its last place; null for a line that says nothing yet
   */
  private record State(@Nullable State before, Said last, Unsaid left) {
    private static final Said NOTHING = new Said.Word("");

    static State of(Unsaid all) {
      return new State(null, NOTHING, all);
    }

    State and(String word, Unsaid less) {
      return and(new Said.Word(word), less);
    }

    State and(Said place, Unsaid less) {
      return new State(this, place, less);
    }

    /** Something was said without a word. */
    State silently(Unsaid less) {
      return new State(before, last, less);
    }

    List<Said> places() {
      List<Said> places = new ArrayList<>();
      for (State at = this; at.before != null; at = at.before) {
        places.add(at.last);
      }
      return List.copyOf(places.reversed());
    }
  }

  /** The line; absent where the pattern cannot say all of the draft. */
  Optional<List<Said>> write(Pattern pattern, Draft draft) {
    Optional<State> end = write(pattern, State.of(new Unsaid(draft)));
    end.ifPresent(state -> noteLeft(state.left()));
    return end.filter(state -> state.left().isNothing()).map(State::places);
  }

  /**
   * The lines that say a draft together: each says what it can of what the ones before left, and
   * one says the action at last. None where something cannot be said.
   */
  List<List<Said>> writeParts(List<Pattern> patterns, Draft draft) {
    List<List<Said>> lines = new ArrayList<>();
    Unsaid left = new Unsaid(draft);
    for (Pattern pattern : patterns) {
      Optional<State> more = saysAction(pattern) ? Optional.empty() : part(pattern, left);
      while (more.isPresent()) {
        lines.add(more.get().places());
        left = more.get().left();
        more = saysOnce(pattern) ? Optional.empty() : part(pattern, left);
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
    lines.add(action.get().places());
    return lines;
  }

  /**
   * The lines that say a draft together, each of them written, in this order; absent where one says
   * nothing that is left, or something is left in the end.
   */
  Optional<List<List<Said>>> writeAll(List<Pattern> patterns, Draft draft) {
    List<List<Said>> lines = new ArrayList<>();
    Unsaid left = new Unsaid(draft);
    for (Pattern pattern : patterns) {
      Optional<State> line = write(pattern, State.of(left));
      if (line.isEmpty()) {
        return Optional.empty();
      }
      lines.add(line.get().places());
      left = line.get().left();
    }
    return left.isNothing() ? Optional.of(lines) : Optional.empty();
  }

  /** A line that leaves less to say, or that names once what a rule is about. */
  private Optional<State> part(Pattern pattern, Unsaid left) {
    return write(pattern, State.of(left))
        .filter(state ->
            state.left().left() < left.left()
                || (state.left().said() > left.said() && saysOnce(pattern))
                || !state.left().code().equals(left.code())
                || state.left().counted() != left.counted());
  }

  private static boolean saysOnce(Pattern pattern) {
    return pattern
        .all()
        .anyMatch(part -> part instanceof Pattern.Field field && field.kind() == FieldKind.ONCE);
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
      case PORT_PAIR -> portPair(state);
      case SERVICE ->
          draft.service().map(_ -> state.and(new Said.ServiceAt(), left.withoutService()));
      case ICMP -> icmp(form, state);
      case STATE -> state(state);
      case ESTABLISHED -> established(true, state);
      case NOT_ESTABLISHED -> established(false, state);
      case LATER_FRAGMENTS -> fragments(Fragments.LATER, state);
      case NOT_LATER_FRAGMENTS -> fragments(Fragments.NOT_LATER, state);
      case ANY_HEADER, ONCE -> Optional.of(state);
      case RETURN -> draft.action() == Verdict.PERMIT ? Optional.of(state) : Optional.empty();
      case COUNTED ->
          left.counted() ? Optional.of(state.silently(left.withoutCounted())) : Optional.empty();
      case FAMILY -> Assembler.isOf(form, draft.family()) ? Optional.of(state) : Optional.empty();
      case IS_DIRECTION ->
          form.equals(draft.words().get("direction")) ? Optional.of(state) : Optional.empty();
      case DIRECTION ->
          Optional.ofNullable(draft.words().get("direction"))
              .flatMap(value -> names.word("direction", value))
              .map(word -> state.and(word, left.told()));
      case LIST -> list(form, state);
      case INTERFACE -> interfaceName(form, state);
      case OF_LIST ->
          Optional.ofNullable(draft.words().get("list"))
              .map(list ->
                  state.and(
                      list + Written.OF_LIST + draft.words().getOrDefault("id", ""), left.told()));
      case IN_INTERFACE,
          OUT_INTERFACE,
          ALIAS,
          ID,
          UNIT,
          ZONE_FROM,
          ZONE_TO,
          CHAIN_FAMILY,
          TABLE,
          CHAIN,
          COMMENT,
          GROUP ->
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
          HOSTNAME,
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
          STEP,
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
    Unsaid left = state.left();
    List<AddressMask> masks = left.addresses(kind);
    if (masks.isEmpty()) {
      return Optional.empty();
    }
    if (left.draft().group(kind).isPresent()) {
      return form.equals("group")
          ? Optional.of(state.and(new Said.GroupAt(kind), left.withoutAddresses(kind)))
          : Optional.empty();
    }
    if (form.equals("group-" + left.draft().family().number())) {
      int index = left.draft().addresses(kind).size() - masks.size();
      return left.draft().object(kind, index).isPresent()
          ? Optional.of(state.and(new Said.ObjectAt(kind, index), left.withoutFirstAddress(kind)))
          : Optional.empty();
    }
    if (AddressForms.write(form, masks.getFirst()).isEmpty()) {
      stuck.add(kind);
      return Optional.empty();
    }
    int index = left.draft().addresses(kind).size() - masks.size();
    return Optional.of(
        state.and(new Said.AddressAt(kind, form, index), left.withoutFirstAddress(kind)));
  }

  private Optional<State> ports(FieldKind kind, String form, State state) {
    Unsaid left = state.left();
    int from = left.firstPort(kind);
    List<Range> ports = left.ports(kind);
    if (ports.isEmpty()) {
      return Optional.empty();
    }
    Optional<PortForms.Part> part =
        operators.test(PortForms.operator(form)) ? PortForms.write(form, ports) : Optional.empty();
    if (part.isEmpty()) {
      stuck.add(kind);
    }
    return part.map(it ->
        state.and(
            new Said.PortsAt(kind, form, from + it.from(), from + it.to()),
            left.withoutPorts(kind, it.from(), it.to())));
  }

  private Optional<State> portPair(State state) {
    Unsaid left = state.left();
    List<Range> sources = left.ports(FieldKind.SOURCE_PORT);
    List<Range> destinations = left.ports(FieldKind.DESTINATION_PORT);
    note(sources.size() > 1, FieldKind.SOURCE_PORT);
    note(destinations.size() > 1, FieldKind.DESTINATION_PORT);
    if (sources.size() != 1 || destinations.size() > 1) {
      return Optional.empty();
    }
    Unsaid less = left.withoutPorts(FieldKind.SOURCE_PORT, 0, 1);
    return Optional.of(
        state.and(
            new Said.PortPairAt(),
            destinations.isEmpty() ? less : less.withoutPorts(FieldKind.DESTINATION_PORT, 0, 1)));
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
    if (form.equals("colon")) {
      String word = type + ":" + (codes.isEmpty() ? "0-255" : codes.getFirst());
      return Optional.of(state.and(word, left.withoutFirstIcmp(OptionalInt.empty())));
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
}
