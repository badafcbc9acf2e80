package net.portcullis.compliance;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.compliance.Finding.Kind;
import net.portcullis.emulator.EmulatedDevice;
import net.portcullis.report.CheckRun;
import net.portcullis.report.Language;
import net.portcullis.store.Owner;
import net.portcullis.store.Store;

/**
 * A fleet of which most devices comply, some drift in ways that people bring about, some are
 * silent.
 */
public final class SampleFleet {
  private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");
  private static final List<List<String>> EDITS =
      List.of(
          List.of("acl advanced name PORTCULLIS_imc-lan_out_4_g1", "undo rule 45"),
          List.of(
              "acl advanced name PORTCULLIS_imc-lan_out_4_g1",
              "rule 131 permit tcp destination 10.20.0.11 0 destination-port eq telnet"),
          List.of(
              "interface Vlan-interface20",
              "undo packet-filter ipv6 name PORTCULLIS_imc-lan_out_6_g1 outbound"),
          List.of(
              "acl advanced name PORTCULLIS_imc-lan_out_4_g1",
              "rule 4 deny tcp source 10.1.0.0 0.0.255.255 destination 10.20.0.11 0 destination-port eq 8080"),
          List.of("telnet server enable"));

  private final DriftBase base = new DriftBase();
  private final List<DeviceCheck> kinds = new ArrayList<>();

  private SampleFleet() {
    EmulatedDevice locked = base.locked();
    kinds.add(base.check(locked.running(), locked.startup()));
    for (List<String> edit : EDITS) {
      EmulatedDevice device = base.locked();
      List<String> lines = new ArrayList<>(List.of("system-view"));
      lines.addAll(edit);
      device.type(lines.toArray(String[]::new));
      kinds.add(base.check(device.running(), device.startup()));
    }
  }

  /** Checks of so many devices, of which every tenth drifts and every fiftieth is silent. */
  private List<DeviceCheck> checks(int count, int shift) {
    List<DeviceCheck> checks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean drifts = (i % 10 == 3 && i % 20 != shift - 7) || (shift > 0 && i % 40 == 5);
      DeviceCheck like = kinds.get(drifts ? 1 + (i / 10) % EDITS.size() : 0);
      List<Finding> findings =
          i % 50 == 17
              ? List.of(
                  Finding.of(Kind.UNREACHABLE, "session", "No answer from 10.0.0.1:22 in 10 s."))
              : like.findings();
      checks.add(
          new DeviceCheck(
              "edge-%04d".formatted(i + 1),
              i % 3 == 0 ? "headquarters" : "branch-" + i % 7,
              like.profile(),
              NOW,
              findings,
              i % 50 == 17 ? Optional.empty() : like.configuration(),
              like.catalog(),
              i % 50 == 17 ? List.of() : like.diffs()));
    }
    return checks;
  }

  /** A run over so many devices, the second that the store remembers. */
  public static CheckRun run(int count, Path store, Language language) {
    SampleFleet fleet = new SampleFleet();
    try (Store kept = new Store(store, () -> NOW, Owner.current())) {
      FindingHistory history = new FindingHistory(kept.findings());
      history.record(history.begin("check", count), fleet.checks(count, 20));
      FindingHistory.Recorded recorded =
          history.record(history.begin("check", count), fleet.checks(count, 0));
      return new CheckRun(
          recorded.checks(),
          NOW,
          Optional.of(recorded.trend()),
          Optional.of(fleet.base.catalog),
          language);
    }
  }
}
