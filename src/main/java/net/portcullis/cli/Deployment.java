package net.portcullis.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.portcullis.catalog.Catalog;
import net.portcullis.catalog.CatalogReader;
import net.portcullis.compliance.Settings;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Profiles;
import net.portcullis.input.Fields;
import net.portcullis.input.InvalidInputException;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Inventory;
import net.portcullis.inventory.InventoryReader;
import net.portcullis.inventory.Selection;
import net.portcullis.policy.Allowlist;
import net.portcullis.policy.Consistency;
import net.portcullis.policy.Intent;
import net.portcullis.report.Safe;

/** The inputs of one run, read and found to fit together. Nothing has been contacted. */
record Deployment(Catalog catalog, Inventory inventory, Profiles profiles) {

  /**
   * Reads catalog, inventory and profiles.
   *
   * @throws InvalidInputException with every problem in any of them
   */
  static Deployment read(Workspace workspace) {
    Problems problems = new Problems();
    Inventory inventory = InventoryReader.read(workspace.inventory(), problems);
    Profiles profiles = profiles(workspace, inventory, problems);
    problems.throwIfAny();
    Path folder = workspace.folder("catalog").resolve(inventory.catalog());
    if (!Files.isDirectory(folder)) {
      problems.add(
          inventory.place("catalog").orElse(Place.start(workspace.inventory().toString())),
          "There is no catalog '" + inventory.catalog() + "'.",
          "Name a folder of " + workspace.folder("catalog") + ".");
    }
    problems.throwIfAny();
    Catalog catalog = CatalogReader.read(folder, problems);
    problems.throwIfAny();
    Consistency.check(catalog, inventory, Set.copyOf(profiles.names()), problems);
    Settings.check(inventory, problems);
    problems.throwIfAny();
    return new Deployment(catalog, inventory, profiles);
  }

  /**
   * The profiles that the inventory names; all of them where it leaves one open, or where one is
   * missing, to propose others.
   */
  private static Profiles profiles(Workspace workspace, Inventory inventory, Problems problems) {
    if (inventory.devices().stream().anyMatch(device -> device.profile().equals(Device.AUTO))) {
      return profiles(workspace, problems);
    }
    Set<String> named =
        Stream.concat(
                inventory.devices().stream(),
                inventory.vantages().stream().flatMap(vantage -> vantage.login().stream()))
            .map(Device::profile)
            .filter(name -> !name.equals(Device.AUTO))
            .collect(Collectors.toSet());
    Profiles some = Profiles.read(profileFolders(workspace), named, problems);
    return problems.isEmpty() && !named.equals(Set.copyOf(some.names()))
        ? profiles(workspace, problems)
        : some;
  }

  /** The installation's profiles and the workspace's own, which come first. */
  static Profiles profiles(Workspace workspace, Problems problems) {
    return Profiles.read(profileFolders(workspace), problems);
  }

  /**
   * The language of one profile; the others are not read where it is there.
   *
   * @throws InvalidInputException where there is no such profile, or it is not a good one
   */
  static Dialect dialect(Workspace workspace, String profile) {
    Problems problems = new Problems();
    Optional<Dialect> dialect =
        Profiles.read(profileFolders(workspace), profile, problems).dialect(profile);
    problems.throwIfAny();
    return dialect.orElseThrow(() -> {
      Profiles all = profiles(workspace, problems);
      return new InvalidInputException(
          Place.start("--profile"),
          "There is no profile '" + profile + "'.",
          Fields.nearest(profile, all.names())
              .map(near -> "Did you mean '" + near + "'?")
              .orElse("There are: " + String.join(", ", all.names()) + "."));
    });
  }

  private static List<Path> profileFolders(Workspace workspace) {
    String home = System.getProperty("portcullis.home");
    Path own = workspace.home().resolve("device-profiles");
    Path installed = home == null ? own : Path.of(home).resolve("device-profiles");
    boolean same = own.toAbsolutePath().normalize().equals(installed.toAbsolutePath().normalize());
    return same ? List.of(own) : List.of(installed, own);
  }

  /** Says which extra permits have expired and dropped out, or are due for review. */
  void tell(Clock clock, PrintWriter err) {
    Allowlist.notices(inventory, clock)
        .forEach(notice -> err.println("notice: " + Safe.line(notice)));
  }

  /** What must stand at every binding of the devices. */
  List<Intent> intents(List<Device> devices, Clock clock) {
    Problems problems = new Problems();
    List<Intent> intents =
        Allowlist.compute(
            catalog, inventory, devices, device -> dialect(device).traits(), clock, problems);
    problems.throwIfAny();
    return intents;
  }

  /**
   * The devices that the arguments select; all of them where there are none.
   *
   * @throws InvalidInputException where a selector selects nothing
   */
  List<Device> select(List<String> selectors) {
    Selection selection = selectors.isEmpty() ? Selection.all() : new Selection(selectors);
    try {
      return selection.devices(inventory);
    } catch (IllegalArgumentException nothing) {
      String[] parts = String.valueOf(nothing.getMessage()).split("\n", 2);
      throw new InvalidInputException(
          Place.start("command line"), parts[0], parts.length > 1 ? parts[1] : "");
    }
  }

  /** The same with other devices in place of those of the same names. */
  Deployment with(Map<String, Device> found) {
    return found.isEmpty() ? this : new Deployment(catalog, inventory.with(found), profiles);
  }

  /** A device as far as it is known by now. */
  Device known(Device device) {
    return device.profile().equals(Device.AUTO)
        ? inventory.device(device.name()).orElse(device)
        : device;
  }

  /** A platform's language as the inventory wants a device's lists to be written. */
  static Dialect spoken(Dialect dialect, Device device) {
    return device.objectGroups() ? dialect.withGroups() : dialect;
  }

  /** The language of a device, whose profile is known to exist. */
  Dialect dialect(Device device) {
    String profile = known(device).profile();
    return profiles
        .dialect(profile)
        .map(dialect -> spoken(dialect, device))
        .orElseThrow(() ->
            new InvalidInputException(
                device.profilePlace(),
                profile.equals(Device.AUTO)
                    ? "What " + device.name() + " is, only it can tell, and it is not asked here."
                    : "There is no profile '" + profile + "'.",
                "Known profiles: " + String.join(", ", profiles.names()) + "."));
  }
}
