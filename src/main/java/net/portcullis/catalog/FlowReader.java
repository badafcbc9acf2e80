package net.portcullis.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;
import net.portcullis.input.Fields;
import net.portcullis.input.Problems;

/** Reads the flows of one row. */
final class FlowReader {
  private FlowReader() {}

  static List<Flow> read(Fields parent, String key, Vocabulary words, Problems problems) {
    List<Flow> flows = new ArrayList<>();
    for (Fields fields : parent.mappings(key)) {
      flow(fields, words, problems).ifPresent(flows::add);
    }
    return flows;
  }

  private static Optional<Flow> flow(Fields fields, Vocabulary words, Problems problems) {
    int before = problems.count();
    String from = fields.required("from", words::role).orElse("");
    String to = fields.required("to", words::role).orElse("");
    String protocol =
        fields.required("protocol", text -> Fields.oneOf(text, Words.PROTOCOLS)).orElse("");
    Optional<Ranges> sourcePorts = ports(fields, "source-ports");
    Optional<String> parameter = fields.value("parameter", words::parameter);
    Optional<Ranges> ports =
        ports(fields, "ports").or(() -> parameter.map(name -> words.defaultPorts(name)));
    Optional<String> icmp = fields.value("icmp", Words::icmp);
    Optional<String> helper = fields.choice("helper", Words.HELPERS);
    Optional<Basis> basis = fields.required("basis", Words::basis);
    Optional<String> option = fields.value("option", Words::name);
    fields.end();
    if (problems.count() == before) {
      shape(fields, protocol, problems);
    }
    return problems.count() > before
        ? Optional.empty()
        : Optional.of(
            new Flow(
                from,
                to,
                protocol,
                sourcePorts,
                ports,
                icmp,
                helper,
                basis.orElseThrow(),
                parameter,
                option));
  }

  private static Optional<Ranges> ports(Fields fields, String key) {
    List<Range> ranges = fields.values(key, Words::ports);
    return ranges.isEmpty() ? Optional.empty() : Optional.of(Ranges.of(ranges));
  }

  /** Which keys belong together depends on the protocol. */
  private static void shape(Fields fields, String protocol, Problems problems) {
    boolean hasPorts = protocol.equals("tcp") || protocol.equals("udp");
    if (fields.has("ports") && fields.has("parameter")) {
      problems.add(
          fields.place("ports"),
          "The flow has both 'ports' and 'parameter'.",
          "Keep 'parameter': its default gives the ports.");
    }
    boolean anyPorts = fields.has("ports") || fields.has("parameter") || fields.has("source-ports");
    if (hasPorts && !anyPorts) {
      problems.add(
          fields.place(),
          "A flow of " + protocol + " needs ports.",
          "Add 'ports', 'parameter' or 'source-ports'.");
    }
    if (!hasPorts && anyPorts) {
      problems.add(
          fields.place("protocol"),
          "A flow of " + protocol + " has no ports.",
          "Remove its ports, or write tcp or udp.");
    }
    if (fields.has("icmp") != protocol.equals("icmp")) {
      problems.add(
          fields.has("icmp") ? fields.place("icmp") : fields.place(),
          "The key 'icmp' belongs to a flow of icmp, which needs it.",
          "Write 'protocol: icmp' with 'icmp: 8/0', or remove it.");
    }
    if (fields.has("helper") && !hasPorts) {
      problems.add(
          fields.place("helper"), "A flow of " + protocol + " has no helper.", "Remove 'helper'.");
    }
  }
}
