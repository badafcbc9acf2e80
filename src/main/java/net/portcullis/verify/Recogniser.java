package net.portcullis.verify;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.SessionSpec;
import net.portcullis.inventory.Device;
import net.portcullis.session.SessionException;
import net.portcullis.session.Stranger;

/**
 * Finds out which of the known platforms a device is: by what its agent says, then by its banner
 * and prompt, then by a line that shows its version. Changes nothing.
 */
public final class Recogniser {
  private final SnmpReader agents;
  private final Door door;

  /** Opens a conversation with a device that may be of any of several platforms. */
  public interface Door {
    Stranger open(Device device, List<SessionSpec> specs) throws SessionException;
  }

  public Recogniser(SnmpReader agents, Door door) {
    this.agents = agents;
    this.door = door;
  }

  /**
   * What was found out.
   *
   * @param left the platforms that the device may be; one where it is known
   * @param seen what the device showed, in sentences
   */
  public record Found(List<Dialect> left, List<String> seen) {
    public Found {
      left = List.copyOf(left);
      seen = List.copyOf(seen);
    }

    /** The profile's name, where it is certain. */
    public Optional<String> profile() {
      return left.size() == 1 ? Optional.of(left.getFirst().name()) : Optional.empty();
    }
  }

  /**
   * Asks a device what it is.
   *
   * @throws SessionException where its command line has to be asked and cannot be
   */
  public Found recognise(Device device, List<Dialect> known) throws SessionException {
    List<String> seen = new ArrayList<>();
    Optional<SnmpReader.Agent> agent = agents.agent(device);
    List<Dialect> left = agent.map(one -> byAgent(one, known, seen)).orElse(known);
    if (left.isEmpty() || (agent.isPresent() && left.size() == 1)) {
      return new Found(left, seen);
    }
    try (Stranger stranger =
        door.open(device, left.stream().map(Dialect::session).distinct().toList())) {
      left = byPrompt(stranger, left, seen);
      return new Found(byVersion(stranger, left, seen), seen);
    }
  }

  private static List<Dialect> byAgent(
      SnmpReader.Agent agent, List<Dialect> known, List<String> seen) {
    seen.add("its agent says " + agent.sysObjectId() + ", '" + shortened(agent.sysDescr()) + "'");
    List<Dialect> fitting = known.stream().filter(each -> agent.isOne(each.snmp())).toList();
    int longest = fitting.stream().mapToInt(each -> agent.longest(each.snmp())).max().orElse(0);
    return fitting.stream().filter(each -> agent.longest(each.snmp()) == longest).toList();
  }

  private static List<Dialect> byPrompt(Stranger stranger, List<Dialect> known, List<String> seen) {
    seen.add("its prompt is '" + shortened(stranger.prompt()) + "'");
    List<Dialect> fitting =
        known.stream().filter(each -> stranger.promptFits(each.session())).toList();
    List<Dialect> greeting =
        fitting.stream().filter(each -> each.recognition().greets(stranger.banner())).toList();
    return greeting.isEmpty() ? fitting : greeting;
  }

  /**
   * Asked even where one is left: a prompt alone may be that of a platform that nobody described.
   */
  private static List<Dialect> byVersion(Stranger stranger, List<Dialect> known, List<String> seen)
      throws SessionException {
    Set<String> lines = new LinkedHashSet<>();
    known.forEach(each -> each.recognition().version().ifPresent(lines::add));
    for (String line : lines) {
      List<String> answer = stranger.ask(line);
      List<Dialect> fitting =
          known.stream()
              .filter(each -> each.recognition().version().equals(Optional.of(line)))
              .filter(each -> each.recognition().saysSo(answer))
              .toList();
      seen.add(
          "'"
              + line
              + "' says '"
              + shortened(
                  answer.stream()
                      .map(String::strip)
                      .filter(it -> !it.isEmpty())
                      .findFirst()
                      .orElse(""))
              + "'");
      if (!fitting.isEmpty()) {
        return fitting;
      }
    }
    return List.of();
  }

  private static String shortened(String text) {
    int most = 80;
    return text.length() <= most ? text : text.substring(0, most) + "...";
  }
}
