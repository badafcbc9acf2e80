package net.portcullis.dialect;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import net.portcullis.acl.Family;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Direction;

/**
 * Names of lists of ours: {@code OWNS_BINDING_in_4_g1}. They say by themselves whose they are,
 * where they belong and which generation they are; a binding's name that does not fit is cut and
 * given a hash.
 */
final class ListNames {
  private static final int ROOM_FOR_GENERATION = 7;

  private final Profile.Naming naming;
  private final boolean bothFamilies;

  /**
   * @param bothFamilies one list is of both families, so its name says none
   */
  ListNames(Profile.Naming naming, boolean bothFamilies) {
    this.naming = naming;
    this.bothFamilies = bothFamilies;
  }

  String name(String owns, Binding binding, Direction direction, Family family, int generation) {
    return naming.before() + stem(owns, binding, direction, family) + generation;
  }

  Optional<Integer> generation(
      String list, String owns, Binding binding, Direction direction, Family family) {
    String stem = naming.before() + stem(owns, binding, direction, family);
    if (!list.regionMatches(true, 0, stem, 0, stem.length())) {
      return Optional.empty();
    }
    String rest = list.substring(stem.length());
    return Names.digits(rest, 999_999).stream()
        .boxed()
        .filter(number -> number > 0 && !rest.startsWith("0"))
        .findFirst();
  }

  private String stem(String owns, Binding binding, Direction direction, Family family) {
    String end = "_" + direction.text() + (bothFamilies ? "" : "_" + family.number()) + "_g";
    int room = naming.longest() - end.length() - ROOM_FOR_GENERATION;
    String whole = safe(owns) + "_" + safe(binding.name());
    boolean faithful = whole.equals(owns + "_" + binding.name()) && whole.length() <= room;
    return (faithful ? whole : cut(whole, room - 9) + "_" + hash(owns + "\n" + binding.name()))
        + end;
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  /**
   * Letters, digits, {@code _} and {@code -}, beginning with a letter: what every platform takes.
   */
  private static String safe(String text) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean other = (c >= '0' && c <= '9') || c == '_' || c == '-';
      if (safe.isEmpty() && !letter) {
        safe.append('P');
      }
      safe.append(letter || other ? c : '_');
    }
    return safe.toString();
  }

  private static String hash(String text) {
    try {
      // Platforms that ignore letter case must not be given two names that differ in nothing else.
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
