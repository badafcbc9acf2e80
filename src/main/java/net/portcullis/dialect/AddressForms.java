package net.portcullis.dialect;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.acl.Address;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Family;
import net.portcullis.acl.Prefix;

/** The ways in which platforms spell addresses. */
final class AddressForms {
  private AddressForms() {}

  /** How many words a form takes. */
  static int words(String form) {
    return switch (form) {
      case "wildcard", "mask", "length", "span" -> 2;
      case "masked" -> 4;
      default -> 1;
    };
  }

  /** Reads the words of a form; absent where they are not of that form. */
  static Optional<List<AddressMask>> read(String form, List<Token> words) {
    try {
      String first = words.getFirst().text();
      return switch (form) {
        case "host" ->
            first.indexOf('/') >= 0 || first.indexOf('-') >= 0
                ? Optional.empty()
                : one(AddressMask.of(Prefix.host(Address.parse(first))));
        case "prefix" -> prefix(first);
        case "prefix-mask" -> {
          int slash = first.indexOf('/');
          yield slash < 0
              ? Optional.empty()
              : one(
                  new AddressMask(
                      Address.parse(first.substring(0, slash)),
                      Address.parse(first.substring(slash + 1))));
        }
        case "length" -> prefix(first + "/" + words.get(1).text());
        case "wildcard" -> wildcard(first, words.get(1).text());
        case "mask" ->
            one(new AddressMask(Address.parse(first), Address.parse(words.get(1).text())));
        case "masked" -> masked(words);
        case "span" -> range(Address.parse(first), Address.parse(words.get(1).text()));
        case "range" -> {
          int dash = first.indexOf('-');
          yield dash < 0
              ? Optional.empty()
              : range(
                  Address.parse(first.substring(0, dash)),
                  Address.parse(first.substring(dash + 1)));
        }
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException notThisForm) {
      return Optional.empty();
    }
  }

  /** Writes a mask in a form; absent where the form cannot say it. */
  static Optional<List<String>> write(String form, AddressMask mask) {
    int length = mask.prefixLength();
    String address = mask.value().toString();
    boolean host = length == mask.family().bits();
    return switch (form) {
      case "host" -> host ? Optional.of(List.of(address)) : Optional.empty();
      case "prefix" -> length < 0 ? Optional.empty() : Optional.of(List.of(address + "/" + length));
      case "length" ->
          length < 0 ? Optional.empty() : Optional.of(List.of(address, Integer.toString(length)));
      case "wildcard" ->
          mask.family() == Family.IPV6
              ? Optional.empty()
              : Optional.of(List.of(address, host ? "0" : mask.mask().not().toString()));
      case "mask" -> Optional.of(List.of(address, mask.mask().toString()));
      case "prefix-mask" ->
          mask.family() == Family.IPV6
              ? Optional.empty()
              : Optional.of(List.of(address + "/" + mask.mask()));
      case "masked" -> Optional.of(List.of("&", mask.mask().toString(), "==", address));
      default -> Optional.empty();
    };
  }

  private static Optional<List<AddressMask>> prefix(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    Address address = Address.parse(text.substring(0, slash));
    return Names.digits(text.substring(slash + 1), address.family().bits()).stream()
        .mapToObj(
            length -> List.of(new AddressMask(address, Prefix.maskOf(address.family(), length))))
        .findFirst();
  }

  private static Optional<List<AddressMask>> wildcard(String address, String wildcard) {
    Address ones = wildcard.equals("0") ? Address.ipv4(0) : Address.parse(wildcard);
    return one(AddressMask.wildcard(Address.parse(address), ones));
  }

  private static Optional<List<AddressMask>> masked(List<Token> words) {
    if (!words.getFirst().is("&") || !words.get(2).is("==")) {
      return Optional.empty();
    }
    Address mask = Address.parse(words.get(1).text());
    Address value = Address.parse(words.get(3).text());
    // A value with bits outside its mask equals no masked address at all; nothing we could write
    // says that.
    return value.and(mask).equals(value) ? one(new AddressMask(value, mask)) : Optional.empty();
  }

  private static Optional<List<AddressMask>> one(AddressMask mask) {
    return Optional.of(List.of(mask));
  }

  /** The prefixes that make up a range of addresses. */
  private static Optional<List<AddressMask>> range(Address low, Address high) {
    if (low.family() != high.family() || low.compareTo(high) > 0) {
      return Optional.empty();
    }
    List<AddressMask> masks = new ArrayList<>();
    BigInteger next = number(low);
    BigInteger end = number(high);
    int bits = low.family().bits();
    while (next.compareTo(end) <= 0) {
      int size = next.signum() == 0 ? bits : next.getLowestSetBit();
      while (next.add(BigInteger.ONE.shiftLeft(size)).subtract(BigInteger.ONE).compareTo(end) > 0) {
        size--;
      }
      masks.add(
          new AddressMask(address(low.family(), next), Prefix.maskOf(low.family(), bits - size)));
      next = next.add(BigInteger.ONE.shiftLeft(size));
    }
    return Optional.of(masks);
  }

  /** The addresses of the family that are not in the prefix; absent where the mask is none. */
  static Optional<List<AddressMask>> complement(AddressMask mask) {
    int length = mask.prefixLength();
    if (length < 0) {
      return Optional.empty();
    }
    BigInteger value = number(mask.value());
    List<AddressMask> rest = new ArrayList<>();
    for (int bit = 0; bit < length; bit++) {
      int fromRight = mask.family().bits() - 1 - bit;
      BigInteger flipped = value.flipBit(fromRight);
      rest.add(
          new AddressMask(address(mask.family(), flipped), Prefix.maskOf(mask.family(), bit + 1)));
    }
    return Optional.of(rest);
  }

  /**
   * The addresses whose longest prefix is among the first and not among the second.
   *
   * @throws IllegalArgumentException where a mask is no prefix, or is in both
   */
  static List<AddressMask> longest(List<AddressMask> in, List<AddressMask> out) {
    if (out.isEmpty()) {
      return in;
    }
    List<AddressMask> left = new ArrayList<>();
    for (AddressMask prefix : in) {
      List<AddressMask> rest = List.of(prefix);
      for (AddressMask hole : out) {
        if (hole.equals(prefix) || hole.prefixLength() < 0 || prefix.prefixLength() < 0) {
          throw new IllegalArgumentException("Which of " + prefix + " and " + hole + " decides?");
        }
        if (hole.prefixLength() > prefix.prefixLength()) {
          rest = rest.stream().flatMap(block -> minus(block, hole).stream()).toList();
        }
      }
      left.addAll(rest);
    }
    return left;
  }

  /** A prefix without another one. */
  private static List<AddressMask> minus(AddressMask block, AddressMask hole) {
    if (!contains(block, hole)) {
      return contains(hole, block) ? List.of() : List.of(block);
    }
    BigInteger value = number(hole.value());
    List<AddressMask> rest = new ArrayList<>();
    for (int bit = block.prefixLength(); bit < hole.prefixLength(); bit++) {
      BigInteger flipped = value.flipBit(hole.family().bits() - 1 - bit);
      rest.add(
          new AddressMask(address(hole.family(), flipped), Prefix.maskOf(hole.family(), bit + 1)));
    }
    return rest;
  }

  private static boolean contains(AddressMask wide, AddressMask narrow) {
    return wide.prefixLength() <= narrow.prefixLength()
        && narrow.value().and(wide.mask()).equals(wide.value());
  }

  private static BigInteger number(Address address) {
    return new BigInteger(Long.toUnsignedString(address.high()))
        .shiftLeft(64)
        .add(new BigInteger(Long.toUnsignedString(address.low())));
  }

  private static Address address(Family family, BigInteger number) {
    return new Address(family, number.shiftRight(64).longValue(), number.longValue());
  }
}
