package net.portcullis.emulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.portcullis.input.Problems;

/** Emulated devices that listen on 127.0.0.1 until they are closed. */
public final class Emulators implements AutoCloseable {
  private final List<EmulatedDevice> devices;
  private final List<AutoCloseable> fronts;
  private final Map<String, Access> access;

  private Emulators(
      List<EmulatedDevice> devices, List<AutoCloseable> fronts, Map<String, Access> access) {
    this.devices = List.copyOf(devices);
    this.fronts = List.copyOf(fronts);
    this.access = Map.copyOf(access);
  }

  /** How a device's command line is reached. */
  public enum Transport {
    SSH,
    TELNET
  }

  /**
   * Some devices of one platform.
   *
   * @param platform its emulator's name, which is its profile's
   * @param prefix what the devices' names begin with
   */
  public record Batch(String platform, String prefix, int count, Transport transport) {}

  /**
   * What to start.
   *
   * @param latency how late what is typed arrives
   * @param dumps where each device's configurations are written, whenever they change
   * @param definitions a folder whose {@code NAME.yaml} come before the program's own
   * @param settings capabilities switched {@code off}, or given another value
   */
  public record Options(
      List<Batch> batches,
      Duration latency,
      List<Fault> faults,
      Optional<Path> dumps,
      Optional<Path> definitions,
      Map<String, String> settings,
      Time time) {
    public Options {
      batches = List.copyOf(batches);
      faults = List.copyOf(faults);
      settings = Map.copyOf(settings);
    }

    /** Devices of one platform without delay, faults or files, in real time. */
    public static Options of(String platform, int count, Transport transport) {
      return new Options(
          List.of(new Batch(platform, platform, count, transport)),
          Duration.ZERO,
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Time.real());
    }

    public Options withTime(Time other) {
      return new Options(batches, latency, faults, dumps, definitions, settings, other);
    }

    public Options withDumps(Path folder) {
      return new Options(
          batches, latency, faults, Optional.of(folder), definitions, settings, time);
    }

    public Options withBatches(List<Batch> others) {
      return new Options(others, latency, faults, dumps, definitions, settings, time);
    }

    public Options withFaults(List<Fault> some) {
      return new Options(batches, latency, some, dumps, definitions, settings, time);
    }
  }

  /**
   * How a device is reached and known.
   *
   * @param hostKey {@code type base64}; absent for Telnet
   */
  record Access(Batch batch, Optional<String> hostKey) {}

  /**
   * Starts devices; all listen when this returns.
   *
   * @throws net.portcullis.input.InvalidInputException where there is no such emulator
   */
  public static Emulators start(Options options) throws IOException {
    Problems problems = new Problems();
    List<Platform> platforms = new ArrayList<>();
    for (Batch batch : options.batches()) {
      PlatformReader.find(batch.platform(), options.definitions(), options.settings(), problems)
          .ifPresent(platforms::add);
    }
    problems.throwIfAny();
    EmulatedDevice.Recorder recorder = Dumps.none();
    if (options.dumps().isPresent()) {
      Files.createDirectories(options.dumps().get());
      recorder = new Dumps(options.dumps().get());
    }
    List<AutoCloseable> fronts = new ArrayList<>();
    try {
      return start(options, platforms, recorder, fronts);
    } catch (IOException | RuntimeException failed) {
      closeAll(fronts);
      throw failed;
    }
  }

  private static Emulators start(
      Options options,
      List<Platform> platforms,
      EmulatedDevice.Recorder recorder,
      List<AutoCloseable> fronts)
      throws IOException {
    List<EmulatedDevice> devices = new ArrayList<>();
    Map<String, Access> access = new LinkedHashMap<>();
    SnmpFront snmp = new SnmpFront();
    fronts.add(snmp);
    ProbeFront probes = new ProbeFront();
    fronts.add(probes);
    for (int i = 0; i < platforms.size(); i++) {
      Batch batch = options.batches().get(i);
      Platform platform = platforms.get(i);
      ConfigNode factory = Shell.boot(platform, options.time());
      List<EmulatedDevice> some = new ArrayList<>();
      for (int n = 1; n <= batch.count(); n++) {
        EmulatedDevice device =
            new EmulatedDevice(
                "%s-%04d".formatted(batch.prefix(), n),
                platform,
                factory,
                options.time(),
                recorder);
        options.faults().stream()
            .filter(fault -> fault.device().map(device.name()::equals).orElse(true))
            .forEach(device::add);
        some.add(device);
      }
      listen(batch, some, options, fronts, access);
      for (EmulatedDevice device : some) {
        device.listensOn(
            new EmulatedDevice.Ports(
                device.ports().cli(), snmp.listen(device), probes.listen(device)));
      }
      devices.addAll(some);
    }
    snmp.start();
    return new Emulators(devices, fronts, access);
  }

  private static void listen(
      Batch batch,
      List<EmulatedDevice> devices,
      Options options,
      List<AutoCloseable> fronts,
      Map<String, Access> access)
      throws IOException {
    switch (batch.transport()) {
      case SSH -> {
        SshFront front = new SshFront(options.latency());
        fronts.add(front);
        int[] ports = front.listen(devices.size());
        for (int i = 0; i < ports.length; i++) {
          EmulatedDevice device = devices.get(i);
          front.serve(device, ports[i]);
          device.listensOn(new EmulatedDevice.Ports(ports[i], 0, 0));
          access.put(device.name(), new Access(batch, Optional.of(front.hostKey(ports[i]))));
        }
      }
      case TELNET -> {
        TelnetFront front = new TelnetFront(options.latency());
        fronts.add(front);
        for (EmulatedDevice device : devices) {
          device.listensOn(new EmulatedDevice.Ports(front.listen(device), 0, 0));
          access.put(device.name(), new Access(batch, Optional.empty()));
        }
      }
    }
  }

  /** The devices, in the order in which they were asked for. */
  public List<EmulatedDevice> devices() {
    return devices;
  }

  /** The device of that name. */
  public Optional<EmulatedDevice> device(String name) {
    return devices.stream().filter(device -> device.name().equals(name)).findFirst();
  }

  /** How the device's command line is reached. */
  public Transport transport(EmulatedDevice device) {
    return Optional.ofNullable(access.get(device.name()))
        .map(how -> how.batch().transport())
        .orElseThrow();
  }

  /** The device's SSH host key as {@code type base64}; absent for Telnet. */
  public Optional<String> hostKey(EmulatedDevice device) {
    return Optional.ofNullable(access.get(device.name())).flatMap(Access::hostKey);
  }

  @Override
  public void close() {
    closeAll(fronts);
  }

  private static void closeAll(List<AutoCloseable> fronts) {
    for (AutoCloseable front : fronts) {
      try {
        front.close();
      } catch (Exception ended) {
        // The process's end closes what would not close.
      }
    }
  }
}
