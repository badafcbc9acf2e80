package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.portcullis.input.Fields;
import net.portcullis.input.Node;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;

/**
 * Where a profile's fields come from, and how sure each is.
 *
 * @param origins by the field's path, such as {@code lists} or {@code lists.unmatched}
 * @param sources in the profile's order
 */
record Provenance(Map<String, Origin> origins, List<Source> sources) {
  /** In place of a source: decided by those who wrote the profile. */
  private static final String OWN = "own";

  /** Marks what no source confirms. */
  private static final String UNSURE = "?";

  /** A source that is a conclusion from the others. */
  private static final String CONCLUDED = "INF";

  /** Keys that say what the profile is, not what the platform does. */
  private static final Set<String> ABOUT =
      Set.of("profile", "title", "extends", "replaces", "proven", "sources", "source", "notes");

  /** Sections whose keys are fields of their own. */
  private static final Set<String> SECTIONS =
      Set.of(
          "names",
          "grammar",
          "lists",
          "write",
          "commands",
          "session",
          "snmp",
          "headroom",
          "hardware-full");

  Provenance {
    origins = Map.copyOf(origins);
    sources = List.copyOf(sources);
  }

  /** A document, and the tag that it goes by. */
  record Source(String tag, String text) {}

  /** How sure a field is, surest last. */
  enum Certainty {
    UNSURE,
    CONCLUDED,
    DECIDED,
    DOCUMENTED
  }

  /** The tags of the sources that say it. */
  record Origin(List<String> tags) {
    Origin {
      tags = List.copyOf(tags);
    }

    Certainty certainty() {
      if (tags.contains(UNSURE)) {
        return Certainty.UNSURE;
      }
      if (tags.equals(List.of(CONCLUDED))) {
        return Certainty.CONCLUDED;
      }
      return tags.equals(List.of(OWN)) ? Certainty.DECIDED : Certainty.DOCUMENTED;
    }
  }

  /**
   * Reads the section {@code source}. A profile that has none says nothing of where it comes from;
   * one that has it must cover every field, by sources that it names.
   */
  static Provenance read(Fields profile, Node document, Problems problems) {
    Optional<Fields> given = profile.mapping("source");
    List<Source> documents =
        profile
            .mapping("sources")
            .map(section ->
                section.all().stream()
                    .map(entry ->
                        new Source(
                            entry.key().text(),
                            section.optionalText(entry.key().text()).orElse("")))
                    .toList())
            .orElse(List.of());
    List<String> sources = documents.stream().map(Source::tag).toList();
    Map<String, Origin> origins = new LinkedHashMap<>();
    given.ifPresent(section -> {
      for (Node.Entry entry : section.all()) {
        String path = entry.key().text();
        List<String> tags = Arrays.asList(section.text(path).split(" +"));
        tags.stream()
            .filter(tag -> !tag.equals(OWN) && !tag.equals(UNSURE) && !sources.contains(tag))
            .forEach(tag ->
                problems.add(
                    entry.value().place(),
                    "There is no source '" + tag + "'.",
                    Fields.nearest(tag, sources)
                        .map(near -> "Did you mean '" + near + "'?")
                        .orElse("Name it under 'sources', or write 'own' or '?'.")));
        origins.put(path, new Origin(tags));
      }
    });
    Provenance provenance = new Provenance(origins, documents);
    if (given.isPresent()) {
      Place place = given.get().place();
      provenance
          .uncovered(document)
          .forEach(path ->
              problems.add(
                  place,
                  "Nothing says where '" + path + "' comes from.",
                  "Add a line for it, or for its section, to 'source'."));
    }
    return provenance;
  }

  /** The origin of a field, or of the section that it is in. */
  Optional<Origin> of(String path) {
    int dot = path.indexOf('.');
    return Optional.ofNullable(origins.get(path))
        .or(() ->
            dot < 0 ? Optional.empty() : Optional.ofNullable(origins.get(path.substring(0, dot))));
  }

  /** The fields of that certainty, in order. */
  List<String> of(Certainty certainty) {
    return origins.entrySet().stream()
        .filter(each -> each.getValue().certainty() == certainty)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private List<String> uncovered(Node document) {
    return fields(document).stream().filter(path -> of(path).isEmpty()).toList();
  }

  private static List<String> fields(Node document) {
    List<String> fields = new ArrayList<>();
    if (document instanceof Node.Mapping mapping) {
      for (Node.Entry entry : mapping.entries()) {
        String key = entry.key().text();
        if (ABOUT.contains(key)) {
          continue;
        }
        if (SECTIONS.contains(key) && entry.value() instanceof Node.Mapping section) {
          section.entries().forEach(inner -> fields.add(key + "." + inner.key().text()));
        } else {
          fields.add(key);
        }
      }
    }
    return fields;
  }
}
