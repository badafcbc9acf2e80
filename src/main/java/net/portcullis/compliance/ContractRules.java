package net.portcullis.compliance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Evaluator;
import net.portcullis.acl.Line;
import net.portcullis.acl.Match;
import net.portcullis.acl.Packet;
import net.portcullis.acl.PacketSet;
import net.portcullis.acl.PacketSpace;
import net.portcullis.acl.Verdict;
import net.portcullis.compliance.Finding.Kind;
import net.portcullis.compliance.Finding.Proof;
import net.portcullis.compliance.Finding.Remedy;
import net.portcullis.inventory.Compliance.Contract;
import net.portcullis.inventory.Compliance.Traffic;
import net.portcullis.policy.Crossings;
import net.portcullis.policy.Intent;

/**
 * Contracts of the site's own: what must hold of some packets whatever the catalog says. Each is
 * held against what the device does, at each binding that its packets cross.
 */
final class ContractRules {
  private ContractRules() {}

  static void apply(Subject subject, Intent intent) {
    List<Contract> contracts =
        subject.standards().inventory().compliance().contracts().stream()
            .filter(contract ->
                contract.scope().includes(subject.device())
                    && contract.scope().includes(intent.binding()))
            .toList();
    if (contracts.isEmpty()) {
      return;
    }
    Crossings crossings = subject.standards().crossings();
    Crossings.At at =
        new Crossings.At(subject.device(), intent.binding(), intent.direction(), intent.family());
    AccessList holds =
        Effective.at(subject.running(), intent.binding(), intent.direction(), intent.family());
    for (Contract contract : contracts) {
      List<Match> packets = new ArrayList<>();
      for (Traffic traffic : contract.packets()) {
        crossings.of(contract, traffic, at).ifPresent(packets::add);
      }
      if (!packets.isEmpty()) {
        hold(subject, intent, contract, packets, holds);
      }
    }
  }

  private static void hold(
      Subject subject, Intent intent, Contract contract, List<Match> packets, AccessList holds) {
    PacketSpace space = PacketSpace.of(intent.family());
    PacketSet meant = space.none();
    for (Match match : packets) {
      meant = meant.union(space.of(match));
    }
    PacketSpace.Decided decided = space.decide(holds);
    PacketSet broken = meant.intersect(contract.permit() ? decided.denied() : decided.permitted());
    Optional<Packet> witness = broken.witness(holds);
    String words = contract.permit() ? "must permit" : "must never permit";
    if (witness.isPresent()) {
      Evaluator.Decision decision = Evaluator.evaluate(holds, witness.get());
      subject.add(
          Finding.of(
                  Kind.CONTRACT_BROKEN,
                  Subject.where(intent),
                  "The contract '"
                      + contract.name()
                      + "' says that the device "
                      + words
                      + " this packet, and it "
                      + (contract.permit() ? "denies" : "permits")
                      + " it."
                      + (contract.reason().isEmpty() ? "" : " " + contract.reason()))
              .withSubject(contract.name())
              .withRegion(witness.get().toString())
              .withProof(
                  new Proof(
                      witness.get().toString(),
                      Words.of(contract.permit() ? Verdict.PERMIT : Verdict.DENY),
                      Words.of(decision.verdict())))
              .withEvidence(
                  evidence(decision.line(), holds) + "\n" + contract.place() + ": the contract")
              .withRemedy(
                  Remedy.of(
                      "portcullis explain '"
                          + witness.get()
                          + "' --device "
                          + subject.device().name(),
                      "Correct the device, or the contract where the allowlist is right.")));
      return;
    }
    meant
        .intersect(decided.unknown())
        .witness(holds)
        .ifPresent(packet ->
            subject.add(
                Finding.of(
                        Kind.UNPROVED,
                        Subject.where(intent),
                        "Whether the contract '"
                            + contract.name()
                            + "' holds is not known: a line was not understood.")
                    .withSubject("contract " + contract.name())
                    .withProof(
                        new Proof(
                            packet.toString(), contract.permit() ? "permit" : "deny", "unknown"))));
  }

  private static String evidence(Optional<Line> line, AccessList holds) {
    return line.map(it -> Subject.evidence(it.origin().number(), it.origin().text()))
        .orElse(holds.name() + ": no line matches; the default is " + Words.of(holds.otherwise()));
  }
}
