package net.portcullis.acl;

/**
 * ICMP types and codes. A type "with any code" has all 256 codes.
 *
 * @param types 0 to 255
 * @param codes 0 to 255
 */
public record IcmpMatch(Ranges types, Ranges codes) {

  public static IcmpMatch type(int type) {
    return new IcmpMatch(Ranges.of(type), Ranges.anyProtocol());
  }

  public static IcmpMatch typeAndCode(int type, int code) {
    return new IcmpMatch(Ranges.of(type), Ranges.of(code));
  }

  public boolean contains(int type, int code) {
    return types.contains(type) && codes.contains(code);
  }
}
