package net.portcullis.emulator;

import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.portcullis.acl.Address;
import net.portcullis.acl.Family;
import net.portcullis.acl.Prefix;

/** What may stand at a place of a command, how it is stored, and how it is displayed. */
sealed interface ValueType {

  /** The stored form, or nothing where the word is not of this type. */
  Optional<String> read(String word, Template.Scope before);

  private static Map<String, String> ignoringCase(Map<String, String> words) {
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(words);
    return Collections.unmodifiableMap(copy);
  }

  /** The displayed form of a stored one. */
  default String show(String stored, Template.Scope values) {
    return stored;
  }

  /** True where the rest of the line, spaces and all, is one value. */
  default boolean takesRest() {
    return false;
  }

  /**
   * A whole number that the platform may also call by a name.
   *
   * @param names by name, the number as text, or a stored word that is no number
   */
  record Numbered(long low, long high, Map<String, String> names) implements ValueType {
    public Numbered {
      names = ignoringCase(names);
    }

    @Override
    public Optional<String> read(String word, Template.Scope before) {
      String named = names.get(word);
      if (named != null) {
        return Optional.of(named);
      }
      long number = number(word);
      return number >= low && number <= high
          ? Optional.of(Long.toString(number))
          : Optional.empty();
    }

    @Override
    public String show(String stored, Template.Scope values) {
      return names.entrySet().stream()
          .filter(entry -> entry.getValue().equals(stored))
          .map(Map.Entry::getKey)
          .sorted()
          .findFirst()
          .orElse(stored);
    }
  }

  /** Hours, minutes and seconds, stored as seconds. */
  record Clock() implements ValueType {
    private static final Pattern FORM = Pattern.compile("(\\d{1,3}):([0-5]?\\d):([0-5]?\\d)");

    @Override
    public Optional<String> read(String word, Template.Scope before) {
      Matcher matcher = FORM.matcher(word);
      return matcher.matches()
          ? Optional.of(
              Long.toString(
                  Long.parseLong(matcher.group(1)) * 3600
                      + Long.parseLong(matcher.group(2)) * 60
                      + Long.parseLong(matcher.group(3))))
          : Optional.empty();
    }

    static String text(Duration time) {
      return "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }
  }

  /** A number whose names depend on another value, as a port's do on the protocol. */
  record Depending(String on, Map<String, ValueType> cases) implements ValueType {
    public Depending {
      cases = Map.copyOf(cases);
    }

    @Override
    public Optional<String> read(String word, Template.Scope before) {
      return chosen(before).flatMap(type -> type.read(word, before));
    }

    @Override
    public String show(String stored, Template.Scope values) {
      return chosen(values).map(type -> type.show(stored, values)).orElse(stored);
    }

    private Optional<ValueType> chosen(Template.Scope values) {
      return values.value(on).flatMap(value -> Optional.ofNullable(cases.get(value)));
    }
  }

  /**
   * One of some words, stored as listed. A stored {@code 3/1} that has no word is shown {@code 3
   * 1}.
   */
  record Choice(Map<String, String> words) implements ValueType {
    public Choice {
      words = ignoringCase(words);
    }

    @Override
    public Optional<String> read(String word, Template.Scope before) {
      return Optional.ofNullable(words.get(word));
    }

    @Override
    public String show(String stored, Template.Scope values) {
      return words.entrySet().stream()
          .filter(entry -> entry.getValue().equals(stored))
          .map(Map.Entry::getKey)
          .sorted()
          .findFirst()
          .orElse(stored.replace('/', ' '));
    }
  }

  /** A name. */
  record Word(int shortest, int longest, boolean letterFirst, String never) implements ValueType {
    @Override
    public Optional<String> read(String word, Template.Scope before) {
      boolean fits = word.length() >= shortest && word.length() <= longest;
      boolean begins = !letterFirst || (fits && Character.isLetter(word.charAt(0)));
      return fits && begins && !word.equalsIgnoreCase(never) ? Optional.of(word) : Optional.empty();
    }
  }

  /** The rest of the line. */
  record Rest(int longest) implements ValueType {
    @Override
    public Optional<String> read(String word, Template.Scope before) {
      return word.isEmpty() || word.length() > longest ? Optional.empty() : Optional.of(word);
    }

    @Override
    public boolean takesRest() {
      return true;
    }
  }

  /**
   * An address.
   *
   * @param upper its letters are displayed as capitals
   */
  record Ip(Family family, boolean upper) implements ValueType {
    @Override
    public Optional<String> read(String word, Template.Scope before) {
      return address(word).filter(address -> address.family() == family).map(Address::toString);
    }

    @Override
    public String show(String stored, Template.Scope values) {
      return upper ? stored.toUpperCase(Locale.ROOT) : stored;
    }
  }

  /**
   * A mask whose ones do not matter.
   *
   * @param shortHost a lone 0 is the mask of one host, and is displayed so
   */
  record Wildcard(boolean shortHost) implements ValueType {
    @Override
    public Optional<String> read(String word, Template.Scope before) {
      return shortHost && word.equals("0")
          ? Optional.of("0.0.0.0")
          : address(word).filter(mask -> mask.family() == Family.IPV4).map(Address::toString);
    }

    @Override
    public String show(String stored, Template.Scope values) {
      return shortHost && stored.equals("0.0.0.0") ? "0" : stored;
    }
  }

  /** Two whole numbers with a dash between them, the lower one first. */
  record Between(long low, long high) implements ValueType {
    @Override
    public Optional<String> read(String word, Template.Scope before) {
      int dash = Math.max(word.indexOf('-'), 0);
      long from = number(word.substring(0, dash));
      long to = number(word.substring(Math.min(dash + 1, word.length())));
      return from >= low && to >= from && to <= high
          ? Optional.of(from + "-" + to)
          : Optional.empty();
    }
  }

  /**
   * An address, a slash and a length; host bits are cleared.
   *
   * @param loose a mask may stand for the length, and an address alone for one host
   */
  record Network(Family family, boolean upper, boolean loose) implements ValueType {
    @Override
    public String show(String stored, Template.Scope values) {
      return upper ? stored.toUpperCase(Locale.ROOT) : stored;
    }

    @Override
    public Optional<String> read(String word, Template.Scope before) {
      int slash = word.indexOf('/');
      if (loose && slash < 0) {
        return read(word + "/" + family.bits(), before);
      }
      Optional<Address> mask = loose ? of(word.substring(slash + 1)) : Optional.empty();
      if (mask.isPresent()) {
        return of(word.substring(0, slash))
            .map(address -> address.and(mask.get()) + "/" + mask.get());
      }
      long length = slash < 0 ? -1 : number(word.substring(slash + 1));
      if (length < 0 || length > family.bits()) {
        return Optional.empty();
      }
      return of(word.substring(0, slash))
          .map(address -> address.and(Prefix.maskOf(family, (int) length)) + "/" + length);
    }

    private Optional<Address> of(String word) {
      return address(word).filter(address -> address.family() == family);
    }
  }

  private static Optional<Address> address(String word) {
    try {
      return Optional.of(Address.parse(word));
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }

  private static long number(String word) {
    if (word.isEmpty() || word.length() > 10) {
      return -1;
    }
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) < '0' || word.charAt(i) > '9') {
        return -1;
      }
    }
    return Long.parseLong(word);
  }
}
