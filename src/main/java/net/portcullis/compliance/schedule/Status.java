package net.portcullis.compliance.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How the daemon fares.
 *
 * @param counts of this process since it began, by metric and labels
 * @param measured the latest values, likewise
 * @param devices how many have each verdict
 * @param findings how many stand, by rule, severity and whether they are waived
 * @param deliveries how many are in each state
 * @param next when the next run of each schedule begins
 * @param troubles why it is not ready; empty where it is
 */
public record Status(
    Instant at,
    Map<String, Long> counts,
    Map<String, Duration> measured,
    Map<String, Integer> devices,
    Map<FindingGroup, Integer> findings,
    Map<String, Integer> deliveries,
    Map<String, Instant> next,
    boolean inventoryBroken,
    List<String> troubles) {

  /** Findings that are alike. */
  public record FindingGroup(String rule, String severity, boolean waived) {}
}
