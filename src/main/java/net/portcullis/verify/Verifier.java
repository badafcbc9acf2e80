package net.portcullis.verify;

import java.util.List;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Inventory.Vantage;
import net.portcullis.policy.Intent;
import net.portcullis.session.Dialer;

/** Looks at devices from beside their command line: agent and packets. Changes nothing. */
public final class Verifier {
  private final SnmpReader snmp;
  private final Prober prober;

  public Verifier(SnmpReader snmp, Prober prober) {
    this.snmp = snmp;
    this.prober = prober;
  }

  /** What was seen of one device. */
  public record Seen(
      Device device, List<SnmpFinding> snmp, List<Probe.Result> probes, List<Observed> observed) {
    public Seen {
      observed = List.copyOf(observed);
      snmp = List.copyOf(snmp);
      probes = List.copyOf(probes);
    }

    /** True where something that was seen is not as it must be. */
    public boolean contradicts() {
      return snmp.stream().anyMatch(finding -> finding.verdict() == SnmpFinding.Verdict.DIFFERS)
          || probes.stream().anyMatch(Probe.Result::contradicts);
    }

    /** True where something that was looked for could not be seen. */
    public boolean unclear() {
      return snmp.stream()
              .anyMatch(finding -> finding.verdict() == SnmpFinding.Verdict.NOT_VERIFIABLE)
          || probes.stream().anyMatch(probe -> probe.verdict() == ProbeVerdict.INCONCLUSIVE)
          || observed.stream().anyMatch(one -> one.packets().isEmpty());
    }

    private Seen with(List<Observed> hits) {
      return new Seen(device, snmp, probes, hits);
    }
  }

  /** Looks whether the device holds these lists, whichever generation, and filters as they say. */
  public Seen verify(Device device, Dialect dialect, List<Intent> intents, List<Vantage> vantages) {
    List<Expected> expected =
        intents.stream().map(intent -> expected(device, dialect, intent)).toList();
    return verify(device, dialect, expected, intents, vantages);
  }

  /** What the device's observing bindings have let through, added to what was seen of it. */
  public static Seen withHits(Seen seen, Dialer dialer, Dialect dialect) {
    return Observed.concerns(seen.device())
        ? seen.with(Observed.read(dialer, seen.device(), dialect))
        : seen;
  }

  /** Looks whether the agent shows just this, and whether packets pass as the intents say. */
  public Seen verify(
      Device device,
      Dialect dialect,
      List<Expected> expected,
      List<Intent> intents,
      List<Vantage> vantages) {
    return new Seen(
        device,
        snmp.read(device, dialect.snmp(), expected),
        prober.send(ProbePlan.of(intents, vantages), vantages),
        List.of());
  }

  private static Expected expected(Device device, Dialect dialect, Intent intent) {
    String any =
        dialect.listName(device.owns(), intent.binding(), intent.direction(), intent.family(), 1);
    return new Expected(
        intent.binding(),
        intent.direction(),
        intent.family(),
        Expected.Lists.any(
            "a list of " + device.owns(),
            name ->
                dialect
                    .generation(
                        name, device.owns(), intent.binding(), intent.direction(), intent.family())
                    .isPresent()),
        dialect.write(any, intent.family(), intent.rules()).lines().size());
  }
}
