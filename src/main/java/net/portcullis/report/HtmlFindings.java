package net.portcullis.report;

import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import net.portcullis.compliance.DeviceCheck;
import net.portcullis.compliance.Finding;

/** Findings on a page: what, where, since when, which packet shows it, and what to type. */
final class HtmlFindings {
  private static final int MOST_COMMANDS = 300;

  private final Html page;
  private final Language words;

  HtmlFindings(Html page, Language words) {
    this.page = page;
    this.words = words;
  }

  void write(Folded each) {
    Finding finding = each.finding();
    boolean waived = finding.waiver().isPresent();
    String severity = finding.severity().text();
    page.raw("<article id=\"" + each.id() + "\" class=\"" + (waived ? "waived" : severity) + "\">")
        .raw("<h3>")
        .text(words.title(finding.rule()))
        .raw("</h3><p class=\"tags\"><span class=\"tag " + severity + "\">")
        .text(words.say(finding.severity()))
        .raw("</span>");
    finding
        .history()
        .ifPresent(history -> {
          page.raw(" <span class=\"tag\">").text(words.say(history.state().text())).raw("</span>");
          page.raw(" <span class=\"dim\">")
              .text(words.say("Since") + " " + history.since().truncatedTo(ChronoUnit.SECONDS))
              .raw("</span>");
        });
    page.raw("</p>");
    String sentence = words.sentence(finding);
    if (!sentence.isEmpty()) {
      page.raw("<p>").text(sentence).raw("</p>");
    }
    if (words != Language.EN) {
      page.raw("<p class=\"dim\" lang=\"en\">").text(finding.message()).raw("</p>");
    }
    page.raw("<dl>");
    term("Devices");
    page.raw("<dd>");
    page.names(each.devices());
    page.raw("</dd>");
    term("Where", finding.where());
    finding
        .waiver()
        .ifPresent(waiver ->
            term(
                "Waived",
                waiver.owner()
                    + " "
                    + words.say("until")
                    + " "
                    + waiver.expires()
                    + ": "
                    + waiver.reason()));
    finding.proof().ifPresent(this::proof);
    code("All packets", finding.region());
    term("Catalog", String.join(", ", finding.catalog()));
    code("Device lines", finding.evidence());
    code("To mend", steps(each));
    page.raw("</dl>");
    commands(finding.remedy());
    page.raw("</article>\n");
  }

  /** What one device's steps name, they name for all of them. */
  private static String steps(Folded each) {
    String first = each.devices().getFirst().device();
    String all =
        each.devices().stream()
                .limit(Html.NAMES)
                .map(DeviceCheck::device)
                .collect(Collectors.joining(" "))
            + (each.devices().size() > Html.NAMES ? " ..." : "");
    return each.finding().remedy().steps().stream()
        .map(step -> step.endsWith(" " + first) ? step.replace(" " + first, " " + all) : step)
        .collect(Collectors.joining("\n"));
  }

  private void proof(Finding.Proof proof) {
    term("Witness packet");
    page.raw("<dd><code>")
        .text(proof.packet())
        .raw("</code><br>")
        .text(words.say("intended") + ": ")
        .raw("<span class=\"" + proof.intended() + "\">")
        .text(words.say(proof.intended()))
        .raw("</span>; ")
        .text(words.say("the device") + ": ")
        .raw("<span class=\"" + proof.actual() + "\">")
        .text(words.say(proof.actual()))
        .raw("</span></dd>");
  }

  private void commands(Finding.Remedy remedy) {
    if (remedy.commands().isEmpty()) {
      return;
    }
    page.raw("<details><summary>")
        .text(words.say("Commands") + " (" + remedy.commands().size() + ")")
        .raw("</summary><p class=\"dim\">")
        .text(
            words.say(
                remedy.proved()
                    ? "Proved on the model: after these, every packet fares as intended."
                    : "Not proved; look at the plan first."))
        .raw("</p><pre>")
        .text(String.join("\n", remedy.commands().stream().limit(MOST_COMMANDS).toList()))
        .raw("</pre>");
    page.more(remedy.commands().size() - MOST_COMMANDS, "p");
    page.raw("</details>");
  }

  private void term(String name) {
    page.raw("<dt>").text(words.say(name)).raw("</dt>");
  }

  private void term(String name, String value) {
    if (!value.isEmpty()) {
      term(name);
      page.raw("<dd>").text(value).raw("</dd>");
    }
  }

  private void code(String name, String value) {
    if (!value.isEmpty()) {
      term(name);
      page.raw("<dd><pre>").text(value).raw("</pre></dd>");
    }
  }
}
