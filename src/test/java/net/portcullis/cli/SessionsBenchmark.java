package net.portcullis.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.portcullis.change.Fleet;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.SessionSpec;
import net.portcullis.inventory.Device;
import net.portcullis.session.Conversation;
import net.portcullis.session.Dialer;
import net.portcullis.session.SessionException;

/**
 * Opens many SSH sessions from this process to emulated devices in another, holds them all, types a
 * line into each, and prints what that cost this process: wall clock, processor time of all its
 * threads, handshakes and commands a second, platform threads, and the largest resident set. The
 * devices have several sessions each, for each of them takes a few ports. From the repository:
 *
 * <pre>
 * ./portcullis --version && mvn -q test-compile
 * java -Xmx640m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
 *   -cp target/portcullis-all.jar:target/test-classes net.portcullis.cli.SessionsBenchmark [SESSIONS [DEVICES]]
 * </pre>
 *
 * <p>Without arguments: 10,000 sessions to 1,000 devices. Both sides are on the same processors.
 */
final class SessionsBenchmark {
  private static final String PLATFORM = "h3c-comware7";
  private static final int MOST_MINUTES = 10;

  private final Path folder;
  private final int sessions;
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private SessionsBenchmark(Path folder, int sessions) {
    this.folder = folder;
    this.sessions = sessions;
  }

  /** Runs it once. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.setProperty("java.util.logging.config.class", QuietLogging.class.getName());
    int sessions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    int devices = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
    Path folder = Files.createTempDirectory("portcullis-sessions-");
    Process emulator = emulator(folder, devices);
    try {
      new SessionsBenchmark(folder, sessions).run();
    } finally {
      emulator.destroyForcibly().waitFor();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static Process emulator(Path folder, int devices)
      throws IOException, InterruptedException {
    Path out = folder.resolve("emulator.out");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "net.portcullis.cli.Portcullis",
                "emulator",
                "run",
                "--profile",
                PLATFORM,
                "--count",
                Integer.toString(devices),
                "--inventory-out",
                folder.resolve("fleet.yaml").toString())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(MOST_MINUTES);
    while (process.isAlive() && !Files.readString(out).contains("ready")) {
      if (System.nanoTime() > deadline) {
        process.destroyForcibly();
      }
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
    if (!process.isAlive()) {
      throw new IllegalStateException("The emulator ended with " + process.exitValue() + ".");
    }
    return process;
  }

  private void run() throws IOException, InterruptedException {
    ShortInventory.cut(folder.resolve("fleet.yaml"));
    GlobalOptions options = new GlobalOptions();
    options.inventory = folder.resolve("fleet.yaml");
    options.state = folder.resolve("state");
    try (Operations operations = Operations.open(options)) {
      Dialer dialer = operations.throttled();
      List<Device> devices = operations.strangers(List.of());
      List<Device> each = new ArrayList<>();
      for (int i = 0; i < sessions; i++) {
        each.add(devices.get(i % devices.size()));
      }
      System.out.printf(
          "%d sessions to %d devices; at the start %d MiB resident%n",
          sessions, devices.size(), highest() / 1024);
      long began = System.nanoTime();
      long cpu = system.getProcessCpuTime();
      List<Conversation> open = Fleet.each(each, device -> connect(operations, dialer, device));
      told("opened", began, cpu, "handshakes");
      began = System.nanoTime();
      cpu = system.getProcessCpuTime();
      SessionSpec spec = operations.deployment().dialect(devices.getFirst()).session();
      Command line = Command.of(spec.prepare().getFirst(), spec.start());
      Fleet.each(open, conversation -> ask(conversation, line));
      told("asked", began, cpu, "commands");
      System.out.printf(
          "%d platform threads, %d MiB of heap in use, %d MiB resident at most%n",
          ManagementFactory.getThreadMXBean().getThreadCount(),
          heap() / 1024 / 1024,
          highest() / 1024);
      open.forEach(Conversation::close);
    }
  }

  private static Conversation connect(Operations operations, Dialer dialer, Device device) {
    try {
      return dialer.connect(device, operations.deployment().dialect(device));
    } catch (SessionException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static String ask(Conversation conversation, Command line) {
    try {
      return conversation.ask(line).output();
    } catch (SessionException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private void told(String what, long began, long cpu, String unit) {
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf(
        "%-6s in %6.1f s, %6.1f s of processor, %6.0f %s/s%n",
        what, seconds, (system.getProcessCpuTime() - cpu) / 1e9, sessions / seconds, unit);
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** The largest resident set that this process has had, in KiB. */
  private static long highest() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    }
  }
}
