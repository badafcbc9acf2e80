package net.portcullis.compliance.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What this process has done since it began. */
final class Counters {
  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<String, Duration> last = new TreeMap<>();
  private Optional<Instant> written = Optional.empty();
  private boolean inventoryBroken;

  /** One more of something: a metric's name, and its label where it has one. */
  synchronized void count(String metric, String label) {
    counts.merge(metric + " " + label, 1L, Long::sum);
  }

  synchronized void add(String metric, String label, long amount) {
    counts.merge(metric + " " + label, amount, Long::sum);
  }

  /** The latest value of something. */
  synchronized void measured(String metric, String label, Duration value) {
    last.put(metric + " " + label, value);
  }

  /** The store took a write. */
  synchronized void written(Instant at) {
    written = Optional.of(at);
  }

  synchronized Optional<Instant> written() {
    return written;
  }

  synchronized void inventoryBroken(boolean broken) {
    inventoryBroken = broken;
  }

  synchronized boolean inventoryBroken() {
    return inventoryBroken;
  }

  synchronized Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }

  synchronized Map<String, Duration> measured() {
    return new TreeMap<>(last);
  }
}
