package net.portcullis.policy;

import java.util.Set;

/**
 * What policy must know of a platform to say what traffic its lists must name.
 *
 * @param stateful return traffic needs no rules of its own: one line tells it by its state
 * @param helpers data connections that the platform recognises by itself: {@code ftp-data}, {@code
 *     tftp-data}
 * @param fragmentsIpv6 later fragments can be matched in IPv6 lists
 * @param followed protocols whose return traffic needs no line at all
 */
public record Traits(
    boolean stateful, Set<String> helpers, boolean fragmentsIpv6, Followed followed) {
  public Traits {
    helpers = Set.copyOf(helpers);
  }

  /** Of a platform whose lists are asked about every packet. */
  public Traits(boolean stateful, Set<String> helpers, boolean fragmentsIpv6) {
    this(stateful, helpers, fragmentsIpv6, Followed.NONE);
  }
}
