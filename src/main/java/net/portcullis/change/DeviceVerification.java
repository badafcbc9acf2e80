package net.portcullis.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Inventory.Vantage;
import net.portcullis.policy.Intent;
import net.portcullis.verify.Expected;
import net.portcullis.verify.Probe;
import net.portcullis.verify.ProbeVerdict;
import net.portcullis.verify.SnmpFinding;
import net.portcullis.verify.SnmpReader;
import net.portcullis.verify.Verifier;

/** Looks through the agent and with probes. */
public final class DeviceVerification implements Verification {
  /** Between the swap and the save the agent rightly says that something is not saved. */
  private static final String UNSAVED = "running-saved";

  private final SnmpReader snmp;
  private final Verifier verifier;
  private final Function<Device, List<Intent>> intents;
  private final List<Vantage> vantages;

  /**
   * @param intents what probes are made from: what a device will hold when its change is done; none
   *     where that is not policy's
   */
  public DeviceVerification(
      SnmpReader snmp,
      Verifier verifier,
      Function<Device, List<Intent>> intents,
      List<Vantage> vantages) {
    this.snmp = snmp;
    this.verifier = verifier;
    this.intents = intents;
    this.vantages = List.copyOf(vantages);
  }

  @Override
  public Optional<Identity> identity(Device device, Dialect dialect) {
    return snmp.identity(device, dialect.snmp())
        .map(identity ->
            switch (identity) {
              case SnmpReader.Identity.Known known -> new Identity.Known(known.sysObjectId());
              case SnmpReader.Identity.Unanswered silent -> new Identity.Unanswered(silent.why());
            });
  }

  @Override
  public Result verify(Device device, Dialect dialect, List<Expected> expected, boolean policys) {
    List<Intent> probed = policys ? intents.apply(device) : List.of();
    Verifier.Seen seen = verifier.verify(device, dialect, expected, probed, vantages);
    List<String> failed = new ArrayList<>();
    List<String> inconclusive = new ArrayList<>();
    for (SnmpFinding finding : seen.snmp()) {
      String sentence = "The agent shows for " + finding.name() + ": " + finding.value() + ".";
      switch (finding.verdict()) {
        case MATCH -> {}
        case DIFFERS -> {
          if (!finding.name().equals(UNSAVED)) {
            failed.add(sentence);
          }
        }
        case NOT_VERIFIABLE -> inconclusive.add(sentence);
      }
    }
    for (Probe.Result probe : seen.probes()) {
      String sentence =
          "The probe "
              + probe.probe().packet()
              + " from "
              + probe.probe().vantage()
              + " should be "
              + (probe.probe().open() ? "open" : "blocked")
              + " and is "
              + probe.verdict().text()
              + ".";
      if (probe.contradicts()) {
        failed.add(sentence);
      } else if (probe.verdict() == ProbeVerdict.INCONCLUSIVE) {
        inconclusive.add(sentence);
      }
    }
    return new Result(failed, inconclusive);
  }
}
