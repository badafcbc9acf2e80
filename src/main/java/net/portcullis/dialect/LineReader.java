package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.ConnectionState;
import net.portcullis.acl.Family;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;
import net.portcullis.acl.Verdict;

/**
 * Reads a line by a pattern. The first option that fits is taken and never reconsidered, and
 * patterns do not recur, so reading takes time linear in the line.
 */
final class LineReader {
  /** Longer than any two names of ports. */
  private static final int LONGEST_PORTS = 128;

  private final Names names;
  private final List<Token> tokens;
  private final Optional<Family> family;
  private final List<Piece> pieces = new ArrayList<>();

  /** Where the first piece that names the family stands; -1 where there is none. */
  private int familyAt = -1;

  private LineReader(Names names, List<Token> tokens, Optional<Family> family) {
    this.names = names;
    this.tokens = tokens;
    this.family = family;
  }

  /**
   * What the line says; absent where the pattern is not its shape from the first word to the last.
   */
  static Optional<List<Piece>> read(
      Pattern pattern, List<Token> tokens, Names names, Optional<Family> family) {
    if (beginsOtherwise(pattern, tokens, 0)) {
      return Optional.empty();
    }
    LineReader reader = new LineReader(names, tokens, family);
    return reader.match(pattern, 0) == tokens.size()
        ? Optional.of(List.copyOf(reader.pieces))
        : Optional.empty();
  }

  /** What the line's first words say, and how many they are. */
  record Beginning(List<Piece> pieces, int words) {}

  /** Reads as many words as the pattern takes; absent where the line begins otherwise. */
  static Optional<Beginning> begin(
      Pattern pattern, List<Token> tokens, Names names, Optional<Family> family) {
    LineReader reader = new LineReader(names, tokens, family);
    int end = reader.match(pattern, 0);
    return end < 0 ? Optional.empty() : Optional.of(new Beginning(List.copyOf(reader.pieces), end));
  }

  /** The index behind what the pattern took, or -1 where it does not fit; then nothing was kept. */
  private int match(Pattern pattern, int at) {
    if (beginsOtherwise(pattern, tokens, at)) {
      return -1;
    }
    return switch (pattern) {
      case Pattern.Word word -> at < tokens.size() && tokens.get(at).is(word.text()) ? at + 1 : -1;
      case Pattern.Field field -> field(field.kind(), field.form(), at);
      case Pattern.Sequence sequence -> sequence(sequence.parts(), at);
      case Pattern.Choice choice -> choice(choice.options(), at);
      case Pattern.Maybe maybe -> Math.max(at, match(maybe.part(), at));
      case Pattern.AnyOrder anyOrder -> anyOrder(anyOrder.clauses(), at);
      case Pattern.Repeat repeat -> repeat(repeat, at);
    };
  }

  /** Most patterns fail at their first word: settles that without a look at the rest. */
  private static boolean beginsOtherwise(Pattern pattern, List<Token> tokens, int at) {
    Pattern first = pattern;
    while (first instanceof Pattern.Sequence sequence && !sequence.parts().isEmpty()) {
      first = sequence.parts().getFirst();
    }
    return first instanceof Pattern.Word word
        && (at >= tokens.size() || !tokens.get(at).is(word.text()));
  }

  private int sequence(List<Pattern> parts, int from) {
    int kept = pieces.size();
    int at = from;
    for (int i = 0; i < parts.size(); i++) {
      at = match(parts.get(i), at);
      if (at < 0) {
        while (pieces.size() > kept) {
          pieces.removeLast();
        }
        familyAt = familyAt < kept ? familyAt : -1;
        return -1;
      }
    }
    return at;
  }

  private int choice(List<Pattern> options, int from) {
    for (int i = 0; i < options.size(); i++) {
      int at = match(options.get(i), from);
      if (at >= 0) {
        return at;
      }
    }
    return -1;
  }

  private int anyOrder(List<Pattern> clauses, int from) {
    boolean[] used = new boolean[clauses.size()];
    int at = from;
    boolean more = true;
    while (more && at < tokens.size()) {
      more = false;
      for (int i = 0; i < used.length && !more; i++) {
        int next = used[i] ? -1 : match(clauses.get(i), at);
        if (next > at) {
          used[i] = true;
          at = next;
          more = true;
        }
      }
    }
    return at;
  }

  private int repeat(Pattern.Repeat repeat, int from) {
    int at = match(repeat.part(), from);
    while (at >= 0) {
      int next = at;
      if (!repeat.separator().isEmpty()) {
        if (at >= tokens.size() || !tokens.get(at).is(repeat.separator())) {
          return at;
        }
        next = at + 1;
      }
      int behind = match(repeat.part(), next);
      if (behind <= at) {
        return at;
      }
      at = behind;
    }
    return -1;
  }

  private int field(FieldKind kind, String form, int at) {
    return switch (kind) {
      case SOURCE, DESTINATION, EITHER -> address(kind, form, at);
      case SOURCE_PORT, DESTINATION_PORT, EITHER_PORT -> ports(kind, form, at);
      case PORT_PAIR -> portPair(at);
      case ICMP -> icmp(form, at);
      case ACTION -> action(form, at);
      case PROTOCOL -> protocol(form, at);
      case IS_PROTOCOL -> {
        pieces.add(new Piece.Protocols(Ranges.of(Integer.parseInt(form)), true));
        yield at;
      }
      case STATE -> state(at);
      case ANY_SOURCE,
          ANY_DESTINATION,
          EXCEPT,
          WITHOUT,
          ESTABLISHED,
          NOT_ESTABLISHED,
          LATER_FRAGMENTS,
          NOT_LATER_FRAGMENTS,
          COUNTED,
          ANY_HEADER,
          ONCE,
          INEXACT,
          INACTIVE,
          LIMITED,
          FAMILY,
          IS_DIRECTION,
          STATUS,
          UNMATCHED,
          RETURN -> {
        if (kind == FieldKind.FAMILY && familyAt < 0) {
          familyAt = pieces.size();
        }
        pieces.add(new Piece.Text(kind, form, form));
        yield at;
      }
      case DIRECTION -> named(kind, "direction", at);
      case INTERFACE -> form.equals("joined") ? joined(kind, at) : interfaceName(form, at);
      case DELIMITER -> {
        if (form.isEmpty()) {
          yield keep(kind, form, at);
        }
        pieces.add(new Piece.Text(kind, form, form));
        yield at;
      }
      case OF_LIST -> ofList(at);
      case ID -> form.isEmpty() ? number(kind, "", at) : keep(kind, form, at);
      case ANY_NUMBER -> number(kind, "", at);
      case STEP -> number(kind, form, at);
      case LIST, ALIAS -> list(kind, form, at);
      case UP_TO -> upTo(form, at);
      case CHAIN_FAMILY, HOOK ->
          form.isEmpty() || (at < tokens.size() && tokens.get(at).is(form))
              ? keep(kind, form, at)
              : -1;
      case REST -> {
        if (at < tokens.size()) {
          keep(kind, form, at);
        }
        yield tokens.size();
      }
      case GROUP, MEMBER -> form.isEmpty() ? keep(kind, form, at) : group(kind, form, at);
      case UNIT,
          ZONE_FROM,
          ZONE_TO,
          IN_INTERFACE,
          OUT_INTERFACE,
          HOSTNAME,
          SERVICE,
          TEMPLATE,
          SET,
          TABLE,
          CHAIN,
          JUMP,
          GOTO,
          MAP,
          COMMENT ->
          keep(kind, form, at);
      case ANY_WORD ->
          form.isEmpty()
                  || (at < tokens.size() && new TextPattern(form).matches(tokens.get(at).text()))
              ? keep(kind, form, at)
              : -1;
    };
  }

  private int keep(FieldKind kind, String form, int at) {
    if (at >= tokens.size()) {
      return -1;
    }
    pieces.add(new Piece.Text(kind, form, tokens.get(at).text()));
    return at + 1;
  }

  /** The name of a group of one family's addresses, which is told from others by that family. */
  private int group(FieldKind kind, String form, int at) {
    if (at >= tokens.size()) {
      return -1;
    }
    String family = form.substring(form.length() - 1);
    pieces.add(new Piece.Text(kind, form, family + "/" + tokens.get(at).text()));
    return at + 1;
  }

  private int joined(FieldKind kind, int at) {
    if (at + 2 > tokens.size()) {
      return -1;
    }
    pieces.add(new Piece.Text(kind, "", tokens.get(at).text() + tokens.get(at + 1).text()));
    return at + 2;
  }

  private int interfaceName(String form, int at) {
    if (at >= tokens.size()) {
      return -1;
    }
    String before = form.equals("parent") ? "" : form;
    pieces.add(new Piece.Text(FieldKind.INTERFACE, form, before + tokens.get(at).text()));
    return at + 1;
  }

  private int upTo(String word, int at) {
    int end = at;
    while (end < tokens.size() && !tokens.get(end).is(word)) {
      end++;
    }
    return end < tokens.size() ? end : -1;
  }

  private int list(FieldKind kind, String form, int at) {
    if (at >= tokens.size()) {
      return -1;
    }
    String text = tokens.get(at).text();
    boolean number = Names.isNumber(text);
    boolean fits =
        switch (form) {
          case "number" -> number;
          case "name" -> !number;
          case "" -> true;
          default -> number && span(form, 65535).filter(range -> within(range, text)).isPresent();
        };
    return fits ? keep(kind, form, at) : -1;
  }

  private static boolean within(Ranges range, String number) {
    OptionalInt value = Names.digits(number, 65535);
    return value.isPresent() && range.contains(value.getAsInt());
  }

  private int number(FieldKind kind, String form, int at) {
    return at < tokens.size() && Names.isNumber(tokens.get(at).text()) ? keep(kind, form, at) : -1;
  }

  private int named(FieldKind kind, String table, int at) {
    Optional<String> value =
        at < tokens.size() ? names.value(table, tokens.get(at).text()) : Optional.empty();
    value.ifPresent(text -> pieces.add(new Piece.Text(kind, "", text)));
    return value.isPresent() ? at + 1 : -1;
  }

  private int action(String form, int at) {
    if (!form.isEmpty()) {
      pieces.add(new Piece.Action(Verdict.valueOf(form.toUpperCase(Locale.ROOT))));
      return at;
    }
    Optional<String> value =
        at < tokens.size() ? names.value("action", tokens.get(at).text()) : Optional.empty();
    value.ifPresent(
        text -> pieces.add(new Piece.Action(Verdict.valueOf(text.toUpperCase(Locale.ROOT)))));
    return value.isPresent() ? at + 1 : -1;
  }

  private int state(int at) {
    Optional<String> value =
        at < tokens.size() ? names.value("state", tokens.get(at).text()) : Optional.empty();
    value.ifPresent(text ->
        pieces.add(new Piece.State(ConnectionState.valueOf(text.toUpperCase(Locale.ROOT)))));
    return value.isPresent() ? at + 1 : -1;
  }

  private Family familySoFar() {
    return familyAt >= 0 && pieces.get(familyAt) instanceof Piece.Text text
        ? text.form().equals("6") ? Family.IPV6 : Family.IPV4
        : family.orElse(Family.IPV4);
  }

  private int protocol(String form, int at) {
    if (at >= tokens.size()) {
      return -1;
    }
    String word = tokens.get(at).text();
    Optional<String> value =
        form.equals("number")
            ? Optional.empty()
            : names.value(names.forFamily("protocol", familySoFar()), word);
    String text = value.orElse(word);
    Optional<Ranges> numbers =
        text.equals("any") && value.isPresent()
            ? Optional.of(Ranges.anyProtocol())
            : value.isPresent() ? spans(text, 255) : span(text, 255);
    numbers.ifPresent(found -> pieces.add(new Piece.Protocols(found, false)));
    return numbers.isPresent() ? at + 1 : -1;
  }

  /** Numbers with commas between, as a name for several protocols stands for them. */
  private static Optional<Ranges> spans(String text, int highest) {
    Ranges all = Ranges.none();
    for (String part : text.split(",", -1)) {
      Optional<Ranges> numbers = span(part, highest);
      if (numbers.isEmpty()) {
        return numbers;
      }
      all = all.union(numbers.get());
    }
    return Optional.of(all);
  }

  /** A number, or two with a dash between. */
  private static Optional<Ranges> span(String text, int highest) {
    int dash = text.indexOf('-');
    OptionalInt low = Names.digits(dash < 0 ? text : text.substring(0, dash), highest);
    OptionalInt high = dash < 0 ? low : Names.digits(text.substring(dash + 1), highest);
    return low.isPresent() && high.isPresent() && low.getAsInt() <= high.getAsInt()
        ? Optional.of(Ranges.of(new Range(low.getAsInt(), high.getAsInt())))
        : Optional.empty();
  }

  private int address(FieldKind kind, String form, int at) {
    int behind = at + AddressForms.words(form);
    if (behind > tokens.size()) {
      return -1;
    }
    if (form.equals("group")) {
      return keep(kind, form, at);
    }
    if (form.startsWith("group-")) {
      return group(kind, form, at);
    }
    if (!startsLikeAddress(tokens.get(at).text(), form)) {
      return -1;
    }
    if (form.equals("ones")) {
      return ones(kind, at);
    }
    if (form.equals("first") || form.equals("last")) {
      return AddressForms.read("host", tokens.subList(at, behind)).isPresent()
          ? keep(kind, form, at)
          : -1;
    }
    Optional<List<AddressMask>> masks = AddressForms.read(form, tokens.subList(at, behind));
    masks.ifPresent(found -> pieces.add(new Piece.Addresses(kind, found)));
    return masks.isPresent() ? behind : -1;
  }

  /** A wildcard that stands apart from the address that it belongs to, with other words between. */
  private int ones(FieldKind kind, int at) {
    for (int i = pieces.size() - 1; i >= 0; i--) {
      if (pieces.get(i) instanceof Piece.Addresses before && before.kind() == kind) {
        String address = before.masks().getFirst().value().toString();
        Optional<List<AddressMask>> masks =
            AddressForms.read("wildcard", List.of(new Token(address, 0), tokens.get(at)));
        if (masks.isPresent()) {
          pieces.set(i, new Piece.Addresses(kind, masks.get()));
          return at + 1;
        }
      }
    }
    return -1;
  }

  /** Spares the exception that parsing an ordinary word would cost. */
  private static boolean startsLikeAddress(String word, String form) {
    char c = word.isEmpty() ? ' ' : word.charAt(0);
    return (c >= '0' && c <= '9') || word.indexOf(':') >= 0 || (form.equals("masked") && c == '&');
  }

  private int ports(FieldKind kind, String form, int at) {
    if (form.equals("group")) {
      return keep(kind, form, at);
    }
    int count =
        switch (form) {
          case "range" -> 2;
          case "list" -> run(at);
          default -> 1;
        };
    if (count == 0 || at + count > tokens.size()) {
      return -1;
    }
    List<String> operands =
        form.equals("dash") ? dashed(tokens.get(at).text()) : texts(at, at + count);
    if (operands.isEmpty()) {
      return -1;
    }
    for (String operand : operands) {
      if (!names.isPort(operand)) {
        return -1;
      }
    }
    pieces.add(new Piece.Ports(kind, form, operands));
    return at + count;
  }

  /** The list whose name stands before the last dot of the word, with digits behind it. */
  private int ofList(int at) {
    if (at >= tokens.size()) {
      return -1;
    }
    String text = tokens.get(at).text();
    int dot = text.lastIndexOf(Written.OF_LIST);
    if (dot < 1 || !Names.isNumber(text.substring(dot + 1))) {
      return -1;
    }
    pieces.add(new Piece.Text(FieldKind.OF_LIST, "", text.substring(0, dot)));
    return at + 1;
  }

  private int portPair(int at) {
    if (at >= tokens.size()) {
      return -1;
    }
    String text = tokens.get(at).text();
    int colon = text.indexOf(':');
    if (colon < 0) {
      return -1;
    }
    Optional<Piece> destination = portsOf(FieldKind.DESTINATION_PORT, text.substring(0, colon));
    Optional<Piece> source = portsOf(FieldKind.SOURCE_PORT, text.substring(colon + 1));
    if (destination.isEmpty() || source.isEmpty()) {
      return -1;
    }
    pieces.add(destination.get());
    pieces.add(source.get());
    return at + 1;
  }

  private Optional<Piece> portsOf(FieldKind side, String text) {
    List<String> ends = names.isPort(text) ? List.of(text, text) : dashed(text);
    return ends.isEmpty() ? Optional.empty() : Optional.of(new Piece.Ports(side, "dash", ends));
  }

  private List<String> texts(int from, int to) {
    List<String> texts = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      texts.add(tokens.get(i).text());
    }
    return texts;
  }

  /** A port's own name may hold a dash, so the cut is where both halves are ports. */
  private List<String> dashed(String text) {
    if (text.length() > LONGEST_PORTS) {
      return List.of();
    }
    for (int dash = text.indexOf('-'); dash > 0; dash = text.indexOf('-', dash + 1)) {
      List<String> halves = List.of(text.substring(0, dash), text.substring(dash + 1));
      if (halves.stream().allMatch(names::isPort)) {
        return halves;
      }
    }
    return List.of();
  }

  private int run(int at) {
    int end = at;
    while (end < tokens.size() && names.isPort(tokens.get(end).text())) {
      end++;
    }
    return end - at;
  }

  private int icmp(String form, int at) {
    if (at >= tokens.size()) {
      return -1;
    }
    String word = tokens.get(at).text();
    Family here = familySoFar();
    if (form.equals("pair")) {
      Optional<String> pair = names.value(names.forFamily("icmp", here), word);
      pair.ifPresent(text -> pieces.add(pair(text)));
      return pair.isPresent() ? at + 1 : -1;
    }
    if (form.equals("colon")) {
      Optional<Piece> colon = colon(word);
      colon.ifPresent(pieces::add);
      return colon.isPresent() ? at + 1 : -1;
    }
    String table = names.forFamily("icmp-" + form, here);
    Optional<Ranges> numbers = span(names.value(table, word).orElse(word), 255);
    numbers.ifPresent(found ->
        pieces.add(
            form.equals("type")
                ? new Piece.Icmp(found, Ranges.none(), form)
                : new Piece.Icmp(Ranges.none(), found, form)));
    return numbers.isPresent() ? at + 1 : -1;
  }

  /** Numbers of types and codes, as {@code 8:0-255}. */
  private static Optional<Piece> colon(String word) {
    int colon = word.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    Optional<Ranges> codes = span(word.substring(colon + 1), 255);
    return span(word.substring(0, colon), 255)
        .flatMap(types -> codes.map(some -> new Piece.Icmp(types, some, "pair")));
  }

  private static Piece pair(String text) {
    int slash = text.indexOf('/');
    int type = Integer.parseInt(slash < 0 ? text : text.substring(0, slash));
    Ranges codes =
        slash < 0 ? Ranges.anyProtocol() : Ranges.of(Integer.parseInt(text.substring(slash + 1)));
    return new Piece.Icmp(Ranges.of(type), codes, "pair");
  }
}
