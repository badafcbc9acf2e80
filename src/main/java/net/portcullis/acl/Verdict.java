package net.portcullis.acl;

/** What becomes of a packet: permitted, denied, or not known because a line was not understood. */
public enum Verdict {
  PERMIT,
  DENY,
  UNKNOWN
}
