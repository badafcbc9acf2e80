package net.portcullis.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.portcullis.catalog.Catalog;
import net.portcullis.compliance.DeviceCheck;
import net.portcullis.compliance.Trend;

/**
 * One run of checks, as reports tell it.
 *
 * @param at when it ran
 * @param trend against what was known before; absent where nobody remembers
 * @param catalog names the functions that are intact or not; absent where findings are told alone
 * @param language of texts for people
 */
public record CheckRun(
    List<DeviceCheck> checks,
    Instant at,
    Optional<Trend> trend,
    Optional<Catalog> catalog,
    Language language) {

  public CheckRun {
    checks = List.copyOf(checks);
  }

  /** A run of which nothing but the checks is known, in English. */
  public static CheckRun of(List<DeviceCheck> checks, Instant at) {
    return new CheckRun(checks, at, Optional.empty(), Optional.empty(), Language.EN);
  }
}
