package net.portcullis.compliance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Evaluator;
import net.portcullis.acl.Verdict;
import net.portcullis.compliance.Finding.Kind;
import net.portcullis.compliance.Finding.Proof;
import net.portcullis.compliance.Finding.Remedy;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.policy.Intent;
import net.portcullis.verify.Expected;
import net.portcullis.verify.Probe;
import net.portcullis.verify.ProbeVerdict;
import net.portcullis.verify.SnmpFinding;
import net.portcullis.verify.Verifier;

/** Whether what is seen from beside the command line is what the command line shows. */
final class AgentRules {
  /** Told by a rule of its own. */
  private static final String UNSAVED = "running-saved";

  private AgentRules() {}

  /** What the agent must show if it agrees with the command line. */
  static List<Expected> expected(Subject subject) {
    List<Expected> expected = new ArrayList<>();
    for (Intent intent : subject.intents()) {
      List<DeviceConfig.ReadBinding> bound =
          subject
              .running()
              .bound(intent.binding().interfaceName(), intent.direction(), intent.family());
      if (bound.size() > 1) {
        continue;
      }
      Optional<DeviceConfig.ReadList> list =
          bound.stream()
              .findFirst()
              .flatMap(one -> subject.running().list(one.list(), intent.family()));
      expected.add(
          new Expected(
              intent.binding(),
              intent.direction(),
              intent.family(),
              bound.isEmpty()
                  ? Expected.Lists.none()
                  : Expected.Lists.exactly(bound.getFirst().list()),
              list.map(held -> held.written().size()).orElse(0)));
    }
    return expected;
  }

  static void apply(Subject subject, Verifier.Seen seen, boolean agents) {
    for (SnmpFinding finding : agents ? seen.snmp() : List.<SnmpFinding>of()) {
      if (finding.verdict() == SnmpFinding.Verdict.DIFFERS && !finding.name().equals(UNSAVED)) {
        subject.add(
            Finding.of(
                    Kind.SNMP_DISAGREES,
                    "agent",
                    "The agent and the command line disagree on " + finding.name() + ".")
                .withSubject(finding.name())
                .withEvidence("the agent shows: " + finding.value())
                .withRemedy(
                    Remedy.of(
                        "Look at the hardware's state; a list that the agent does not show may not be in force.")));
      }
    }
    for (Probe.Result result : seen.probes()) {
      probe(subject, result);
    }
  }

  /** A probe is held against the lists that stand there: what they must be is told elsewhere. */
  private static void probe(Subject subject, Probe.Result result) {
    boolean inconclusive = result.verdict() == ProbeVerdict.INCONCLUSIVE;
    boolean open =
        result.verdict() == ProbeVerdict.OPEN || result.verdict() == ProbeVerdict.SIMULATED_OPEN;
    Optional<Boolean> said = said(subject, result);
    if (inconclusive || said.isEmpty() || said.get() == open) {
      return;
    }
    subject.add(
        Finding.of(
                Kind.PROBES_DISAGREE,
                "probes",
                "A packet from "
                    + result.probe().vantage()
                    + (open
                        ? " arrived, and the device's list denies it."
                        : " did not arrive, and the device's list permits it."))
            .withSubject(result.probe().vantage() + " " + result.probe().packet())
            .withProof(
                new Proof(
                    result.probe().packet().toString(),
                    said.get() ? "permit" : "deny",
                    open ? "permit" : "deny"))
            .withEvidence(result.verdict().text() + ": " + result.why())
            .withRemedy(
                Remedy.of(
                    open
                        ? "Look for another way around the interface, and whether the list is in force."
                        : "Look whether something else on the way drops the packet.")));
  }

  /** What the lists do with it, of those that it was made for; absent where they differ. */
  private static Optional<Boolean> said(Subject subject, Probe.Result result) {
    Optional<Boolean> said = Optional.empty();
    for (Intent intent : subject.intents()) {
      if (intent.family() != result.probe().packet().family()) {
        continue;
      }
      Verdict meant = Evaluator.evaluate(intent.accessList(), result.probe().packet()).verdict();
      boolean concerned =
          intent.binding().inward(intent.direction())
              && meant == (result.probe().open() ? Verdict.PERMIT : Verdict.DENY);
      if (concerned) {
        AccessList holds =
            Effective.at(subject.running(), intent.binding(), intent.direction(), intent.family());
        Verdict verdict = Evaluator.evaluate(holds, result.probe().packet()).verdict();
        if (verdict == Verdict.UNKNOWN) {
          return Optional.empty();
        }
        said = Optional.of(said.orElse(true) && verdict == Verdict.PERMIT);
      }
    }
    return said;
  }
}
