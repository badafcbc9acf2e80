package net.portcullis.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;
import net.portcullis.input.Fields;
import net.portcullis.input.Node;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;

/** Reads how the catalog is applied, and port lists. */
final class OptionsReader {
  private final Map<String, Place> places;

  OptionsReader(Map<String, Place> places) {
    this.places = places;
  }

  Inventory.Options read(Optional<Fields> given, Map<String, Ranges> parameters) {
    if (given.isEmpty()) {
      return new Inventory.Options(
          true, Set.of(), false, parameters, Set.of(), false, false, false);
    }
    Fields fields = given.get();
    Inventory.Options options =
        new Inventory.Options(
            fields
                .choice("errata", List.of("corrected", "seed"))
                .orElse("corrected")
                .equals("corrected"),
            names(fields, "errata-exceptions"),
            fields.flag("strict-servers", false),
            parameters,
            names(fields, "drop"),
            fields.flag("supplement", false),
            fields.flag("allow-empty", false),
            fields.flag("force-any", false));
    fields.end();
    return options;
  }

  private Set<String> names(Fields fields, String key) {
    for (Node item : fields.items(key)) {
      if (item instanceof Node.Scalar scalar) {
        places.put("options." + key + "." + scalar.text(), scalar.place());
      }
    }
    return Set.copyOf(fields.values(key, Names::plain).stream().distinct().toList());
  }

  /** Ports of one value or a list: {@code 9080}, {@code 161-162}, {@code [80, 443]}. */
  static Optional<Ranges> ports(Node node, Problems problems) {
    int before = problems.count();
    List<Range> ranges = new ArrayList<>();
    // A value alone has no key to be looked up by, so it is read as the only field of a mapping.
    Node.Scalar key = new Node.Scalar(node.place(), "ports", false);
    Node.Mapping holder = new Node.Mapping(node.place(), List.of(new Node.Entry(key, node)));
    ranges.addAll(Fields.of(holder, problems).values("ports", OptionsReader::portRange));
    if (ranges.isEmpty() && problems.count() == before) {
      problems.add(node.place(), "No port stands here.", "Write a port such as 9080.");
    }
    return ranges.isEmpty() || problems.count() > before
        ? Optional.empty()
        : Optional.of(Ranges.of(ranges));
  }

  /** A port or a range of ports from 1 to 65535. */
  static Range portRange(String text) {
    Range range = Range.parse(text);
    if (range.low() == 0) {
      throw new IllegalArgumentException("0 is no port.\nWrite a port from 1 to 65535.");
    }
    return range;
  }
}
