package net.portcullis.cli;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import net.portcullis.emulator.EmulatedDevice;
import net.portcullis.emulator.Emulators;
import net.portcullis.emulator.Fault;
import net.portcullis.emulator.InventoryFile;
import net.portcullis.emulator.Time;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "emulator",
    description = "Emulated devices on loopback, for trying things out.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class EmulatorCommand implements Runnable {
  /** What every process may have open; asking costs time at the start. */
  private static final int FEW_FILES = 1024;

  private final GlobalOptions options;
  @Spec private CommandSpec spec = CommandSpec.create();

  EmulatorCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }

  @Command(
      name = "run",
      description = {
        "Starts devices on 127.0.0.1, prints 'ready' when all listen, and runs until it is ended.",
        "They are called PROFILE-0001 and so on; login admin, password portcullis."
      },
      footerHeading = "%nFaults, as [DEVICE/]FAULT@STEP[:N|:*]:%n",
      footer = {
        "STEP is the words that a typed line begins with, or connect, login, timer; the fault",
        "happens at the first such line, at the Nth, or with * at each of them.",
        "  cut-before, cut-after   the connection ends before or after the line is carried out",
        "  reject                  refused with one of the platform's errors",
        "  reject-strangely        refused in words that no platform uses",
        "  ignore                  answered with a prompt, not carried out",
        "  silent-rewrite          carried out without its last condition",
        "  hang, delay             no answer ever, or after five seconds",
        "  question                a question that no platform asks",
        "  noise                   a log line in the middle of the answer",
        "  drop-view               refused, and back in the first view",
        "  reboot, reboot-after    restart with the startup configuration",
        "  flood                   endless output",
        "  hardware-full           what is bound from then on does not filter",
        "  wrong-hostname          the prompt shows another name from then on",
        "  wrong-host-key          at step connect: another host key",
        "  refuse-login            at step login: the password is refused",
        "  never                   at step timer: a rollback timer never fires"
      },
      mixinStandardHelpOptions = true)
  int start(
      @Option(
              names = "--profile",
              paramLabel = "P",
              required = true,
              description = "The platform; may be given more than once.")
          List<String> profiles,
      @Option(
              names = "--count",
              paramLabel = "N",
              defaultValue = "1",
              description = "How many of each (default: 1).")
          int count,
      @Option(
              names = "--transport",
              paramLabel = "ssh|telnet",
              defaultValue = "ssh",
              description = "How they are reached (default: ssh).")
          Transport transport,
      @Option(
              names = "--latency",
              paramLabel = "TIME",
              defaultValue = "0ms",
              converter = TimeConverter.class,
              description = "How late what is typed arrives, such as 50ms.")
          Duration latency,
      @Option(
              names = "--fault",
              paramLabel = "FAULT@STEP",
              converter = FaultConverter.class,
              description = "What goes wrong; see below.")
          @Nullable List<Fault> faults,
      @Option(
              names = "--option",
              paramLabel = "NAME=off",
              description = "Takes a capability away, such as commit-delay=off.")
          @Nullable Map<String, String> settings,
      @Option(
              names = "--inventory-out",
              paramLabel = "FILE",
              description = "Writes an inventory with which every command works on them.")
          Optional<Path> inventory,
      @Option(
              names = "--dump-dir",
              paramLabel = "DIR",
              description = "Keeps each device's NAME.running and NAME.startup there.")
          Optional<Path> dumps)
      throws IOException, InterruptedException {
    if (count < 1 || count > 9999) {
      throw new ParameterException(spec.commandLine(), "--count is from 1 to 9999.");
    }
    requireFiles((long) count * profiles.size());
    List<Emulators.Batch> batches = new ArrayList<>();
    for (String profile : profiles) {
      batches.add(new Emulators.Batch(profile, profile, count, transport.meaning));
    }
    try (Emulators emulators =
        Emulators.start(
            new Emulators.Options(
                batches,
                latency,
                faults == null ? List.of() : faults,
                dumps,
                Optional.of(options.workspace().home().resolve("emulator")),
                settings == null ? new LinkedHashMap<>() : settings,
                Time.real()))) {
      if (inventory.isPresent()) {
        InventoryFile.write(inventory.get(), emulators);
      }
      Runtime.getRuntime().addShutdownHook(new Thread(() -> served(emulators)));
      spec.commandLine().getOut().println("ready");
      spec.commandLine().getOut().flush();
      new CountDownLatch(1).await();
    }
    return ExitStatus.DONE.code();
  }

  /**
   * Refuses more devices than can be served: where no file is free, a login is not even refused.
   * Each device listens on three sockets, and a session takes one more.
   */
  private void requireFiles(long devices) {
    long needed = 4 * devices + 200;
    if (needed > FEW_FILES
        && ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        && needed > system.getMaxFileDescriptorCount()) {
      throw new ParameterException(
          spec.commandLine(),
          devices
              + " devices with one session each need "
              + needed
              + " open files, and this process may have "
              + system.getMaxFileDescriptorCount()
              + ". Raise the limit with 'ulimit -n', or start fewer.");
    }
  }

  private void served(Emulators emulators) {
    long logins = 0;
    long lines = 0;
    for (EmulatedDevice device : emulators.devices()) {
      logins += device.traffic().logins();
      lines += device.traffic().lines();
    }
    spec.commandLine()
        .getErr()
        .println("emulator: served " + logins + " logins, " + lines + " lines");
    spec.commandLine().getErr().flush();
  }

  /** Spelled as on the command line. */
  enum Transport {
    ssh(Emulators.Transport.SSH),
    telnet(Emulators.Transport.TELNET);

    private final Emulators.Transport meaning;

    Transport(Emulators.Transport meaning) {
      this.meaning = meaning;
    }
  }

  /** Reads {@code 50ms} and {@code 2s}. */
  static final class TimeConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      boolean millis = text.endsWith("ms");
      boolean seconds = !millis && text.endsWith("s");
      String digits = text.substring(0, text.length() - (millis ? 2 : seconds ? 1 : 0));
      boolean number = !digits.isEmpty() && digits.length() <= 6;
      for (int i = 0; i < digits.length(); i++) {
        number &= digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
      }
      if (!number || !(millis || seconds)) {
        throw new TypeConversionException(
            "'" + text + "' is no time. Write one such as 50ms or 2s.");
      }
      long amount = Long.parseLong(digits);
      return millis ? Duration.ofMillis(amount) : Duration.ofSeconds(amount);
    }
  }

  /** Reads a fault. */
  static final class FaultConverter implements ITypeConverter<Fault> {
    @Override
    public Fault convert(String text) {
      try {
        return Fault.parse(text);
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException(String.valueOf(wrong.getMessage()).replace('\n', ' '));
      }
    }
  }
}
