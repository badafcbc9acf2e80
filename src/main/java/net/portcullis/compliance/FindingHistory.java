package net.portcullis.compliance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import net.portcullis.compliance.Finding.History;
import net.portcullis.store.CheckedDevice;
import net.portcullis.store.FindingEvent;
import net.portcullis.store.FindingRecord;
import net.portcullis.store.Findings;

/**
 * Holds what checks find against what was found before: a finding opens, stays, closes, and may
 * open again. Of a device that could not be read nothing closes and nothing is confirmed.
 */
public final class FindingHistory {
  /** Begins the places of findings that were seen from beside the device, not in what it holds. */
  public static final String BESIDE = "beside: ";

  private final Findings findings;

  public FindingHistory(Findings findings) {
    this.findings = findings;
  }

  /**
   * A check as it was recorded.
   *
   * @param checks the same checks, each finding with its history
   */
  public record Recorded(List<DeviceCheck> checks, Trend trend) {
    public Recorded {
      checks = List.copyOf(checks);
    }
  }

  /** Begins a run; {@code cause} is a command or a schedule's name. */
  public String begin(String cause, int devices) {
    return findings.begin(cause, devices);
  }

  /**
   * Writes down what a run found on some of its devices, or on all. It is all written, or nothing.
   *
   * @throws net.portcullis.store.StoreException where the store cannot be written
   */
  public Recorded record(String run, List<DeviceCheck> checks) {
    return record(run, checks, record -> !record.place().startsWith(BESIDE));
  }

  /**
   * The same for checks that did not look for everything.
   *
   * @param looked whether these checks would have seen a finding of before; one that they would not
   *     stays as it is
   */
  public Recorded record(String run, List<DeviceCheck> checks, Predicate<FindingRecord> looked) {
    List<String> devices = checks.stream().map(DeviceCheck::device).toList();
    return findings.update(devices, known -> new Recording(run, known, looked).of(checks));
  }

  /** Ends a run, and forgets what is older than is kept. */
  public void end(String run, String outcome, Instant now, Duration kept) {
    findings.end(run, outcome);
    findings.forget(now.minus(kept));
  }

  /** Holds the checks of one run against what is known. */
  private static final class Recording {
    private final String run;
    private final Predicate<FindingRecord> looked;
    private final Map<String, Map<String, FindingRecord>> known = new HashMap<>();
    private final List<FindingRecord> records = new ArrayList<>();
    private final List<FindingEvent> events = new ArrayList<>();
    private final List<FindingRecord> opened = new ArrayList<>();
    private final List<FindingRecord> reopened = new ArrayList<>();
    private final List<FindingRecord> closed = new ArrayList<>();
    private final List<FindingRecord> standing = new ArrayList<>();

    Recording(String run, List<FindingRecord> records, Predicate<FindingRecord> looked) {
      this.run = run;
      this.looked = looked;
      for (FindingRecord record : records) {
        known
            .computeIfAbsent(record.device(), device -> new LinkedHashMap<>())
            .put(record.fingerprint(), record);
      }
    }

    Findings.Update<Recorded> of(List<DeviceCheck> checks) {
      List<DeviceCheck> told = new ArrayList<>();
      List<CheckedDevice> devices = new ArrayList<>();
      for (DeviceCheck check : checks) {
        Map<String, FindingRecord> before = known.getOrDefault(check.device(), Map.of());
        Map<String, FindingRecord> now = new LinkedHashMap<>();
        List<Finding> seen = new ArrayList<>();
        for (Finding finding : check.findings()) {
          seen.add(seen(check, finding, before, now));
        }
        DeviceCheck.Status status = check.status();
        for (FindingRecord record : before.values()) {
          if (record.open() && !now.containsKey(record.fingerprint())) {
            if (looked.test(record)) {
              missed(check, record);
            } else {
              standing.add(record);
              status = worse(status, record);
            }
          }
        }
        told.add(check.withFindings(seen));
        devices.add(
            new CheckedDevice(
                check.device(), run, check.at(), status.text(), check.configuration()));
      }
      Trend trend = new Trend(opened, reopened, closed, standing);
      return new Findings.Update<>(records, events, devices, new Recorded(told, trend));
    }

    /** What nobody looked at this time still counts. */
    private static DeviceCheck.Status worse(DeviceCheck.Status status, FindingRecord record) {
      if (record.severity().equals(Finding.Severity.UNKNOWN.text())) {
        return DeviceCheck.Status.UNKNOWN;
      }
      boolean drift = !record.waived() && !record.severity().equals(Finding.Severity.INFO.text());
      return drift && status == DeviceCheck.Status.COMPLIANT ? DeviceCheck.Status.DRIFT : status;
    }

    private Finding seen(
        DeviceCheck check,
        Finding finding,
        Map<String, FindingRecord> before,
        Map<String, FindingRecord> now) {
      String fingerprint = finding.fingerprint(check.device());
      Optional<FindingRecord> twin = Optional.ofNullable(now.get(fingerprint));
      Optional<FindingRecord> earlier = Optional.ofNullable(before.get(fingerprint));
      History.State state =
          earlier
              .map(it -> it.open() ? History.State.STANDING : History.State.REOPENED)
              .orElse(History.State.NEW);
      boolean stands = state == History.State.STANDING;
      FindingRecord record =
          twin.orElseGet(() ->
              new FindingRecord(
                  check.device(),
                  fingerprint,
                  finding.rule().text(),
                  finding.severity().text(),
                  finding.where(),
                  finding.message(),
                  finding.waiver().isPresent(),
                  earlier.map(FindingRecord::firstSeen).orElse(check.at()),
                  stands ? earlier.orElseThrow().opened() : check.at(),
                  check.at(),
                  Optional.empty(),
                  earlier.map(FindingRecord::openings).orElse(0) + (stands ? 0 : 1)));
      if (twin.isEmpty()) {
        now.put(fingerprint, record);
        records.add(record);
        count(state, record);
      }
      return finding.withHistory(
          new History(state, record.firstSeen(), record.opened(), record.lastSeen()));
    }

    private void count(History.State state, FindingRecord record) {
      switch (state) {
        case NEW -> {
          opened.add(record);
          event(record, record.lastSeen(), "opened");
        }
        case REOPENED -> {
          reopened.add(record);
          event(record, record.lastSeen(), "reopened");
        }
        case STANDING -> standing.add(record);
      }
    }

    /**
     * What a check did not see is gone where the device was understood. Where a line was not, only
     * what was unknown then and is known now is gone.
     */
    private void missed(DeviceCheck check, FindingRecord record) {
      boolean understood = check.status() != DeviceCheck.Status.UNKNOWN;
      boolean wasUnknown = record.severity().equals(Finding.Severity.UNKNOWN.text());
      if (!understood && !(check.wasRead() && wasUnknown)) {
        standing.add(record);
        return;
      }
      FindingRecord gone =
          new FindingRecord(
              record.device(),
              record.fingerprint(),
              record.rule(),
              record.severity(),
              record.place(),
              record.message(),
              record.waived(),
              record.firstSeen(),
              record.opened(),
              record.lastSeen(),
              Optional.of(check.at()),
              record.openings());
      records.add(gone);
      closed.add(gone);
      event(gone, check.at(), "closed");
    }

    private void event(FindingRecord record, Instant at, String what) {
      events.add(new FindingEvent(record.device(), record.fingerprint(), run, at, what));
    }
  }
}
