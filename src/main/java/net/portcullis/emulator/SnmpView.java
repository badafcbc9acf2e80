package net.portcullis.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.UnsignedInteger32;
import org.snmp4j.smi.Variable;

/**
 * Everything that a device's SNMP agent shows. Scalars are those of the moment; the tables are made
 * anew when the configuration is another one.
 */
final class SnmpView {
  private final EmulatedDevice device;
  private Tables tables = new Tables(-1, false, new TreeMap<>());

  private record Tables(long changes, boolean full, NavigableMap<OID, Variable> values) {
    boolean show(long now, boolean hardwareFull) {
      return changes == now && full == hardwareFull;
    }
  }

  SnmpView(EmulatedDevice device) {
    this.device = device;
  }

  /** What is shown at one moment. */
  record Moment(NavigableMap<OID, Variable> scalars, NavigableMap<OID, Variable> rows) {

    Optional<Variable> at(OID oid) {
      return Optional.ofNullable(scalars.get(oid)).or(() -> Optional.ofNullable(rows.get(oid)));
    }

    /** The first that comes after. */
    Optional<Map.Entry<OID, Variable>> after(OID oid) {
      return Stream.of(scalars, rows)
          .flatMap(values -> Stream.ofNullable(values.higherEntry(oid)))
          .min(Map.Entry.comparingByKey());
    }
  }

  /** The values of this moment. One thread asks at a time. */
  Moment now() {
    // Counted first: what changes in between is made anew next time.
    long changes = device.changes();
    ConfigNode running = device.runningTree();
    boolean full = device.hardwareFull();
    if (!tables.show(changes, full)) {
      tables = new Tables(changes, full, values(running, false));
    }
    return new Moment(values(running, true), tables.values());
  }

  private NavigableMap<OID, Variable> values(ConfigNode running, boolean scalars) {
    NavigableMap<OID, Variable> values = new TreeMap<>();
    NodeScope root = Displays.deviceScope(device);
    for (Platform.SnmpEntry entry : device.platform().snmp()) {
      if (entry.rows().isEmpty() == scalars) {
        add(entry, entry.rows(), running, root, values);
      }
    }
    return values;
  }

  private void add(
      Platform.SnmpEntry entry,
      List<Action.Selector> rows,
      ConfigNode parent,
      NodeScope scope,
      NavigableMap<OID, Variable> values) {
    if (rows.isEmpty()) {
      Optional<String> oid = entry.oid().render(scope);
      Optional<String> value = entry.value().render(scope);
      if (oid.isPresent() && value.isPresent()) {
        values.put(new OID(oid.get()), variable(entry.type(), value.get()));
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
