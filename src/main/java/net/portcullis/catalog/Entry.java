package net.portcullis.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.portcullis.acl.Ranges;
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
 * @param modules the source's cell, split at its line ends
 * @param flows corrected; those of an internal row lead from {@code imc} to {@code imc}
 * @param seedFlows the flows that the source's own, uncorrected statement would give; empty where
 *     nothing was corrected
 * @param parameter the name of the value that moves this row's ports
 * @param option the name under which a deployment may drop this row, such as {@code telnet}
 * @param when {@code centralised}, {@code distributed} or absent: the installation that has it. It
 *     tells the reader and {@link Conflicts}; no row is dropped by it, as the number of servers
 *     does not tell which component was installed apart
 * @param installations processes that exist only in a {@code centralised} or only in a {@code
 *     distributed} installation
 * @param servedBy the component whose process listens for this row: it claims no port of its own
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
    Map<String, String> installations,
    Optional<String> servedBy,
    Map<String, String> descriptions,
    Place place) {

  public Entry {
    protocols = List.copyOf(protocols);
    ports = List.copyOf(ports);
    processes = List.copyOf(processes);
    modules = List.copyOf(modules);
    flows = List.copyOf(flows);
    seedFlows = List.copyOf(seedFlows);
    installations = Map.copyOf(installations);
    descriptions = Map.copyOf(descriptions);
  }

  /** An entry whose processes exist in every installation. */
  public Entry(
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
    this(
        id,
        component,
        section,
        scope,
        row,
        protocols,
        ports,
        direction,
        processes,
        modules,
        flows,
        seedFlows,
        erratum,
        parameter,
        option,
        when,
        Map.of(),
        Optional.empty(),
        descriptions,
        place);
  }

  /**
   * The flows of this row in one deployment.
   *
   * @param corrected false takes the source document at its word
   * @param values what the deployment sets: a parameter's name to its ports
   * @param dropped options whose rows and flows the deployment leaves out, and ids of such rows
   */
  public List<Flow> flows(boolean corrected, Map<String, Ranges> values, Set<String> dropped) {
    if (dropped.contains(id) || option.filter(dropped::contains).isPresent()) {
      return List.of();
    }
    return (corrected || seedFlows.isEmpty() ? flows : seedFlows)
        .stream()
            .filter(flow -> flow.option().filter(dropped::contains).isEmpty())
            .map(flow -> moved(flow, values))
            .toList();
  }

  private static Flow moved(Flow flow, Map<String, Ranges> values) {
    return flow.parameter()
        .flatMap(name -> Optional.ofNullable(values.get(name)))
        .map(flow::withPorts)
        .orElse(flow);
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
   * @param ports the true ones; empty where the stated ones stand. Where both stand, the erratum is
   *     a doubt and corrects nothing
   * @param reasons by language tag, {@code en} and {@code zh}
   */
  public record Erratum(List<String> protocols, List<String> ports, Map<String, String> reasons) {
    public Erratum {
      protocols = List.copyOf(protocols);
      ports = List.copyOf(ports);
      reasons = Map.copyOf(reasons);
    }

    public Erratum(List<String> protocols, List<String> ports, String reason) {
      this(protocols, ports, Map.of("en", reason));
    }

    /** The reason in English. */
    public String reason() {
      return reasons.getOrDefault("en", "");
    }
  }

  /**
   * A port that a deployment may move.
   *
   * @param mayWiden a deployment may also make a range of it
   */
  public record Parameter(String name, String defaultPorts, boolean mayWiden) {}
}
