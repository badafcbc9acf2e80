package net.portcullis.compliance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.portcullis.compliance.Finding.Kind;
import net.portcullis.compliance.Finding.Proof;
import net.portcullis.inventory.Device;
import net.portcullis.verify.Probe;
import net.portcullis.verify.ProbeVerdict;
import net.portcullis.verify.SnmpFinding;
import net.portcullis.verify.Verifier;

/** What was seen from beside a device, as findings. */
public final class ProbeFindings {
  private ProbeFindings() {}

  /** A device's agent and the packets that were sent through it. */
  public static DeviceCheck of(Verifier.Seen seen, Instant at) {
    Device device = seen.device();
    List<Finding> findings = new ArrayList<>();
    for (SnmpFinding each : seen.snmp()) {
      switch (each.verdict()) {
        case DIFFERS ->
            findings.add(
                Finding.of(
                    Kind.SNMP_DISAGREES,
                    FindingHistory.BESIDE + each.name(),
                    "The agent shows something else than was intended: " + each.value()));
        case NOT_VERIFIABLE ->
            findings.add(
                Finding.of(
                        Kind.UNPROVED,
                        FindingHistory.BESIDE + each.name(),
                        "The agent does not show it: " + each.value())
                    .withSeverity(Finding.Severity.INFO));
        case MATCH -> {}
      }
    }
    for (Probe.Result each : seen.probes()) {
      String packet = each.probe().packet().toString();
      String where = FindingHistory.BESIDE + "probe from " + each.probe().vantage();
      if (each.contradicts()) {
        boolean open = each.probe().open();
        findings.add(
            Finding.of(
                    Kind.PROBES_DISAGREE,
                    where,
                    packet
                        + (open ? " must arrive and does not: " : " must not arrive and does: ")
                        + each.why())
                .withSubject(packet)
                .withProof(new Proof(packet, open ? "permit" : "deny", open ? "deny" : "permit")));
      } else if (each.verdict() == ProbeVerdict.INCONCLUSIVE) {
        findings.add(
            Finding.of(Kind.UNPROVED, where, packet + " tells nothing: " + each.why())
                .withSubject(packet)
                .withSeverity(Finding.Severity.INFO));
      }
    }
    return new DeviceCheck(device.name(), device.site(), device.profile(), at, findings);
  }
}
