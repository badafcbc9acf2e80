package net.portcullis.emulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.UnsignedInteger32;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/**
 * Everything that a device's SNMP agent shows. Scalars are those of the moment; a column of a table
 * is made when it is first looked at, and anew when the configuration is another one.
 */
final class SnmpView {
  private final EmulatedDevice device;
  private final NavigableMap<OID, Value> scalars = new TreeMap<>();
  private final List<Column> columns;
  private Tables tables = new Tables(-1, false, new HashMap<>());

  /** What begins with one place, which no other column begins with. */
  private record Column(OID place, List<Platform.SnmpEntry> entries) {}

  private record Tables(long changes, boolean full, Map<OID, NavigableMap<OID, Value>> values) {
    boolean show(long now, boolean hardwareFull) {
      return changes == now && full == hardwareFull;
    }
  }

  /** What stands at a place: said anew each time it is asked for, or absent just now. */
  private interface Value {
    Optional<Variable> now();
  }

  SnmpView(EmulatedDevice device) {
    this.device = device;
    this.columns = columns(device.platform());
    NodeScope root = Displays.deviceScope(device);
    for (Platform.SnmpEntry entry : device.platform().snmp()) {
      if (entry.rows().isEmpty()) {
        entry.oid().render(root).ifPresent(oid -> scalars.put(new OID(oid), () -> scalar(entry)));
      }
    }
  }

  private static List<Column> columns(Platform platform) {
    NavigableMap<OID, List<Platform.SnmpEntry>> byPlace = new TreeMap<>();
    for (Platform.SnmpEntry entry : platform.snmp()) {
      if (!entry.rows().isEmpty()) {
        byPlace.computeIfAbsent(place(entry.oid()), _ -> new ArrayList<>()).add(entry);
      }
    }
    List<Column> columns = new ArrayList<>();
    byPlace.forEach((place, entries) -> {
      if (!columns.isEmpty() && place.startsWith(columns.getLast().place())) {
        columns.getLast().entries().addAll(entries);
      } else {
        columns.add(new Column(place, entries));
      }
    });
    return List.copyOf(columns);
  }

  /** What every place of an entry begins with. */
  private static OID place(Template oid) {
    String text =
        oid.pieces().getFirst() instanceof Template.Piece.Literal(String words) ? words : "";
    return new OID(text.substring(0, Math.max(0, text.lastIndexOf('.'))));
  }

  /** The value at a place. One thread asks at a time. */
  Optional<Variable> at(OID oid) {
    return Optional.ofNullable(scalars.get(oid))
        .or(() ->
            columns.stream()
                .filter(column -> oid.startsWith(column.place()))
                .findFirst()
                .flatMap(column -> Optional.ofNullable(values(column).get(oid))))
        .flatMap(Value::now);
  }

  /** The first value that comes after a place. */
  Optional<VariableBinding> after(OID oid) {
    Optional<VariableBinding> scalar = first(scalars.tailMap(oid, false));
    for (Column column : columns) {
      if (scalar.isPresent() && scalar.get().getOid().compareTo(column.place()) < 0) {
        return scalar;
      }
      if (oid.startsWith(column.place()) || oid.compareTo(column.place()) < 0) {
        Optional<VariableBinding> found = first(values(column).tailMap(oid, false));
        if (found.isPresent()) {
          return scalar.isPresent() && scalar.get().getOid().compareTo(found.get().getOid()) < 0
              ? scalar
              : found;
        }
      }
    }
    return scalar;
  }

  private static Optional<VariableBinding> first(NavigableMap<OID, Value> values) {
    for (Map.Entry<OID, Value> entry : values.entrySet()) {
      Optional<Variable> value = entry.getValue().now();
      if (value.isPresent()) {
        return Optional.of(new VariableBinding(entry.getKey(), value.get()));
      }
    }
    return Optional.empty();
  }

  private NavigableMap<OID, Value> values(Column column) {
    // Counted first: what changes in between is made anew next time.
    long changes = device.changes();
    boolean full = device.hardwareFull();
    if (!tables.show(changes, full)) {
      tables = new Tables(changes, full, new HashMap<>());
    }
    return tables
        .values()
        .computeIfAbsent(
            column.place(),
            _ -> {
              NavigableMap<OID, Value> values = new TreeMap<>();
              ConfigNode running = device.runningTree();
              NodeScope root = Displays.deviceScope(device);
              column.entries().forEach(entry -> add(entry, entry.rows(), running, root, values));
              return values;
            });
  }

  private Optional<Variable> scalar(Platform.SnmpEntry entry) {
    return entry
        .value()
        .render(Displays.deviceScope(device))
        .map(value -> variable(entry.type(), value));
  }

  private void add(
      Platform.SnmpEntry entry,
      List<Action.Selector> rows,
      ConfigNode parent,
      NodeScope scope,
      NavigableMap<OID, Value> values) {
    if (rows.isEmpty()) {
      Optional<String> oid = entry.oid().render(scope);
      Optional<String> value = entry.value().render(scope);
      if (oid.isPresent() && value.isPresent()) {
        Optional<Variable> fixed = Optional.of(variable(entry.type(), value.get()));
        values.put(new OID(oid.get()), () -> fixed);
      }
      return;
    }
    for (ConfigNode node : parent.children()) {
      if (Selectors.selects(rows.getFirst(), node, scope)) {
        List<ConfigNode> chain = new ArrayList<>();
        chain.add(node);
        chain.addAll(scope.chain());
        add(
            entry,
            rows.subList(1, rows.size()),
            node,
            new NodeScope(device.platform(), chain, scope.more()),
            values);
      }
    }
  }

  private static Variable variable(String type, String value) {
    return switch (type) {
      case "integer" -> new Integer32(Integer.parseInt(value));
      case "unsigned" -> new UnsignedInteger32(Long.parseLong(value));
      case "counter64" -> new Counter64(Long.parseLong(value));
      case "object" -> new OID(value);
      case "ticks" -> new TimeTicks(Long.parseLong(value) & 0xFFFF_FFFFL);
      default -> new OctetString(value);
    };
  }
}
