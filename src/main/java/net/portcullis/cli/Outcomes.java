package net.portcullis.cli;

import java.io.PrintWriter;
import java.util.List;
import net.portcullis.change.Outcome;
import net.portcullis.report.ChangeReport;
import net.portcullis.report.Json;
import net.portcullis.report.Safe;
import net.portcullis.store.Store;
import net.portcullis.store.StoreException;
import picocli.CommandLine.Model.CommandSpec;

/** Prints how devices ended, as every command that changes them does. */
final class Outcomes {
  private Outcomes() {}

  /**
   * Writes the run's end down and prints how its devices ended; the second also where the store
   * refuses the first, for then nobody else will ever tell.
   *
   * @return what the process ends with
   */
  static ExitStatus end(
      CommandSpec spec,
      GlobalOptions options,
      Store store,
      String run,
      List<Outcome> outcomes,
      ExitStatus status) {
    try {
      store.end(run, status.name());
      return status;
    } catch (StoreException refused) {
      spec.commandLine()
          .getErr()
          .println("portcullis: " + Safe.line(String.valueOf(refused.getMessage())));
      return status.and(ExitStatus.FAILED);
    } finally {
      print(spec, options, run, outcomes);
    }
  }

  private static void print(
      CommandSpec spec, GlobalOptions options, String run, List<Outcome> outcomes) {
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      out.println(Json.text(ChangeReport.outcomes(run, outcomes)));
    } else {
      out.print(ChangeReport.text(run, outcomes, GlobalOptions.columns()));
    }
    out.flush();
  }
}
