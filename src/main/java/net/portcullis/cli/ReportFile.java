package net.portcullis.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import net.portcullis.input.Fields;
import net.portcullis.input.InvalidInputException;
import net.portcullis.input.Place;
import net.portcullis.report.CheckReport;
import net.portcullis.report.CheckRun;
import net.portcullis.report.HtmlReport;
import net.portcullis.report.JUnitReport;
import net.portcullis.report.Json;
import net.portcullis.report.PrometheusReport;
import net.portcullis.report.SarifReport;

/** A report that somebody wants written: its form, and the file. */
record ReportFile(String form, Path file) {
  private static final List<String> FORMS = List.of("html", "junit", "sarif", "prometheus", "json");

  /**
   * Reads FORM:FILE.
   *
   * @param place where the text stands
   * @throws InvalidInputException where it is no such text, or the file cannot be written
   */
  static ReportFile of(String text, Place place) {
    int colon = text.indexOf(':');
    if (colon < 1 || colon == text.length() - 1) {
      throw new InvalidInputException(
          place, "'" + text + "' is not FORM:FILE.", "Write for example html:compliance.html.");
    }
    String form = text.substring(0, colon);
    if (!FORMS.contains(form)) {
      throw new InvalidInputException(
          place,
          "'" + form + "' is not a form of report.",
          Fields.nearest(form, FORMS)
              .map(near -> "Did you mean '" + near + "'?")
              .orElse("Choose one of: " + String.join(", ", FORMS) + "."));
    }
    Path file = Path.of(text.substring(colon + 1));
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
      throw new InvalidInputException(
          place,
          file + " cannot be written.",
          "Name a file in a folder that exists and can be written to.");
    }
    return new ReportFile(form, file);
  }

  /** Writes what was found; a reader of the file never sees half a report. */
  void write(CheckRun run) {
    String text =
        switch (form) {
          case "html" -> HtmlReport.render(run);
          case "junit" -> JUnitReport.render(run.checks());
          case "sarif" -> SarifReport.render(run);
          case "prometheus" -> PrometheusReport.render(run.checks());
          default -> Json.text(CheckReport.json(run)) + "\n";
        };
    try {
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(draft, text);
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw new InvalidInputException(
          Place.start(file.toString()),
          "The report cannot be written (" + failed.getClass().getSimpleName() + ").",
          "Check the folder's space and permissions.");
    }
  }
}
