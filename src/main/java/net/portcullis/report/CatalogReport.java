package net.portcullis.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;
import net.portcullis.catalog.CatalogLint;
import net.portcullis.catalog.Component;
import net.portcullis.catalog.Conflicts;
import net.portcullis.catalog.Entry;
import net.portcullis.catalog.Flow;

/**
 * The catalog as JSON, for programs.
 *
 * @param language {@code en} or {@code zh}: what descriptions and reasons are told in
 */
public record CatalogReport(String language) {

  /** The rows, as {@code catalog list} promises them. */
  public List<Object> list(List<Entry> entries) {
    return entries.stream().<Object>map(this::entry).toList();
  }

  /** A component with its statements and its rows. */
  public Map<String, Object> component(Component component) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", component.id());
    json.put("title", component.titles().getOrDefault(language, component.id()));
    json.put("section", component.section());
    json.put("external", component.external().text());
    json.put("internal", component.internal().text());
    json.put("supplement", component.supplement());
    json.put("entries", component.entries().stream().map(this::described).toList());
    return json;
  }

  /** One row with all that is known of it. */
  public Map<String, Object> described(Entry entry) {
    Map<String, Object> json = entry(entry);
    json.put("option", entry.option());
    json.put("when", entry.when());
    json.put("installations", entry.installations());
    json.put("servedBy", entry.servedBy());
    json.put("descriptions", entry.descriptions());
    return json;
  }

  /** What lint found. */
  public List<Object> findings(List<CatalogLint.Finding> findings) {
    return findings.stream()
        .<Object>map(finding -> {
          Map<String, Object> json = new LinkedHashMap<>();
          json.put("rule", finding.rule());
          json.put("subject", finding.subject());
          json.put("place", finding.place().toString());
          json.put("message", finding.message());
          return json;
        })
        .toList();
  }

  /** The conflicts, each with all who claim the port. */
  public List<Object> conflicts(List<Conflicts.Conflict> conflicts) {
    return conflicts.stream()
        .<Object>map(conflict -> {
          Map<String, Object> json = new LinkedHashMap<>();
          json.put("server", conflict.server());
          json.put("protocol", conflict.protocol());
          json.put("ports", ports(conflict.ports()));
          json.put("certain", conflict.certain());
          json.put("claims", conflict.claims().stream().map(CatalogReport::claim).toList());
          return json;
        })
        .toList();
  }

  private static Map<String, Object> claim(Conflicts.Claim claim) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("catalog", claim.entry());
    json.put("component", claim.component());
    json.put("processes", claim.processes());
    return json;
  }

  private Map<String, Object> entry(Entry entry) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", entry.id());
    json.put("component", entry.component());
    json.put("section", entry.section());
    json.put("scope", entry.scope().name().toLowerCase(Locale.ROOT));
    json.put("row", entry.row());
    json.put("protocols", entry.protocols());
    json.put("ports", entry.ports());
    json.put("direction", entry.direction());
    json.put("processes", entry.processes());
    json.put("modules", entry.modules());
    json.put("flows", entry.flows().stream().map(CatalogReport::flow).toList());
    json.put("erratum", entry.erratum().map(erratum -> erratum(entry, erratum)));
    json.put("parameter", entry.parameter().map(CatalogReport::parameter));
    return json;
  }

  private static Map<String, Object> flow(Flow flow) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("from", flow.from());
    json.put("to", flow.to());
    json.put("protocol", flow.protocol());
    json.put("sourcePorts", flow.sourcePorts().map(CatalogReport::ports).orElse(List.of()));
    json.put("ports", flow.ports().map(CatalogReport::ports).orElse(List.of()));
    json.put("icmp", flow.icmp());
    json.put("basis", flow.basis().name().toLowerCase(Locale.ROOT));
    return json;
  }

  private Map<String, Object> erratum(Entry entry, Entry.Erratum erratum) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("protocols", erratum.protocols());
    json.put("ports", erratum.ports());
    json.put("reason", erratum.reasons().getOrDefault(language, erratum.reason()));
    json.put("flowsAsStated", entry.seedFlows().stream().map(CatalogReport::flow).toList());
    return json;
  }

  private static Map<String, Object> parameter(Entry.Parameter parameter) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", parameter.name());
    json.put("default", parameter.defaultPorts());
    return json;
  }

  private static List<String> ports(Ranges ranges) {
    return ranges.list().stream().map(Range::toString).toList();
  }
}
