package net.portcullis.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.portcullis.change.Collaborators;
import net.portcullis.change.DeviceVerification;
import net.portcullis.change.Fleet;
import net.portcullis.change.PlanFile;
import net.portcullis.change.Planner;
import net.portcullis.change.Push;
import net.portcullis.change.Target;
import net.portcullis.change.Time;
import net.portcullis.change.Verification;
import net.portcullis.dialect.Dialect;
import net.portcullis.input.InvalidInputException;
import net.portcullis.inventory.Device;
import net.portcullis.policy.Intent;
import net.portcullis.report.Safe;
import net.portcullis.session.DeviceDialer;
import net.portcullis.session.Dialer;
import net.portcullis.session.Pins;
import net.portcullis.store.Store;

/** What commands that talk to devices work with, put together once and closed at the end. */
final class Operations implements AutoCloseable {
  /**
   * Logins that go on at a time. A login mostly waits for the device, so there are many; the key
   * exchanges in them, which cost something, are counted where they take place.
   */
  private static final int LOGINS = 256;

  private static final Duration PROBE_PATIENCE = Duration.ofSeconds(2);

  private final Workspace workspace;
  private volatile Deployment deployment;
  private final Time time;
  private final Outside outside;

  private Operations(Workspace workspace, Deployment deployment, Time time, Outside outside) {
    this.workspace = workspace;
    this.deployment = deployment;
    this.time = time;
    this.outside = outside;
  }

  /** Reads the workspace; nothing is contacted, and the store is not opened yet. */
  static Operations open(GlobalOptions options) {
    Workspace workspace = options.workspace();
    Time time = Time.system();
    Outside outside = Outside.open(workspace, time);
    try {
      outside.warm();
      return new Operations(workspace, Deployment.read(workspace), time, outside);
    } catch (RuntimeException wrong) {
      outside.close();
      throw wrong;
    }
  }

  /** A dialer that trusts these keys. */
  DeviceDialer dialer(Pins pins) {
    return outside.dialer(pins);
  }

  Deployment deployment() {
    return deployment;
  }

  Store store() {
    return outside.store();
  }

  Time time() {
    return time;
  }

  DeviceDialer dialer() {
    return outside.dialer();
  }

  Dialer throttled() {
    return Fleet.throttled(dialer(), LOGINS);
  }

  /**
   * The selected devices, whose secrets are at hand and whose profiles are known: those that the
   * inventory leaves open are asked what they are.
   *
   * @param err is told what they are
   * @throws InvalidInputException where one cannot be told
   */
  List<Device> devices(List<String> selectors, PrintWriter err) {
    List<Device> devices = strangers(selectors);
    Recognised recognised = Recognised.of(outside::recogniser, deployment, devices);
    recognised.notices().forEach(notice -> err.println(Safe.line(notice)));
    deployment = recognised.certain();
    return devices.stream().map(deployment::known).toList();
  }

  /** The selected devices, whose secrets are at hand; what they are is not asked. */
  List<Device> strangers(List<String> selectors) {
    List<Device> devices = deployment.select(selectors);
    outside.secrets().prepare(devices);
    return devices;
  }

  /** A device's language; where the inventory leaves it open, the device is asked. */
  Dialect dialect(Device device) {
    return dialect(device, dialer());
  }

  /** The same, by way of a dialer that trusts the device's key. */
  Dialect dialect(Device device, DeviceDialer trusting) {
    if (deployment.known(device).profile().equals(Device.AUTO)) {
      learn(device, trusting);
    }
    return deployment.dialect(device);
  }

  private synchronized void learn(Device device, DeviceDialer trusting) {
    deployment =
        Recognised.of(() -> outside.recogniser(trusting), deployment, List.of(device)).certain();
  }

  /**
   * What policy wants of each device, proved to mean what the plain lists do.
   *
   * @param err is told of permits that have dropped out
   */
  Map<Device, List<Target>> targets(List<Device> devices, PrintWriter err) {
    return targets(devices, intents(devices, err));
  }

  /**
   * What policy wants of each device.
   *
   * @param err is told of permits that have dropped out
   */
  List<Intent> intents(List<Device> devices, PrintWriter err) {
    Clock clock = Clock.system(ZoneId.systemDefault());
    deployment.tell(clock, err);
    return deployment.intents(devices, clock);
  }

  /** As {@link #targets(List, PrintWriter)}, of what is already worked out. */
  Map<Device, List<Target>> targets(List<Device> devices, List<Intent> intents) {
    Map<Device, List<Target>> targets = new LinkedHashMap<>();
    devices.forEach(device -> targets.put(device, new ArrayList<>()));
    for (Intent intent : intents) {
      targets
          .computeIfAbsent(intent.device(), _ -> new ArrayList<>())
          .add(Target.of(intent.proved()));
    }
    return targets;
  }

  Planner planner() {
    return new Planner(
        throttled(),
        this::dialect,
        deployment.inventory(),
        store(),
        (device, dialect) ->
            dialect.snmp().resources().isEmpty()
                ? List.of()
                : outside.snmpReader().rooms(device, dialect.snmp()));
  }

  Push push(Collaborators tools, Fleet fleet) {
    return new Push(tools, planner(), deployment.inventory(), fleet);
  }

  /** Tells each state on standard error as it is reached. */
  Collaborators tools(PrintWriter err, Verification verification) {
    return new Collaborators(
        throttled(),
        this::dialect,
        verification,
        store(),
        time,
        (device, state) -> err.println(Safe.line(device) + ": " + state));
  }

  /** Looks whether devices hold what policy wants of them. */
  Verification verification(List<Intent> intents) {
    Map<String, List<Intent>> byDevice =
        intents.stream().collect(Collectors.groupingBy(intent -> intent.device().name()));
    return verification(device -> byDevice.getOrDefault(device.name(), List.of()));
  }

  /** Looks who devices are, where what they hold is not policy's. */
  Verification identification() {
    return verification(_ -> List.of());
  }

  private Verification verification(Function<Device, List<Intent>> intents) {
    return new DeviceVerification(
        outside.snmpReader(),
        outside.verifier(PROBE_PATIENCE),
        intents,
        deployment.inventory().vantages());
  }

  /** Everything that a plan depends on beside the devices. */
  PlanFile.Origin origin() {
    List<Path> files = new ArrayList<>();
    files.addAll(yaml(workspace.inventory()));
    files.addAll(yaml(workspace.folder("catalog").resolve(deployment.inventory().catalog())));
    files.addAll(yaml(workspace.folder("device-profiles")));
    return new PlanFile.Origin(Portcullis.Version.text(), PlanFile.hash(files));
  }

  private static List<Path> yaml(Path fileOrFolder) {
    if (!Files.isDirectory(fileOrFolder)) {
      return List.of(fileOrFolder);
    }
    try (Stream<Path> files = Files.walk(fileOrFolder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public void close() {
    outside.close();
  }
}
