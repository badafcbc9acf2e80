package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.dialect.SnmpSpec.BindingTable;
import net.portcullis.dialect.SnmpSpec.FamilyIndex;
import net.portcullis.dialect.SnmpSpec.IndexPart;
import net.portcullis.dialect.SnmpSpec.Ready;
import net.portcullis.dialect.SnmpSpec.RuleTable;
import net.portcullis.input.Fields;
import net.portcullis.input.Problems;

/** Reads a profile's {@code snmp} section. */
final class SnmpSpecReader {
  private final Problems problems;

  private SnmpSpecReader(Problems problems) {
    this.problems = problems;
  }

  /** Reads the section; whatever is wrong in it is recorded and reads as absent. */
  static SnmpSpec read(Fields section, Problems problems) {
    return new SnmpSpecReader(problems).spec(section);
  }

  private SnmpSpec spec(Fields section) {
    SnmpSpec spec =
        new SnmpSpec(
            section.values("identity", SnmpSpecReader::oid),
            section.optionalText("describes"),
            section.mappings("scalars").stream().map(SnmpSpecReader::scalar).toList(),
            section.value("running-changed", SnmpSpecReader::oid),
            section.value("saved", SnmpSpecReader::oid),
            section.mappings("rules").stream().map(this::rules).toList(),
            section.mappings("bindings").stream().map(this::bindings).toList(),
            section.mapping("resources").map(SnmpSpecReader::resources),
            section.mapping("extension").map(SnmpSpecReader::extension));
    section.end();
    return spec;
  }

  private static SnmpSpec.Scalar scalar(Fields fields) {
    SnmpSpec.Scalar scalar = new SnmpSpec.Scalar(fields.text("name"), requiredOid(fields, "oid"));
    fields.end();
    return scalar;
  }

  private static SnmpSpec.Extension extension(Fields fields) {
    SnmpSpec.Extension extension =
        new SnmpSpec.Extension(requiredOid(fields, "hash"), requiredOid(fields, "rules"));
    fields.end();
    return extension;
  }

  private static SnmpSpec.ResourceTable resources(Fields fields) {
    SnmpSpec.ResourceTable table =
        new SnmpSpec.ResourceTable(
            requiredOid(fields, "total"),
            fields.values("taken", SnmpSpecReader::oid),
            requiredOid(fields, "description"),
            fields.texts("about").stream().map(TextPattern::new).toList());
    fields.end();
    return table;
  }

  private RuleTable rules(Fields fields) {
    RuleTable table =
        new RuleTable(
            requiredOid(fields, "count"),
            index(fields),
            family(fields),
            fields.mapping("ready").map(ready -> ready(ready, "oid")));
    fields.end();
    return table;
  }

  private BindingTable bindings(Fields fields) {
    List<IndexPart> index = index(fields);
    if (!index.isEmpty()
        && !(index.getLast() instanceof IndexPart.ListName)
        && !(index.getLast() instanceof IndexPart.ListNumber)) {
      problems.add(
          fields.place("index"),
          "The index of a table of bindings does not end in the list.",
          "End it in {name} or {number}.");
    }
    Optional<Fields> direction = fields.mapping("direction");
    BindingTable table =
        new BindingTable(
            requiredOid(fields, "column"),
            index,
            direction.map(numbers -> number(numbers, "in")).orElse(0),
            direction.map(numbers -> number(numbers, "out")).orElse(0),
            family(fields),
            fields.mapping("status").map(status -> ready(status, "column")),
            fields.mapping("ready").map(ready -> ready(ready, "oid")));
    direction.ifPresent(Fields::end);
    fields.end();
    return table;
  }

  private static Ready ready(Fields fields, String key) {
    Ready ready = new Ready(requiredOid(fields, key), number(fields, "good"));
    fields.end();
    return ready;
  }

  private static FamilyIndex family(Fields fields) {
    Optional<Fields> family = fields.mapping("family");
    FamilyIndex numbers =
        new FamilyIndex(
            family.map(each -> number(each, "ipv4")).orElse(0),
            family.map(each -> number(each, "ipv6")).orElse(0));
    family.ifPresent(Fields::end);
    return numbers;
  }

  private static int number(Fields fields, String key) {
    if (!fields.has(key)) {
      fields.text(key);
    }
    return fields.integer(key, 0, Integer.MAX_VALUE).orElse(0);
  }

  private static String requiredOid(Fields fields, String key) {
    if (!fields.has(key)) {
      fields.text(key);
    }
    return fields.value(key, SnmpSpecReader::oid).orElse("0.0");
  }

  private static List<IndexPart> index(Fields fields) {
    if (!fields.has("index")) {
      fields.text("index");
    }
    return fields.value("index", SnmpSpecReader::parts).orElse(List.of());
  }

  private static List<IndexPart> parts(String text) {
    List<IndexPart> parts = new ArrayList<>();
    for (String piece : pieces(text)) {
      parts.add(
          switch (piece) {
            case "{family}" -> new IndexPart.OfFamily();
            case "{direction}" -> new IndexPart.OfDirection();
            case "{interface}" -> new IndexPart.OfInterface();
            case "{name}" -> new IndexPart.ListName();
            case "{number}" -> new IndexPart.ListNumber();
            default -> fixed(piece);
          });
    }
    return parts;
  }

  private static IndexPart fixed(String piece) {
    if (piece.startsWith("{")) {
      throw new IllegalArgumentException(
          "'"
              + piece
              + "' is not a part of an index.\n"
              + "Write numbers, {family}, {direction}, {interface}, {name} or {number}.");
    }
    return new IndexPart.Fixed(Fields.parseInteger(piece, 0, Integer.MAX_VALUE));
  }

  private static String oid(String text) {
    List<String> pieces = pieces(text);
    if (pieces.size() < 2) {
      throw new IllegalArgumentException(
          "'" + text + "' is not an object identifier.\nWrite numbers with dots between them.");
    }
    for (String piece : pieces) {
      Fields.parseInteger(piece, 0, Integer.MAX_VALUE);
    }
    return text;
  }

  private static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    int from = 0;
    for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', from)) {
      pieces.add(text.substring(from, dot));
      from = dot + 1;
    }
    pieces.add(text.substring(from));
    return pieces;
  }
}
