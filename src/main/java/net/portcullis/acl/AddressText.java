package net.portcullis.acl;

/** Reads and writes the text forms of addresses. */
final class AddressText {
  private AddressText() {}

  static Address parse4(String text) {
    long value = 0;
    int octets = 0;
    int number = -1;
    int digits = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '.';
      if (c == '.') {
        if (digits == 0 || number > 255 || ++octets > 4) {
          throw notAnAddress(text);
        }
        value = value << 8 | number;
        number = -1;
        digits = 0;
      } else if (c >= '0' && c <= '9' && digits < 3 && number != 0) {
        number = Math.max(number, 0) * 10 + (c - '0');
        digits++;
      } else {
        throw notAnAddress(text);
      }
    }
    if (octets != 4) {
      throw notAnAddress(text);
    }
    return new Address(Family.IPV4, 0, value);
  }

  static Address parse6(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      throw notAnAddress(text);
    }
    int[] groups = new int[8];
    if (gap < 0) {
      if (groups(text, text, groups, true) != 8) {
        throw notAnAddress(text);
      }
    } else {
      int[] tail = new int[8];
      int before = groups(text, text.substring(0, gap), groups, false);
      int after = groups(text, text.substring(gap + 2), tail, true);
      if (before + after > 7) {
        throw notAnAddress(text);
      }
      System.arraycopy(tail, 0, groups, 8 - after, after);
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < 4; i++) {
      high = high << 16 | groups[i];
      low = low << 16 | groups[i + 4];
    }
    return new Address(Family.IPV6, high, low);
  }

  private static int groups(String whole, String part, int[] into, boolean last) {
    if (part.isEmpty()) {
      return 0;
    }
    int count = 0;
    int start = 0;
    while (start <= part.length()) {
      int end = part.indexOf(':', start);
      end = end < 0 ? part.length() : end;
      String group = part.substring(start, end);
      // Only the end of the whole address may stand as IPv4.
      if (last && group.indexOf('.') >= 0 && end == part.length() && count <= 6) {
        long v4 = parse4(group).low();
        into[count++] = (int) (v4 >>> 16);
        into[count++] = (int) (v4 & 0xFFFF);
      } else if (count < 8) {
        into[count++] = hex(whole, group);
      } else {
        throw notAnAddress(whole);
      }
      start = end + 1;
    }
    return count;
  }

  private static int hex(String whole, String group) {
    if (group.isEmpty() || group.length() > 4) {
      throw notAnAddress(whole);
    }
    int value = 0;
    for (int i = 0; i < group.length(); i++) {
      int digit = group.charAt(i) < 128 ? Character.digit(group.charAt(i), 16) : -1;
      if (digit < 0) {
        throw notAnAddress(whole);
      }
      value = value << 4 | digit;
    }
    return value;
  }

  static String format(Address address) {
    if (address.family() == Family.IPV4) {
      long v = address.low();
      return (v >>> 24) + "." + (v >>> 16 & 255) + "." + (v >>> 8 & 255) + "." + (v & 255);
    }
    int[] groups = new int[8];
    for (int i = 0; i < 4; i++) {
      groups[i] = (int) (address.high() >>> (48 - 16 * i) & 0xFFFF);
      groups[i + 4] = (int) (address.low() >>> (48 - 16 * i) & 0xFFFF);
    }
    int gapStart = -1;
    int gapLength = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > gapLength) {
        gapStart = i;
        gapLength = end - i;
      }
      i = Math.max(i, end - 1);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == gapStart) {
        text.append("::");
        i += gapLength - 1;
        continue;
      }
      if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }

  private static IllegalArgumentException notAnAddress(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is not an IP address.\nWrite an address such as 10.1.2.3 or 2001:db8::1.");
  }
}
