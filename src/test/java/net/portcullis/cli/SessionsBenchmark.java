package net.portcullis.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  private final BenchmarkFleet fleet;
  private final int sessions;
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private SessionsBenchmark(BenchmarkFleet fleet, int sessions) {
    this.fleet = fleet;
    this.sessions = sessions;
  }

  /** Runs it once. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.setProperty("java.util.logging.config.class", QuietLogging.class.getName());
    int sessions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    int devices = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
    List<String> portcullis =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "net.portcullis.cli.Portcullis");
    try (BenchmarkFleet fleet = BenchmarkFleet.start(portcullis, devices)) {
      new SessionsBenchmark(fleet, sessions).run();
    }
  }

  private void run() throws IOException, InterruptedException {
    ShortInventory.cut(fleet.inventory());
    GlobalOptions options = new GlobalOptions();
    options.inventory = fleet.inventory();
    options.state = fleet.folder().resolve("state");
    try (Operations operations = Operations.open(options)) {
      Dialer dialer = operations.throttled();
      List<Device> devices = operations.strangers(List.of());
      List<Device> each = new ArrayList<>();
      for (int i = 0; i < sessions; i++) {
        each.add(devices.get(i % devices.size()));
      }
      System.out.printf(
          "%d sessions to %d devices; at the start %d MiB resident%n",
          sessions, devices.size(), BenchmarkFleet.highest(ProcessHandle.current().pid()) / 1024);
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
          BenchmarkFleet.highest(ProcessHandle.current().pid()) / 1024);
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
}
