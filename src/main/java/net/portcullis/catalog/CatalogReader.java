package net.portcullis.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.portcullis.input.Fields;
import net.portcullis.input.Node;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;
import net.portcullis.input.YamlReader;

/** Reads a folder with one YAML file for each component and {@code roles.yaml}. */
public final class CatalogReader {
  private static final String ROLES = "roles.yaml";

  private CatalogReader() {}

  /**
   * Reads a catalog. What is wrong with it is added to the problems; then the catalog returned
   * lacks what could not be read and must not be used.
   *
   * @param folder such as {@code catalog/imc}; its name is the catalog's
   */
  public static Catalog read(Path folder, Problems problems) {
    List<Node> files = new ArrayList<>();
    List<Role> roles = List.of();
    List<Path> paths = files(folder, problems);
    if (!paths.isEmpty() && !paths.contains(folder.resolve(ROLES))) {
      problems.add(
          Place.start(folder.resolve(ROLES).toString()),
          "There is no roles.yaml, which describes the roles of the flows.",
          "Write one: 'roles: {imc: {en: ..., zh: ...}, ...}'.");
    }
    List<Optional<Node>> documents = together(paths, YamlReader::read, problems);
    for (int i = 0; i < paths.size(); i++) {
      if (documents.get(i).isEmpty()) {
        continue;
      }
      Node document = documents.get(i).get();
      if (String.valueOf(paths.get(i).getFileName()).equals(ROLES)) {
        roles = roles(Fields.of(document, problems), problems);
      } else {
        files.add(document);
      }
    }
    Vocabulary words =
        new Vocabulary(
            Parameters.of(files, problems),
            roles.stream().map(Role::name).collect(Collectors.toSet()));
    List<Component> components =
        together(files, (file, found) -> component(file, words, found), problems).stream()
            .sorted(CatalogReader::inOrder)
            .toList();
    Catalog catalog = new Catalog(String.valueOf(folder.getFileName()), components, roles);
    Consistency.check(catalog, folder, problems);
    return catalog;
  }

  /** A result and what was wrong on the way to it. */
  private record Found<R>(R result, Problems problems) {}

  /**
   * Reads many things on all processors, as they do not depend on each other; results and problems
   * come in the order of the things.
   */
  private static <T, R> List<R> together(
      List<T> things, BiFunction<T, Problems, R> reader, Problems problems) {
    List<Found<R>> all =
        things.parallelStream()
            .map(thing -> {
              Problems own = new Problems();
              return new Found<>(reader.apply(thing, own), own);
            })
            .toList();
    all.forEach(found -> problems.addAll(found.problems()));
    return all.stream().map(Found::result).toList();
  }

  private static Component component(Node file, Vocabulary words, Problems problems) {
    return ComponentReader.read(Fields.of(file, problems), words, problems);
  }

  private static int inOrder(Component one, Component other) {
    int byChapter = Integer.compare(chapter(one), chapter(other));
    return byChapter != 0 ? byChapter : one.id().compareTo(other.id());
  }

  /** The supplement's chapter is no number: it comes last. */
  private static int chapter(Component component) {
    String section = component.section();
    boolean number = !section.isEmpty() && section.length() <= 4;
    for (int i = 0; i < section.length(); i++) {
      number &= section.charAt(i) >= '0' && section.charAt(i) <= '9';
    }
    return number ? Integer.parseInt(section) : Integer.MAX_VALUE;
  }

  private static List<Path> files(Path folder, Problems problems) {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> found = Files.list(folder)) {
      for (Path file : found.sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.startsWith(".")) {
          continue;
        }
        if (name.endsWith(".yaml")) {
          files.add(file);
        } else {
          problems.add(
              Place.start(file.toString()),
              "Only .yaml files belong in a catalog's folder.",
              "Name it .yaml or move it away.");
        }
      }
    } catch (IOException unreadable) {
      problems.add(
          Place.start(folder.toString()),
          "The catalog's folder cannot be read (" + unreadable.getClass().getSimpleName() + ").",
          "Name a folder with one .yaml file for each component.");
      return List.of();
    }
    if (files.isEmpty()) {
      problems.add(
          Place.start(folder.toString()),
          "The catalog's folder holds no .yaml file.",
          "Name a folder with one .yaml file for each component.");
    }
    return files;
  }

  private static List<Role> roles(Fields file, Problems problems) {
    List<Role> roles = new ArrayList<>();
    Optional<Fields> names = file.mapping("roles");
    if (names.isEmpty()) {
      file.text("roles");
    }
    for (Node.Entry role : names.map(Fields::all).orElse(List.of())) {
      try {
        Words.name(role.key().text());
      } catch (IllegalArgumentException wrong) {
        problems.add(
            role.key().place(),
            "'" + role.key().text() + "' is not a role's name.",
            "Write lower-case letters, digits and single dashes, a letter first.");
      }
      roles.add(
          new Role(
              role.key().text(),
              Words.bilingual(Fields.of(role.value(), problems)),
              role.key().place()));
    }
    file.end();
    return roles;
  }
}
