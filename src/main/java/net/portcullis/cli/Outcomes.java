package net.portcullis.cli;

import java.io.PrintWriter;
import java.util.List;
import net.portcullis.change.Outcome;
import net.portcullis.report.ChangeReport;
import net.portcullis.report.Json;
import picocli.CommandLine.Model.CommandSpec;

/** Prints how devices ended, as every command that changes them does. */
final class Outcomes {
  private Outcomes() {}

  static void print(CommandSpec spec, GlobalOptions options, String run, List<Outcome> outcomes) {
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      out.println(Json.text(ChangeReport.outcomes(run, outcomes)));
    } else {
      out.print(ChangeReport.text(run, outcomes, GlobalOptions.columns()));
    }
    out.flush();
  }
}
