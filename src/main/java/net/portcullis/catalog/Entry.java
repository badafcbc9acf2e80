package net.portcullis.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.portcullis.input.Place;

/**
 * One row of the source document, or of our supplement, with the flows that follow from it.
 *
 * @param id unique in the catalog, such as {@code plat-ext-10}
 * @param component the component's id, such as {@code plat}
 * @param section the source's section such as {@code 2.1}; {@code supplement} for a row of ours
 * @param row 1-based place in the section's table
 * @param protocols as the source states them; empty where it states none
 * @param ports as the source states them, a parameter's default included: {@code 22}, {@code
 *     161-162}
 * @param direction {@code in}, {@code out} or {@code both} as the source states it
 * @param processes the source's cell, split, without notes
 * @param flows corrected; empty for an internal row between the servers themselves
 * @param seedFlows the flows that the source's own, uncorrected statement would give; empty where
 *     nothing was corrected
 * @param parameter the name of the value that moves this row's ports
 * @param option the name under which a deployment may drop this row, such as {@code telnet}
 * @param when {@code centralised}, {@code distributed} or absent: the installation that has it
 * @param descriptions by language tag, {@code en} and {@code zh}
 */
public record Entry(
    String id,
    String component,
    String section,
    Scope scope,
    int row,
    List<String> protocols,
    List<String> ports,
    Optional<String> direction,
    List<String> processes,
    List<String> modules,
    List<Flow> flows,
    List<Flow> seedFlows,
    Optional<Erratum> erratum,
    Optional<Parameter> parameter,
    Optional<String> option,
    Optional<String> when,
    Map<String, String> descriptions,
    Place place) {

  public Entry {
    protocols = List.copyOf(protocols);
    ports = List.copyOf(ports);
    processes = List.copyOf(processes);
    modules = List.copyOf(modules);
    flows = List.copyOf(flows);
    seedFlows = List.copyOf(seedFlows);
    descriptions = Map.copyOf(descriptions);
  }

  /** External: between the system and the outside. Internal: between its own servers. */
  public enum Scope {
    EXTERNAL,
    INTERNAL
  }

  /**
   * What the source has wrong.
   *
   * @param protocols the true ones; empty where the stated ones stand
   * @param ports the true ones; empty where the stated ones stand
   */
  public record Erratum(List<String> protocols, List<String> ports, String reason) {
    public Erratum {
      protocols = List.copyOf(protocols);
      ports = List.copyOf(ports);
    }
  }

  /** A port that a deployment may move. */
  public record Parameter(String name, String defaultPorts) {}
}
