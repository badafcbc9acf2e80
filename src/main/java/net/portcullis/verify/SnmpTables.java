package net.portcullis.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.portcullis.acl.Family;
import net.portcullis.dialect.SnmpSpec;
import net.portcullis.dialect.SnmpSpec.BindingTable;
import net.portcullis.dialect.SnmpSpec.IndexPart;
import net.portcullis.dialect.SnmpSpec.RuleTable;
import net.portcullis.inventory.Direction;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;

/** Finds lists and bindings in an agent's tables. */
final class SnmpTables {
  private static final OID IF_NAME = new OID("1.3.6.1.2.1.31.1.1.1.1");
  private static final OID IF_DESCR = new OID("1.3.6.1.2.1.2.2.1.2");

  private final SnmpAgent agent;
  private final SnmpSpec spec;

  SnmpTables(SnmpAgent agent, SnmpSpec spec) {
    this.agent = agent;
    this.spec = spec;
  }

  /** A list at the end of a row's index. */
  private record Bound(String list, OID index) {}

  List<SnmpFinding> read(List<Expected> expected) throws SnmpException {
    List<SnmpFinding> findings = new ArrayList<>();
    for (Expected each : expected) {
      place(each, findings);
    }
    if (spec.extension().isPresent()) {
      extension(spec.extension().get(), expected, findings);
    }
    return findings;
  }

  private void place(Expected expected, List<SnmpFinding> findings) throws SnmpException {
    String name = "binding " + expected.place();
    if (spec.bindings().isEmpty()) {
      return;
    }
    OptionalInt interfaceIndex = interfaceIndex(expected.binding().interfaceName());
    if (interfaceIndex.isEmpty()) {
      findings.add(
          SnmpFinding.hidden(
              name, "the agent has no interface " + expected.binding().interfaceName()));
      return;
    }
    List<String> lists = new ArrayList<>();
    List<SnmpFinding> refused = new ArrayList<>();
    boolean shown = false;
    boolean busy = false;
    for (BindingTable table : spec.bindings()) {
      Readiness readiness = readiness(table.ready());
      if (readiness == Readiness.BUSY) {
        busy = true;
        continue;
      }
      shown |= readiness == Readiness.READY;
      for (Bound bound : bound(table, interfaceIndex.getAsInt(), expected)) {
        shown = true;
        // A list with a number may stand in two tables, by number and by name.
        if (!lists.contains(bound.list())) {
          lists.add(bound.list());
        }
        status(table, bound, expected).ifPresent(refused::add);
      }
    }
    if (busy || (!shown && !agentHasBindings())) {
      findings.add(
          SnmpFinding.hidden(
              name,
              busy
                  ? "the device is still applying a change"
                  : "the agent shows no bindings at all"));
      return;
    }
    String seen = lists.isEmpty() ? "nothing" : lists.stream().collect(Collectors.joining(", "));
    boolean match = expected.lists().match(lists);
    findings.add(
        SnmpFinding.of(
            name, match ? seen : seen + " instead of " + expected.lists().words(), match));
    findings.addAll(refused);
    for (String list : lists) {
      if (expected.lists().includes().test(list)) {
        findings.add(rules(list, expected));
      }
    }
  }

  /** True where one of the tables has a row for anything: then a missing row means something. */
  private boolean agentHasBindings() throws SnmpException {
    for (BindingTable table : spec.bindings()) {
      if (!agent.walk(new OID(table.column())).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private List<Bound> bound(BindingTable table, int interfaceIndex, Expected expected)
      throws SnmpException {
    OID prefix = new OID();
    for (IndexPart part : table.index()) {
      switch (part) {
        case IndexPart.Fixed fixed -> prefix.append(fixed.number());
        case IndexPart.OfFamily _ -> prefix.append(family(table.family(), expected.family()));
        case IndexPart.OfDirection _ ->
            prefix.append(expected.direction() == Direction.IN ? table.in() : table.out());
        case IndexPart.OfInterface _ -> prefix.append(interfaceIndex);
        case IndexPart.ListName _, IndexPart.ListNumber _ -> {}
      }
    }
    boolean named = table.index().getLast() instanceof IndexPart.ListName;
    List<Bound> found = new ArrayList<>();
    for (SnmpAgent.Row row : agent.walk(new OID(table.column()).append(prefix))) {
      OID index = new OID(prefix).append(row.index());
      name(row.index(), named).ifPresent(list -> found.add(new Bound(list, index)));
    }
    return found;
  }

  private static Optional<String> name(OID index, boolean named) {
    if (!named) {
      return index.size() == 1 && index.get(0) > 0
          ? Optional.of(Integer.toString(index.get(0)))
          : Optional.empty();
    }
    if (index.size() < 2 || index.get(0) != index.size() - 1) {
      return Optional.empty();
    }
    StringBuilder name = new StringBuilder();
    for (int i = 1; i < index.size(); i++) {
      if (index.get(i) < ' ' || index.get(i) > '~') {
        return Optional.empty();
      }
      name.append((char) index.get(i));
    }
    return Optional.of(name.toString());
  }

  /** What the hardware says of a binding, where it is not well. */
  private Optional<SnmpFinding> status(BindingTable table, Bound bound, Expected expected)
      throws SnmpException {
    if (table.status().isEmpty()) {
      return Optional.empty();
    }
    String name = "status " + expected.place();
    Optional<Variable> value =
        agent.get(new OID(table.status().get().oid()).append(bound.index()).toString());
    if (value.isEmpty()) {
      return Optional.of(SnmpFinding.hidden(name, "the agent shows no status of " + bound.list()));
    }
    boolean good = value.get().toString().equals(Integer.toString(table.status().get().value()));
    return good
        ? Optional.empty()
        : Optional.of(
            SnmpFinding.of(
                name, bound.list() + " is not applied in full (" + value.get() + ")", false));
  }

  private SnmpFinding rules(String list, Expected expected) throws SnmpException {
    String name = "rules " + expected.place();
    for (RuleTable table : spec.rules()) {
      Optional<OID> row = row(table, list, expected.family());
      if (row.isEmpty() || readiness(table.ready()) == Readiness.BUSY) {
        continue;
      }
      Optional<Variable> count = agent.get(new OID(table.count()).append(row.get()).toString());
      if (count.isPresent()) {
        boolean match = count.get().toString().equals(Integer.toString(expected.rules()));
        return SnmpFinding.of(
            name,
            match ? count.get().toString() : count.get() + " instead of " + expected.rules(),
            match);
      }
    }
    return SnmpFinding.hidden(name, "the agent does not show how many rules " + list + " has");
  }

  private static Optional<OID> row(RuleTable table, String list, Family family) {
    OID index = new OID();
    for (IndexPart part : table.index()) {
      switch (part) {
        case IndexPart.Fixed fixed -> index.append(fixed.number());
        case IndexPart.OfFamily _ -> index.append(family(table.family(), family));
        case IndexPart.ListName _ -> {
          index.append(list.length());
          list.chars().forEach(index::append);
        }
        case IndexPart.ListNumber _ -> {
          if (!isNumber(list)) {
            return Optional.empty();
          }
          index.append(Integer.parseInt(list));
        }
        case IndexPart.OfDirection _, IndexPart.OfInterface _ -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(index);
  }

  private void extension(
      SnmpSpec.Extension extension, List<Expected> expected, List<SnmpFinding> findings)
      throws SnmpException {
    findings.add(
        agent
            .get(extension.hash())
            .map(hash ->
                new SnmpFinding("filter-hash", SnmpAgent.text(hash), SnmpFinding.Verdict.MATCH))
            .orElseGet(() -> SnmpFinding.hidden("filter-hash", "the agent has no such extension")));
    Optional<String> rules = agent.get(extension.rules()).map(SnmpAgent::text);
    if (rules.isEmpty()) {
      findings.add(SnmpFinding.hidden("filter-rules", "the agent has no such extension"));
      return;
    }
    int wanted =
        expected.stream().filter(each -> !each.lists().nothing()).mapToInt(Expected::rules).sum();
    boolean match = rules.get().equals(Integer.toString(wanted));
    findings.add(
        SnmpFinding.of(
            "filter-rules", match ? rules.get() : rules.get() + " instead of " + wanted, match));
  }

  private OptionalInt interfaceIndex(String name) throws SnmpException {
    for (OID column : List.of(IF_NAME, IF_DESCR)) {
      TreeSet<Integer> found = new TreeSet<>();
      for (SnmpAgent.Row row : agent.walk(column)) {
        if (SnmpAgent.text(row.value()).equalsIgnoreCase(name) && row.index().size() == 1) {
          found.add(row.index().get(0));
        }
      }
      if (!found.isEmpty()) {
        return OptionalInt.of(found.first());
      }
    }
    return OptionalInt.empty();
  }

  /** Whether a table can be relied upon; older agents have nothing that says so. */
  private enum Readiness {
    READY,
    UNSAID,
    BUSY
  }

  private Readiness readiness(Optional<SnmpSpec.Ready> ready) throws SnmpException {
    if (ready.isEmpty()) {
      return Readiness.UNSAID;
    }
    Optional<Variable> value = agent.get(ready.get().oid());
    if (value.isEmpty()) {
      return Readiness.UNSAID;
    }
    return value.get().toString().equals(Integer.toString(ready.get().value()))
        ? Readiness.READY
        : Readiness.BUSY;
  }

  private static int family(SnmpSpec.FamilyIndex numbers, Family family) {
    return family == Family.IPV4 ? numbers.ipv4() : numbers.ipv6();
  }

  private static boolean isNumber(String list) {
    return !list.isEmpty()
        && list.length() <= 9
        && list.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
