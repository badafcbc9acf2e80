package net.portcullis.emulator;

import java.util.ArrayList;
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
 * Everything that a device's SNMP agent shows. Scalars are those of the moment; the tables are made
 * anew when the configuration is another one.
 */
final class SnmpView {
  private final EmulatedDevice device;
  private final NavigableMap<OID, Value> scalars = new TreeMap<>();
  private Tables tables = new Tables(-1, false, new TreeMap<>());

  private record Tables(long changes, boolean full, NavigableMap<OID, Value> values) {
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
    NodeScope root = Displays.deviceScope(device);
    for (Platform.SnmpEntry entry : device.platform().snmp()) {
      if (entry.rows().isEmpty()) {
        entry.oid().render(root).ifPresent(oid -> scalars.put(new OID(oid), () -> scalar(entry)));
      }
    }
  }

  /** The value at a place. One thread asks at a time. */
  Optional<Variable> at(OID oid) {
    return Optional.ofNullable(scalars.get(oid))
        .or(() -> Optional.ofNullable(values().get(oid)))
        .flatMap(Value::now);
  }

  /** The first value that comes after a place. */
  Optional<VariableBinding> after(OID oid) {
    for (Map.Entry<OID, Value> entry : values().tailMap(oid, false).entrySet()) {
      Optional<Variable> value = entry.getValue().now();
      if (value.isPresent()) {
        return Optional.of(new VariableBinding(entry.getKey(), value.get()));
      }
    }
    return Optional.empty();
  }

  private NavigableMap<OID, Value> values() {
    // Counted first: what changes in between is made anew next time.
    long changes = device.changes();
    boolean full = device.hardwareFull();
    if (!tables.show(changes, full)) {
      NavigableMap<OID, Value> values = new TreeMap<>(scalars);
      ConfigNode running = device.runningTree();
      NodeScope root = Displays.deviceScope(device);
      for (Platform.SnmpEntry entry : device.platform().snmp()) {
        if (!entry.rows().isEmpty()) {
          add(entry, entry.rows(), running, root, values);
        }
      }
      tables = new Tables(changes, full, values);
    }
    return tables.values();
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
