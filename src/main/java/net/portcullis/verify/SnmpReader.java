package net.portcullis.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.dialect.Room;
import net.portcullis.dialect.SnmpSpec;
import net.portcullis.dialect.TextPattern;
import net.portcullis.inventory.Device;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;

/** Reads a device's agent and judges what it shows. Changes nothing. */
public final class SnmpReader {
  private static final String SYS_DESCR = "1.3.6.1.2.1.1.1.0";
  private static final String SYS_OBJECT_ID = "1.3.6.1.2.1.1.2.0";
  private static final String SYS_UP_TIME = "1.3.6.1.2.1.1.3.0";
  private static final String SYS_NAME = "1.3.6.1.2.1.1.5.0";

  private final SnmpClient client;
  private final Passwords passwords;

  public SnmpReader(SnmpClient client, Passwords passwords) {
    this.client = client;
    this.passwords = passwords;
  }

  /** What the agent says it is. */
  public sealed interface Identity {
    record Known(String sysObjectId, boolean fits) implements Identity {}

    record Unanswered(String why) implements Identity {}
  }

  /** Asks the agent what it is; absent where the inventory names no agent. */
  public Optional<Identity> identity(Device device, SnmpSpec spec) {
    if (device.snmp().isEmpty()) {
      return Optional.empty();
    }
    try {
      SnmpAgent agent = client.agent(device, passwords);
      String id = agent.get(SYS_OBJECT_ID).map(Variable::toString).orElse("");
      return Optional.of(new Identity.Known(id, fits(id, spec)));
    } catch (SnmpException silent) {
      return Optional.of(new Identity.Unanswered(String.valueOf(silent.getMessage())));
    }
  }

  /**
   * What an agent says of itself.
   *
   * @param sysObjectId dotted decimal
   * @param sysDescr for people
   */
  public record Agent(String sysObjectId, String sysDescr) {
    /** True where a platform's agents answer so. */
    boolean isOne(SnmpSpec spec) {
      return longest(spec) > 0
          && spec.describes().stream().allMatch(words -> describes(words, sysDescr));
    }

    /** How long the longest prefix is that a platform knows; 0 where it knows none. */
    int longest(SnmpSpec spec) {
      return spec.identity().stream()
          .filter(prefix -> isUnder(sysObjectId, prefix))
          .mapToInt(String::length)
          .max()
          .orElse(0);
    }
  }

  /** Who the agent is; absent where the inventory names none, or it does not answer. */
  public Optional<Agent> agent(Device device) {
    if (device.snmp().isEmpty()) {
      return Optional.empty();
    }
    try {
      SnmpAgent agent = client.agent(device, passwords);
      Optional<String> id = agent.get(SYS_OBJECT_ID).map(Variable::toString);
      String description = agent.get(SYS_DESCR).map(SnmpAgent::text).orElse("");
      return id.map(known -> new Agent(known, description));
    } catch (SnmpException silent) {
      return Optional.empty();
    }
  }

  /**
   * How much room the hardware has for lines of lists; empty where the agent does not say, or is
   * not asked.
   */
  public List<Room> rooms(Device device, SnmpSpec spec) {
    if (device.snmp().isEmpty() || spec.resources().isEmpty()) {
      return List.of();
    }
    SnmpSpec.ResourceTable table = spec.resources().get();
    try {
      SnmpAgent agent = client.agent(device, passwords);
      List<Room> rooms = new ArrayList<>();
      for (SnmpAgent.Row row : agent.walk(new OID(table.description()))) {
        String what = SnmpAgent.text(row.value());
        Optional<Variable> total = agent.get(table.total() + "." + row.index());
        long used = 0;
        for (String column : table.taken()) {
          used += agent.get(column + "." + row.index()).map(Variable::toLong).orElse(0L);
        }
        if (total.isPresent() && table.about().stream().anyMatch(words -> words.in(what))) {
          rooms.add(new Room(what, total.get().toLong(), used));
        }
      }
      return rooms;
    } catch (SnmpException silent) {
      return List.of();
    }
  }

  /** Everything that the specification names, each judged. One finding where nothing answers. */
  public List<SnmpFinding> read(Device device, SnmpSpec spec, List<Expected> expected) {
    if (device.snmp().isEmpty()) {
      return List.of();
    }
    try {
      SnmpAgent agent = client.agent(device, passwords);
      List<SnmpFinding> findings = new ArrayList<>();
      identity(agent, device, spec, findings);
      times(agent, spec, findings);
      for (SnmpSpec.Scalar scalar : spec.scalars()) {
        findings.add(plain(agent, scalar.name(), scalar.oid()));
      }
      SnmpTables tables = new SnmpTables(agent, spec);
      findings.addAll(tables.read(expected));
      return findings;
    } catch (SnmpException silent) {
      return List.of(SnmpFinding.hidden("snmp", String.valueOf(silent.getMessage())));
    }
  }

  private static void identity(
      SnmpAgent agent, Device device, SnmpSpec spec, List<SnmpFinding> findings)
      throws SnmpException {
    String id = agent.get(SYS_OBJECT_ID).map(Variable::toString).orElse("");
    findings.add(
        spec.identity().isEmpty()
            ? SnmpFinding.hidden("sysObjectID", id + " (the profile names none to compare with)")
            : SnmpFinding.of("sysObjectID", id, fits(id, spec)));
    Optional<String> words = spec.describes();
    if (words.isPresent()) {
      String description = agent.get(SYS_DESCR).map(SnmpAgent::text).orElse("");
      // It tells platforms of one vendor apart; of a device that was told apart it proves nothing.
      findings.add(
          describes(words.get(), description)
              ? SnmpFinding.of("sysDescr", description, true)
              : SnmpFinding.hidden(
                  "sysDescr",
                  description + " (the profile knows such devices by '" + words.get() + "')"));
    }
    String name = agent.get(SYS_NAME).map(SnmpAgent::text).orElse("");
    findings.add(SnmpFinding.of("sysName", name, name.equalsIgnoreCase(device.expectedHostname())));
  }

  private static boolean describes(String words, String sysDescr) {
    return new TextPattern(words).in(sysDescr);
  }

  private static void times(SnmpAgent agent, SnmpSpec spec, List<SnmpFinding> findings)
      throws SnmpException {
    findings.add(plain(agent, "sysUpTime", SYS_UP_TIME));
    if (spec.runningChanged().isPresent()) {
      findings.add(plain(agent, "running-changed", spec.runningChanged().get()));
    }
    if (spec.saved().isPresent()) {
      findings.add(plain(agent, "saved", spec.saved().get()));
    }
    if (spec.runningChanged().isPresent() && spec.saved().isPresent()) {
      findings.add(unsaved(agent, spec.runningChanged().get(), spec.saved().get()));
    }
  }

  private static SnmpFinding unsaved(SnmpAgent agent, String changed, String saved)
      throws SnmpException {
    Optional<Variable> changedAt = agent.get(changed);
    Optional<Variable> savedAt = agent.get(saved);
    if (changedAt.isEmpty() || savedAt.isEmpty()) {
      return SnmpFinding.hidden("running-saved", "the agent does not show both times");
    }
    boolean isSaved = changedAt.get().toLong() <= savedAt.get().toLong();
    return SnmpFinding.of(
        "running-saved", isSaved ? "saved" : "changed since it was saved", isSaved);
  }

  private static SnmpFinding plain(SnmpAgent agent, String name, String oid) throws SnmpException {
    return agent
        .get(oid)
        .map(value -> new SnmpFinding(name, shown(value), SnmpFinding.Verdict.MATCH))
        .orElseGet(() -> SnmpFinding.hidden(name, "the agent does not show " + oid));
  }

  private static String shown(Variable value) {
    return value instanceof TimeTicks ticks ? ticks.toString() : SnmpAgent.text(value);
  }

  private static boolean fits(String id, SnmpSpec spec) {
    return spec.identity().stream().anyMatch(prefix -> isUnder(id, prefix));
  }

  private static boolean isUnder(String id, String prefix) {
    return id.equals(prefix) || id.startsWith(prefix + ".");
  }
}
