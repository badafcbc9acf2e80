package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.portcullis.change.Fleet;
import net.portcullis.emulator.EmulatedDevice;
import net.portcullis.emulator.Emulators.Batch;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import net.portcullis.inventory.Device;
import net.portcullis.session.Conversation;
import net.portcullis.session.Dialer;
import net.portcullis.session.SessionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Neither an emulated device nor a device that is worked on takes a thread of the operating
 * system's. Both sides are in this process, and the JVM's count leaves virtual threads out.
 */
class FleetThreadsIT {
  private static final String PLATFORM = "h3c-comware7";
  private static final int FEW = 100;

  /** What a session may keep, the client's and the device's side together. */
  private static final long MOST_BYTES = 256 * 1024;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  @TempDir private Path folder;

  /** Four sessions a device, for each device takes a few ports. */
  @Test
  void twoThousandSessionsAreOpenAtOnce() throws Exception {
    int count = 500;
    int each = 4;
    try (EmulatedFleet fleet =
        EmulatedFleet.small(folder, Options.of(PLATFORM, count, Transport.SSH))) {
      assertThat(fleet.emulators().devices()).hasSize(count);
      assertThat(threads.getThreadCount()).isLessThan(FEW);
      GlobalOptions options = new GlobalOptions();
      options.inventory = fleet.inventory();
      options.state = fleet.state();
      try (Operations operations = Operations.open(options)) {
        Dialer dialer = operations.throttled();
        List<Device> devices = new ArrayList<>();
        for (int i = 0; i < each; i++) {
          devices.addAll(operations.strangers(List.of()));
        }
        long before = heap();
        List<Conversation> open =
            Fleet.each(devices, device -> connect(operations, dialer, device));
        assertThat(open).hasSize(count * each);
        assertThat(fleet.emulators().devices())
            .allSatisfy(device -> assertThat(device.sessions()).isEqualTo(each));
        assertThat(threads.getThreadCount()).isLessThan(FEW);
        long took = (heap() - before) / open.size();
        System.out.println("FleetThreadsIT: a session takes " + took + " bytes on both sides");
        assertThat(took).isLessThan(MOST_BYTES);
        open.forEach(Conversation::close);
      }
    }
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static Conversation connect(Operations operations, Dialer dialer, Device device) {
    try {
      return dialer.connect(device, operations.deployment().dialect(device));
    } catch (SessionException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Test
  void aPushTakesFewerThreadsThanDevices() throws Exception {
    int each = 50;
    Options options =
        Options.of(PLATFORM, 1, Transport.SSH)
            .withBatches(
                List.of(
                    new Batch(PLATFORM, "s", each, Transport.SSH),
                    new Batch(PLATFORM, "t", each, Transport.TELNET)));
    try (EmulatedFleet fleet = EmulatedFleet.small(folder, options)) {
      int before = threads.getThreadCount();
      threads.resetPeakThreadCount();
      fleet.run(0, "push", "--yes");
      assertThat(fleet.emulators().devices())
          .extracting(EmulatedDevice::running)
          .allSatisfy(running -> assertThat(running).contains("packet-filter name PORTCULLIS"));
      assertThat(threads.getPeakThreadCount() - before).isLessThan(each / 2);
    }
  }
}
