package net.portcullis.acl;

import java.util.List;

/** The dimensions of a packet's header, in the order in which the engine asks for their bits. */
enum Field {
  PROTOCOL(8),
  FRAGMENT(1),
  DESTINATION(0),
  SOURCE(0),
  DESTINATION_PORT(16),
  SOURCE_PORT(16),
  ICMP_TYPE(8),
  ICMP_CODE(8),
  ESTABLISHED(1),
  STATE(2);

  /** All of them, reversed: a product is built from its last bits. */
  static final List<Field> LAST_TO_FIRST = List.of(values()).reversed();

  private static final Field[] ALL = values();

  private final int bits;

  Field(int bits) {
    this.bits = bits;
  }

  boolean isAddress() {
    return bits == 0;
  }

  int bits(Family family) {
    return isAddress() ? family.bits() : bits;
  }

  /** The level of the field's most significant bit. */
  int start(Family family) {
    int start = 0;
    for (Field field : ALL) {
      if (field == this) {
        break;
      }
      start += field.bits(family);
    }
    return start;
  }

  /** How many bits a header has. */
  static int total(Family family) {
    int total = 0;
    for (Field field : ALL) {
      total += field.bits(family);
    }
    return total;
  }
}
