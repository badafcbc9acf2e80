package net.portcullis.emulator;

import java.util.ArrayList;
import java.util.List;
import net.portcullis.input.Fields;
import net.portcullis.input.Node;
import net.portcullis.input.Problems;

/** Reads what the SNMP agent shows. */
final class SnmpReader {
  private static final List<String> TYPES =
      List.of("integer", "unsigned", "counter64", "text", "object", "ticks");

  private final Problems problems;
  private final ActionReader actions;

  SnmpReader(Problems problems, ActionReader actions) {
    this.problems = problems;
    this.actions = actions;
  }

  List<Platform.SnmpEntry> read(Fields fields) {
    List<Platform.SnmpEntry> entries = new ArrayList<>();
    for (Fields each : fields.mappings("snmp")) {
      if (each.has("entry")) {
        table(each, entries);
      } else {
        String oid = each.text("oid");
        add(each, List.of(), oid, entries);
      }
      each.end();
    }
    return entries;
  }

  private void table(Fields fields, List<Platform.SnmpEntry> entries) {
    List<Action.Selector> rows = new ArrayList<>();
    for (Fields row : fields.mappings("each")) {
      rows.add(actions.selector(row));
      row.end();
    }
    String entry = fields.text("entry");
    String index = fields.text("index");
    fields
        .mapping("columns")
        .ifPresent(columns -> {
          for (Node.Entry column : columns.all()) {
            Fields value = Fields.of(column.value(), problems);
            add(value, rows, entry + "." + column.key().text() + "." + index, entries);
            value.end();
          }
        });
  }

  private static void add(
      Fields fields, List<Action.Selector> rows, String oid, List<Platform.SnmpEntry> entries) {
    for (String type : TYPES) {
      fields
          .value(type, Template::parse)
          .ifPresent(
              value -> entries.add(new Platform.SnmpEntry(rows, Template.parse(oid), type, value)));
    }
  }
}
