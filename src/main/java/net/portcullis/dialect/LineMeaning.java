package net.portcullis.dialect;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Family;
import net.portcullis.acl.Verdict;

/** What a line means to who reads a configuration, told so that two meanings can be compared. */
final class LineMeaning {
  private static final Family[] FAMILIES = Family.values();

  private final Grammar grammar;
  private final Names names;
  private final Assembler assembler;

  LineMeaning(Grammar grammar, Names names) {
    this.grammar = grammar;
    this.names = names;
    this.assembler =
        new Assembler(
            names,
            new GroupTable(grammar.lists()).resolver(names),
            grammar.lists().laterFragments());
  }

  /** Equal for two readings exactly where nothing that follows from them differs. */
  Set<String> of(Grammar.Production production, List<Piece> pieces, String text) {
    Set<String> meaning = new TreeSet<>();
    meaning.add("is " + production.kind());
    if (production.kind() == Grammar.Kind.IGNORE) {
      return meaning;
    }
    meaning.add("note " + production.note());
    meaning.add("body " + production.body());
    switch (production.kind()) {
      case RULE, PART -> {
        packets(pieces, text, meaning);
        named(pieces, meaning);
      }
      case MEMBER -> pieces.forEach(piece -> condition(piece, meaning));
      default -> named(pieces, meaning);
    }
    return meaning;
  }

  private void packets(List<Piece> pieces, String text, Set<String> meaning) {
    RawRule rule = new RawRule("", 1, text, true, pieces);
    Verdict verdict =
        pieces.stream()
            .filter(Piece.Action.class::isInstance)
            .map(piece -> ((Piece.Action) piece).verdict())
            .findFirst()
            .orElse(grammar.lists().withoutAction());
    for (Family family : FAMILIES) {
      assembler
          .lines(rule, family, verdict)
          .forEach(line ->
              meaning.add(
                  family + " " + line.verdict() + " " + line.exact() + " " + line.matches()));
    }
  }

  /** What a line names, and what it says without naming anything. */
  private void named(List<Piece> pieces, Set<String> meaning) {
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Text text) {
        switch (text.kind()) {
          case REST,
              UP_TO,
              ANY_WORD,
              ANY_NUMBER,
              STEP,
              COMMENT,
              COUNTED,
              ANY_SOURCE,
              ANY_DESTINATION,
              INEXACT,
              LIMITED,
              ANY_HEADER,
              ONCE,
              ESTABLISHED,
              NOT_ESTABLISHED,
              LATER_FRAGMENTS,
              NOT_LATER_FRAGMENTS,
              WITHOUT,
              EXCEPT,
              INACTIVE -> {}
          case DIRECTION, IS_DIRECTION -> meaning.add("direction " + text.text());
          case FAMILY -> meaning.add("family " + text.form());
          default -> meaning.add(text.kind().text() + " " + text.text());
        }
      }
    }
  }

  private void condition(Piece piece, Set<String> meaning) {
    switch (piece) {
      case Piece.Addresses addresses ->
          addresses.masks().stream()
              .map(AddressMask::toString)
              .forEach(mask -> meaning.add(addresses.kind().text() + " " + mask));
      case Piece.Protocols protocols -> meaning.add("protocols " + protocols.numbers());
      case Piece.Ports ports ->
          meaning.add(
              ports.kind().text()
                  + " "
                  + PortForms.operator(ports.form())
                  + " "
                  + ports.operands().stream().map(this::port).toList());
      case Piece.Icmp icmp -> meaning.add("icmp " + icmp.types() + " " + icmp.codes());
      case Piece.Action action -> meaning.add("action " + action.verdict());
      case Piece.State state -> meaning.add("state " + state.state());
      case Piece.Text text -> named(List.of(text), meaning);
    }
  }

  private String port(String word) {
    return Names.isNumber(word)
        ? word
        : names.value("port", word).or(() -> names.value("tcp-port", word)).orElse(word);
  }
}
