package net.portcullis.catalog;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.portcullis.input.Fields;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;

/** What must hold between the files of a catalog: without it the catalog means nothing. */
final class Consistency {
  private final Problems problems;

  private Consistency(Problems problems) {
    this.problems = problems;
  }

  static void check(Catalog catalog, Path folder, Problems problems) {
    Consistency consistency = new Consistency(problems);
    Map<String, Component> components = new HashMap<>();
    for (Component component : catalog.components()) {
      Component earlier = components.putIfAbsent(component.id(), component);
      if (earlier != null && !component.id().isEmpty()) {
        problems.add(
            Place.start(folder.toString()),
            "Two files describe the component '" + component.id() + "'.",
            "Give one of them another 'component'.");
      }
    }
    consistency.entries(catalog.entries());
    consistency.servedBy(catalog.entries(), components.keySet());
  }

  private void entries(List<Entry> entries) {
    Map<String, Entry> ids = new HashMap<>();
    Map<String, Entry> rows = new HashMap<>();
    for (Entry entry : entries) {
      unique(ids, entry.id(), entry, "the id '" + entry.id() + "'", "Choose another id.");
      unique(
          rows,
          entry.section() + "/" + entry.row(),
          entry,
          "section " + entry.section() + ", row " + entry.row(),
          "Correct section or row.");
    }
  }

  private void unique(
      Map<String, Entry> seen, String key, Entry entry, String what, String remedy) {
    Optional<Entry> earlier = Optional.ofNullable(seen.putIfAbsent(key, entry));
    boolean readable = !entry.id().isEmpty() && !entry.section().isEmpty() && entry.row() > 0;
    if (earlier.isPresent() && readable) {
      problems.add(
          entry.place(),
          "Another entry has " + what + " too: " + earlier.get().place() + ".",
          remedy);
    }
  }

  private void servedBy(List<Entry> entries, Set<String> components) {
    for (Entry entry : entries) {
      entry
          .servedBy()
          .filter(id -> !components.contains(id))
          .ifPresent(id ->
              problems.add(
                  entry.place(),
                  "The entry '"
                      + entry.id()
                      + "' is served by '"
                      + id
                      + "', which is no component.",
                  Fields.nearest(id, components.stream().sorted().toList())
                      .map(near -> "Did you mean '" + near + "'?")
                      .orElse("Name a component of this catalog.")));
    }
  }
}
