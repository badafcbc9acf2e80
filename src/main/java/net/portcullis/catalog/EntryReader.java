package net.portcullis.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.portcullis.acl.Range;
import net.portcullis.input.Fields;
import net.portcullis.input.Node;
import net.portcullis.input.Problems;

/** Reads one row and its flows. */
final class EntryReader {
  private static final int MOST_ROWS = 999;

  private EntryReader() {}

  static Entry read(Fields entry, String component, Vocabulary words, Problems problems) {
    String id = entry.required("id", Words::name).orElse("");
    boolean internal =
        entry
            .required("scope", text -> Fields.oneOf(text, List.of("external", "internal")))
            .filter("internal"::equals)
            .isPresent();
    String section = entry.required("section", Words::section).orElse("");
    int row = entry.required("row", text -> Fields.parseInteger(text, 1, MOST_ROWS)).orElse(0);
    List<String> protocols = entry.values("protocols", EntryReader::protocol);
    List<String> ports = entry.values("ports", text -> Words.ports(text).toString());
    List<String> processes = entry.texts("processes");
    Optional<Entry.Parameter> parameter = Parameters.read(entry);
    List<Flow> flows = FlowReader.read(entry, "flows", words, problems);
    Optional<Fields> erratum = entry.mapping("erratum");
    List<Flow> seedFlows =
        erratum
            .map(fields -> FlowReader.read(fields, "flows-as-stated", words, problems))
            .orElse(List.of());
    Entry read =
        new Entry(
            id,
            component,
            section,
            internal ? Entry.Scope.INTERNAL : Entry.Scope.EXTERNAL,
            row,
            protocols,
            ports,
            entry.choice("direction", Words.DIRECTIONS),
            processes,
            entry.texts("modules"),
            flows,
            seedFlows,
            erratum.map(fields -> erratum(fields, seedFlows, problems)),
            parameter,
            entry.value("option", Words::name),
            entry.choice("when", Words.INSTALLATIONS),
            installations(entry, processes, problems),
            entry.value("served-by", Words::name),
            Words.bilingual(entry, "description", problems),
            entry.place());
    entry.end();
    flowsFitPorts(entry, read, problems);
    return read;
  }

  private static String protocol(String text) {
    return Fields.oneOf(text, Words.PROTOCOLS);
  }

  private static Entry.Erratum erratum(Fields fields, List<Flow> seedFlows, Problems problems) {
    List<String> protocols = fields.values("protocols", EntryReader::protocol);
    List<String> ports =
        fields.values("ports", Words::ports).stream().map(Range::toString).toList();
    Map<String, String> reasons = Words.bilingual(fields, "reason", problems);
    fields.end();
    boolean corrects = !protocols.isEmpty() || !ports.isEmpty();
    if (corrects && seedFlows.isEmpty()) {
      problems.add(
          fields.place(),
          "The erratum corrects a value, but 'flows-as-stated' is missing.",
          "Write the flows that the uncorrected value would give.");
    }
    if (!corrects && !seedFlows.isEmpty()) {
      problems.add(
          fields.place("flows-as-stated"),
          "The erratum corrects nothing, so its flows cannot differ.",
          "Remove 'flows-as-stated', or add the corrected protocols or ports.");
    }
    return new Entry.Erratum(protocols, ports, reasons);
  }

  private static Map<String, String> installations(
      Fields entry, List<String> processes, Problems problems) {
    Map<String, String> installations = new LinkedHashMap<>();
    Optional<Fields> fields = entry.mapping("installations");
    for (Node.Entry one : fields.map(Fields::all).orElse(List.of())) {
      String process = one.key().text();
      if (!processes.contains(process)) {
        problems.add(
            one.key().place(),
            "'" + process + "' is not among this row's processes.",
            Fields.nearest(process, processes)
                .map(near -> "Did you mean '" + near + "'?")
                .orElse("Name one of them: " + String.join(", ", processes) + "."));
      }
      fields
          .flatMap(mapping -> mapping.choice(process, Words.INSTALLATIONS))
          .ifPresent(when -> installations.put(process, when));
    }
    return installations;
  }

  /** An entry without ports is for protocols that have none, and the other way round. */
  private static void flowsFitPorts(Fields fields, Entry entry, Problems problems) {
    boolean portless = entry.protocols().contains("icmp") || entry.protocols().contains("ip");
    if (portless && !entry.ports().isEmpty()) {
      problems.add(
          fields.place("ports"),
          "A row of " + String.join(", ", entry.protocols()) + " has no ports.",
          "Remove 'ports'.");
    }
    if (!portless && !fields.has("ports")) {
      problems.add(fields.place(), "The key 'ports' is missing here.", "Add 'ports: [...]'.");
    }
  }
}
