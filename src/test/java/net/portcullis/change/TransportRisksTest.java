package net.portcullis.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Device.Transport;
import org.junit.jupiter.api.Test;

/** A way to a device that others may listen to is shown before anything is changed through it. */
class TransportRisksTest {
  private static final String TELNET = "Telnet carries the password and every line in clear text.";
  private static final String LEGACY =
      "Old SSH algorithms are allowed for this device (legacy: true).";

  @Test
  void telnetIsARisk() {
    assertThat(risks(Transport.TELNET, false)).contains(TELNET).doesNotContain(LEGACY);
  }

  @Test
  void oldAlgorithmsAreARisk() {
    assertThat(risks(Transport.SSH, true)).contains(LEGACY).doesNotContain(TELNET);
  }

  @Test
  void sshWithAlgorithmsOfTodayIsNone() {
    assertThat(risks(Transport.SSH, false)).doesNotContain(TELNET, LEGACY);
  }

  private static List<String> risks(Transport transport, boolean legacy) {
    try (Scene scene = new Scene()) {
      Device plain = scene.device;
      Device device =
          new Device(
              plain.name(),
              plain.site(),
              plain.host(),
              plain.port(),
              transport,
              plain.profile(),
              plain.hostname(),
              plain.hostKey(),
              plain.credentials(),
              plain.snmp(),
              plain.redundancyGroup(),
              plain.owns(),
              plain.numbers(),
              plain.managementSources(),
              plain.aaaServers(),
              plain.ownAddresses(),
              legacy,
              plain.objectGroups(),
              plain.tags(),
              plain.bindings(),
              plain.place(),
              plain.profilePlace());
      DevicePlan plan =
          scene.planner().plan(device, List.of(scene.wanted(443)), new PlanOptions(false));
      assertThat(plan.status()).isEqualTo(DevicePlan.Status.CHANGE);
      return plan.risks();
    }
  }
}
