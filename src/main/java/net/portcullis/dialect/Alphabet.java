package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.portcullis.acl.Family;

/**
 * Words that stand for all words: two that no part of a grammar tells apart are one. Which of them
 * a field takes, the reader itself says.
 */
final class Alphabet {
  /** Beside the grammar's own words: numbers, addresses, and what nothing knows. */
  private static final List<String> OTHERS =
      List.of(
          "anything",
          "eth1/0/1",
          "7",
          "0",
          "1",
          "6",
          "17",
          "58",
          "24",
          "64",
          "300",
          "2500",
          "3500",
          "70000",
          "10-20",
          "8:0-255",
          "10.1.2.3",
          "10.1.2.0",
          "0.0.0.255",
          "255.255.255.0",
          "10.1.2.0/24",
          "10.1.2.3-10.1.2.9",
          "10.1.2.0/255.255.255.0",
          "2001:db8::1",
          "2001:db8::",
          "2001:db8::/64",
          "&",
          "==");

  /** What forms of several words begin and go on with. */
  private static final List<String> ADDRESSES =
      List.of(
          "10.1.2.3",
          "10.1.2.0",
          "0.0.0.255",
          "255.255.255.0",
          "0",
          "24",
          "2001:db8::1",
          "2001:db8::",
          "64");

  private final Names names;
  private final Set<String> literals;
  private final List<String> words = new ArrayList<>();
  private final Map<Pattern, BitSet> taken = new HashMap<>();

  private Alphabet(Names names, Set<String> literals) {
    this.names = names;
    this.literals = literals;
  }

  /** The alphabet of some patterns. */
  static Alphabet of(List<Pattern> patterns, Names names) {
    Set<Pattern> atoms = new LinkedHashSet<>();
    patterns.forEach(pattern -> atoms(pattern).forEach(atoms::add));
    Set<String> literals = new LinkedHashSet<>();
    for (Pattern atom : atoms) {
      if (atom instanceof Pattern.Word word) {
        literals.add(word.text().toLowerCase(Locale.ROOT));
      }
    }
    Alphabet all = new Alphabet(names, literals);
    all.words.addAll(candidates(atoms, names));
    Alphabet least = new Alphabet(names, literals);
    Map<List<Pattern>, String> alike = new LinkedHashMap<>();
    List<List<Pattern>> signatures = new ArrayList<>();
    all.words.forEach(_ -> signatures.add(new ArrayList<>()));
    for (Pattern atom : atoms) {
      all.takes(atom).stream().forEach(word -> signatures.get(word).add(atom));
    }
    for (int i = 0; i < signatures.size(); i++) {
      String word = all.words.get(i);
      // Words of forms that take several are kept: which of them go together, no single word says.
      if (ADDRESSES.contains(word) || alike.putIfAbsent(signatures.get(i), word) == null) {
        least.words.add(word);
      }
    }
    return least;
  }

  List<String> words() {
    return words;
  }

  /** The words that an atom of one word takes. */
  BitSet takes(Pattern atom) {
    return taken.computeIfAbsent(
        atom instanceof Pattern.Word word
            ? new Pattern.Word(word.text().toLowerCase(Locale.ROOT))
            : atom,
        one -> {
          BitSet takes = new BitSet();
          for (int i = 0; i < words.size(); i++) {
            takes.set(i, !isForeign(one, words.get(i)) && fits(one, List.of(words.get(i))));
          }
          return takes;
        });
  }

  BitSet every() {
    BitSet every = new BitSet();
    every.set(0, words.size());
    return every;
  }

  BitSet others(String word) {
    BitSet others = every();
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equalsIgnoreCase(word)) {
        others.clear(i);
      }
    }
    return others;
  }

  /** The pairs of words that a form of two takes. */
  Map<Integer, BitSet> pairs(Pattern.Field field) {
    Map<Integer, BitSet> pairs = new LinkedHashMap<>();
    for (String first : ADDRESSES) {
      BitSet second = new BitSet();
      for (String next : ADDRESSES) {
        if (words.contains(next) && fits(field, List.of(first, next))) {
          second.set(words.indexOf(next));
        }
      }
      if (!second.isEmpty() && words.contains(first)) {
        pairs.put(words.indexOf(first), second);
      }
    }
    return pairs;
  }

  BitSet word(String word) {
    BitSet one = new BitSet();
    int index = words.indexOf(word);
    if (index >= 0) {
      one.set(index);
    }
    return one;
  }

  /** Interfaces are named by the maker, and never with a word of the language. */
  private boolean isForeign(Pattern atom, String word) {
    return atom instanceof Pattern.Field field
        && field.kind() == FieldKind.INTERFACE
        && literals.contains(word.toLowerCase(Locale.ROOT));
  }

  private boolean fits(Pattern atom, List<String> texts) {
    List<Token> tokens = texts.stream().map(text -> new Token(text, 0)).toList();
    return LineReader.read(atom, tokens, names, Optional.of(Family.IPV4)).isPresent()
        || LineReader.read(atom, tokens, names, Optional.of(Family.IPV6)).isPresent();
  }

  private static Set<String> candidates(Set<Pattern> atoms, Names names) {
    Set<String> candidates = new LinkedHashSet<>();
    for (Pattern atom : atoms) {
      if (atom instanceof Pattern.Word word) {
        candidates.add(word.text());
      }
    }
    candidates.addAll(names.words());
    candidates.addAll(OTHERS);
    for (Pattern atom : atoms) {
      if (atom instanceof Pattern.Field field) {
        switch (field.kind()) {
          case ANY_WORD -> candidates.add(field.form().replace("*", "x"));
          case LIST, ALIAS -> candidates.addAll(ends(field.form()));
          case CHAIN_FAMILY, HOOK -> candidates.add(field.form());
          case PORT_PAIR -> candidates.add("80-89:1024-65535");
          case OF_LIST -> candidates.add("x" + Written.OF_LIST + "1");
          default -> {}
        }
      }
    }
    candidates.remove("");
    return candidates;
  }

  /** Both ends of a range of numbers, and what lies beyond. */
  private static List<String> ends(String form) {
    int dash = form.indexOf('-');
    if (dash < 0 || !Names.isNumber(form.substring(0, dash))) {
      return List.of();
    }
    return List.of(form.substring(0, dash), form.substring(dash + 1));
  }

  /** The words and fields that a pattern is made of, and what stands between repetitions. */
  private static Stream<Pattern> atoms(Pattern pattern) {
    return pattern
        .all()
        .map(part ->
            part instanceof Pattern.Repeat repeat && !repeat.separator().isEmpty()
                ? new Pattern.Word(repeat.separator())
                : part)
        .filter(part -> part instanceof Pattern.Word || part instanceof Pattern.Field);
  }
}
