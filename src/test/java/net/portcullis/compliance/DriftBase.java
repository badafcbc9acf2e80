package net.portcullis.compliance;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.catalog.Catalog;
import net.portcullis.catalog.CatalogReader;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Profiles;
import net.portcullis.dialect.Written;
import net.portcullis.emulator.EmulatedDevice;
import net.portcullis.emulator.EmulatedScene;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Inventory;
import net.portcullis.inventory.InventoryReader;
import net.portcullis.policy.Allowlist;
import net.portcullis.policy.Intent;

/** The deployment that drifts: what one switch must hold, and the switch that holds it. */
final class DriftBase {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-27T08:00:00Z"), ZoneOffset.UTC);
  static final LocalDate TODAY = LocalDate.parse("2026-11-27");

  static final Path INVENTORY = Path.of("src/test/resources/compliance/drift/inventory.yaml");

  final Inventory inventory;
  final Catalog catalog;
  final Device device;
  final Dialect dialect;
  final List<Intent> intents;
  final Standards standards;

  DriftBase() {
    this(INVENTORY);
  }

  /** The same with another inventory. */
  DriftBase(Path file) {
    Problems problems = new Problems();
    inventory = InventoryReader.read(file, problems);
    catalog = CatalogReader.read(Path.of("catalog/imc"), problems);
    Settings.check(inventory, problems);
    device = inventory.device("edge-a").orElseThrow();
    dialect =
        Profiles.read(List.of(Path.of("device-profiles")), device.profile(), problems)
            .dialect(device.profile())
            .orElseThrow();
    intents = Allowlist.compute(catalog, inventory, each -> dialect.traits(), CLOCK, problems);
    problems.throwIfAny();
    standards = new Standards(catalog, inventory, TODAY);
  }

  /** A device with the intended lists bound and saved, and nothing managed in clear text. */
  EmulatedDevice locked() {
    EmulatedDevice emulated = EmulatedScene.device("edge-a", device.profile());
    List<String> lines =
        new ArrayList<>(
            List.of(
                "system-view",
                "undo telnet server enable",
                "undo snmp-agent sys-info version v2c v3",
                "snmp-agent sys-info version v3"));
    for (Intent intent : intents) {
      Written written =
          dialect.write(
              dialect.listName(
                  device.owns(), intent.binding(), intent.direction(), intent.family(), 1),
              intent.family(),
              intent.rules());
      dialect.stage(written).stream().map(Command::text).forEach(lines::add);
      dialect
          .bind(
              intent.binding(),
              intent.direction(),
              intent.family(),
              written.name(),
              Optional.empty())
          .stream()
          .map(Command::text)
          .forEach(lines::add);
    }
    lines.addAll(List.of("return", "save force"));
    emulated.type(lines.toArray(String[]::new));
    return emulated;
  }

  /** What a check finds where the device shows these texts. */
  DeviceCheck check(String running, String startup) {
    return Checker.offline(standards, CLOCK)
        .check(
            device,
            dialect,
            intents,
            dialect.readFile("running", running),
            Optional.of(dialect.readFile("startup", startup)));
  }
}
