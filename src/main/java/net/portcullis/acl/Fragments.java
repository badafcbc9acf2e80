package net.portcullis.acl;

/**
 * Which packets a match takes by their place in a fragmented datagram. Only a packet that is not a
 * later fragment carries ports, ICMP type and TCP flags.
 */
public enum Fragments {
  ANY,
  /** Whole packets and first fragments. */
  NOT_LATER,
  /** Later fragments alone. */
  LATER
}
