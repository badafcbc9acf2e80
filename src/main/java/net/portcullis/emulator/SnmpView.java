package net.portcullis.emulator;

import java.util.ArrayList;
import java.util.List;
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

/** Everything that a device's SNMP agent shows at a moment. */
final class SnmpView {
  private final EmulatedDevice device;
  private final NavigableMap<OID, Variable> values = new TreeMap<>();

  private SnmpView(EmulatedDevice device) {
    this.device = device;
  }

  static NavigableMap<OID, Variable> of(EmulatedDevice device) {
    SnmpView view = new SnmpView(device);
    NodeScope root = Displays.deviceScope(device);
    for (Platform.SnmpEntry entry : device.platform().snmp()) {
      view.add(entry, entry.rows(), device.runningTree(), root);
    }
    return view.values;
  }

  private void add(
      Platform.SnmpEntry entry, List<Action.Selector> rows, ConfigNode parent, NodeScope scope) {
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
            new NodeScope(device.platform(), chain, scope.more()));
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
