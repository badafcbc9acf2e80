package net.portcullis.compliance;

import java.util.List;
import java.util.Set;
import net.portcullis.compliance.Finding.Kind;
import net.portcullis.compliance.Finding.Remedy;
import net.portcullis.inventory.Compliance.Forbidden;
import net.portcullis.inventory.Device;

/** By which protocols a device is managed, and lets itself be managed. */
final class ManagementRules {
  private ManagementRules() {}

  static void apply(Subject subject) {
    Device device = subject.device();
    Set<Forbidden> forbidden = subject.standards().inventory().compliance().forbidden();
    boolean telnet = device.transport() == Device.Transport.TELNET;
    boolean community = device.snmp().orElse(null) instanceof Device.Snmp.V2c;
    for (Forbidden protocol : Forbidden.values()) {
      if (!forbidden.contains(protocol)) {
        continue;
      }
      boolean used =
          switch (protocol) {
            case TELNET -> telnet;
            case SNMP_V2C -> community;
            case SNMP_V1 -> false;
          };
      if (used) {
        subject.add(
            Finding.of(
                    Kind.FORBIDDEN_MANAGEMENT,
                    "management",
                    "Portcullis itself reaches the device by "
                        + protocol.text()
                        + ", which the inventory forbids.")
                .withSubject("ours " + protocol.text())
                .withEvidence(device.place().toString())
                .withRemedy(
                    Remedy.of(
                        protocol == Forbidden.TELNET
                            ? "Enable SSH on the device, and write 'transport: ssh'."
                            : "Set up SNMPv3 on the device and in the inventory.")));
      }
      for (String line : subject.dialect().managedBy(protocol.text(), subject.running())) {
        subject.add(served(protocol, line));
      }
    }
    if (telnet && !forbidden.contains(Forbidden.TELNET)) {
      subject.add(
          Finding.of(
                  Kind.CLEAR_TEXT,
                  "management",
                  "The device is managed over Telnet: passwords travel in clear text.")
              .withSubject("telnet"));
    }
    if (community && !forbidden.contains(Forbidden.SNMP_V2C)) {
      subject.add(
          Finding.of(
                  Kind.CLEAR_TEXT,
                  "management",
                  "SNMP version 2c is used: the community travels in clear text.")
              .withSubject("snmp"));
    }
  }

  /** A community is a password: the line is told up to the word before it. */
  private static Finding served(Forbidden protocol, String line) {
    List<String> words = List.of(line.split(" ", -1));
    int secret = words.indexOf("community") + 1;
    String told =
        secret > 0 && secret < words.size()
            ? String.join(" ", words.subList(0, secret)) + " (the rest is not shown)"
            : line;
    return Finding.of(
            Kind.FORBIDDEN_MANAGEMENT,
            "management",
            "The device lets itself be managed by "
                + protocol.text()
                + ", which the inventory forbids.")
        .withSubject(protocol.text() + " " + Digest.of(line).substring(0, 16))
        .withEvidence(told)
        .withRemedy(Remedy.of("Remove the line from the device's configuration, and save."));
  }
}
