package net.portcullis.policy;

/**
 * Where in a list a rule belongs, in this order. What stands before {@link #GUARD} is never touched
 * by a guard; among the rules after it order does not matter, because all of them permit.
 */
enum Stage {
  STATE,
  MANAGEMENT,
  INFRASTRUCTURE,
  ALWAYS,
  GUARD,
  CATALOG,
  SERVERS,
  EXTRA,
  ICMP,
  FRAGMENTS,
  CLOSE;

  /** True for the rules that a guard stands before. */
  boolean isBody() {
    return compareTo(GUARD) > 0 && this != CLOSE;
  }
}
