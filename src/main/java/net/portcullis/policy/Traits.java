package net.portcullis.policy;

import java.util.Set;

/**
 * What policy must know of a platform to say what traffic its lists must name.
 *
 * @param stateful return traffic needs no rules of its own
 * @param helpers data connections that the platform recognises by itself: {@code ftp-data}, {@code
 *     tftp-data}
 * @param fragmentsIpv6 later fragments can be matched in IPv6 lists
 */
public record Traits(boolean stateful, Set<String> helpers, boolean fragmentsIpv6) {
  public Traits {
    helpers = Set.copyOf(helpers);
  }
}
