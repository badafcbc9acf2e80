package net.portcullis.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.portcullis.change.Collaborators;
import net.portcullis.change.Fleet;
import net.portcullis.change.Outcome;
import net.portcullis.change.Recovery;
import net.portcullis.inventory.Device;
import net.portcullis.report.Safe;
import net.portcullis.store.Lease;
import net.portcullis.store.TransactionRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "recover",
    description =
        "Finishes or undoes what was interrupted. It may be run again, and on another machine that has the state.",
    mixinStandardHelpOptions = true)
final class RecoverCommand implements Callable<Integer> {
  private final GlobalOptions options;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Option(
      names = "--break-lease",
      paramLabel = "NONCE",
      description =
          "Take this lease from its owner on another machine, once you made sure that it is dead.")
  private Optional<String> breakLease = Optional.empty();

  RecoverCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException {
    Answers.require(yes, spec);
    try (Operations operations = Operations.open(options)) {
      List<TransactionRecord> unfinished = operations.store().unfinished();
      requireLease(operations);
      releaseIdle(operations, unfinished);
      PrintWriter err = spec.commandLine().getErr();
      for (TransactionRecord record : unfinished) {
        err.println(
            Safe.line(
                record.device() + ": run " + record.run() + " left it in state " + record.state()));
      }
      if (!unfinished.isEmpty() && !Answers.yes(yes, "Finish or undo these?")) {
        return ExitStatus.PENDING.code();
      }
      if (unfinished.isEmpty()) {
        err.println("Nothing is left to recover.");
      }
      return recover(operations, unfinished);
    }
  }

  private int recover(Operations operations, List<TransactionRecord> unfinished)
      throws InterruptedException {
    String run = operations.store().begin("recover");
    Collaborators tools =
        operations.tools(spec.commandLine().getErr(), operations.identification());
    Recovery recovery = new Recovery(tools, run);
    List<Device> known = new ArrayList<>();
    List<TransactionRecord> work = new ArrayList<>();
    for (TransactionRecord record : unfinished) {
      Optional<Device> device = operations.deployment().inventory().device(record.device());
      if (device.isPresent()) {
        known.add(device.get());
        work.add(record);
      } else {
        spec.commandLine()
            .getErr()
            .println(
                Safe.line(
                    record.device()
                        + " is no longer in the inventory; put it back to recover it."));
      }
    }
    if (!known.isEmpty()) {
      operations.devices(
          known.stream().map(Device::name).distinct().toList(), spec.commandLine().getErr());
    }
    List<Outcome> outcomes =
        Fleet.each(
            work, record -> one(operations, recovery, record, known.get(work.indexOf(record))));
    ExitStatus status =
        Endings.ofRecovery(outcomes)
            .and(work.size() == unfinished.size() ? ExitStatus.DONE : ExitStatus.NEEDS_ATTENTION);
    return Outcomes.end(spec, options, operations.store(), run, outcomes, status).code();
  }

  private Outcome one(
      Operations operations, Recovery recovery, TransactionRecord record, Device device) {
    boolean force =
        operations.store().leases().stream()
            .anyMatch(lease ->
                lease.device().equals(device.name())
                    && breakLease.filter(lease.nonce()::equals).isPresent());
    try {
      return recovery.run(device, record, force);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Leases whose processes had not begun anything: the dead ones' are taken away. */
  private void releaseIdle(Operations operations, List<TransactionRecord> unfinished) {
    PrintWriter err = spec.commandLine().getErr();
    for (Lease lease : operations.store().leases()) {
      if (unfinished.stream().anyMatch(record -> record.device().equals(lease.device()))) {
        continue;
      }
      boolean asked = breakLease.filter(lease.nonce()::equals).isPresent();
      if (asked || lease.owner().deadHere()) {
        operations.store().discard(lease, asked ? "broken by its nonce" : "its process is dead");
        err.println(
            Safe.line(
                lease.device()
                    + ": nothing was begun, and its lease was given up ("
                    + lease.text()
                    + ")"));
      } else {
        err.println(
            Safe.line(lease.device() + ": held by " + lease.text() + ". " + lease.remedy()));
      }
    }
  }

  /** A nonce that fits nothing is a slip that must not pass for a lease that was broken. */
  private void requireLease(Operations operations) {
    if (breakLease.isPresent()
        && operations.store().leases().stream()
            .noneMatch(lease -> breakLease.get().equals(lease.nonce()))) {
      throw new ParameterException(
          spec.commandLine(),
          "No device is held by a lease with this nonce. A change that meets the lease says its nonce.");
    }
  }
}
