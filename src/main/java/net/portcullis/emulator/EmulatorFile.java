package net.portcullis.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.portcullis.input.Node;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;
import net.portcullis.input.YamlReader;

/**
 * The text of a platform's behaviour, with what it takes from another by {@code extends}. Mappings
 * are merged, key by key. Of the lists at the top, an item called as one of the other's ({@code
 * kind}, {@code oid} or {@code entry}) stands in that one's place, and all other items before the
 * other's: the first command that a line fits is the one that it is. Any other value, and any list
 * further in, takes the other's place.
 */
final class EmulatorFile {
  private static final List<String> NAMES = List.of("kind", "oid", "entry");

  private final Optional<Path> folder;
  private final Problems problems;
  private final Set<String> found = new LinkedHashSet<>();

  private EmulatorFile(Optional<Path> folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
  }

  /** Reads {@code NAME.yaml} in the folder, else the one that comes with the program. */
  static Optional<Node> read(String name, Optional<Path> folder, Problems problems) {
    return new EmulatorFile(folder, problems).read(name);
  }

  private Optional<Node> read(String name) {
    found.add(name);
    Optional<Path> own =
        folder.map(path -> path.resolve(name + ".yaml")).filter(Files::isRegularFile);
    Optional<Node> document = own.isPresent() ? YamlReader.read(own.get(), problems) : ours(name);
    return document.flatMap(this::extended);
  }

  private Optional<Node> ours(String name) {
    String file = "emulator/" + name + ".yaml";
    try (InputStream in = EmulatorFile.class.getResourceAsStream("/" + file)) {
      if (in == null) {
        problems.add(
            Place.start(file),
            "There is no emulator for '" + name + "'.",
            "Choose another profile, or add " + file + ".");
        return Optional.empty();
      }
      return YamlReader.read(file, new String(in.readAllBytes(), StandardCharsets.UTF_8), problems);
    } catch (IOException unreadable) {
      problems.add(Place.start(file), "The emulator's file cannot be read.", "Install it again.");
      return Optional.empty();
    }
  }

  private Optional<Node> extended(Node document) {
    if (!(document instanceof Node.Mapping(Place place, List<Node.Entry> entries))) {
      return Optional.of(document);
    }
    Optional<Node> base =
        entries.stream()
            .filter(entry -> entry.key().text().equals("extends"))
            .map(Node.Entry::value)
            .findFirst();
    if (base.isEmpty()) {
      return Optional.of(document);
    }
    if (!(base.get() instanceof Node.Scalar(Place where, String name, boolean _))
        || found.contains(name)) {
      problems.add(
          base.get().place(),
          "An emulator extends another one, by its name.",
          "Write the name of one that does not extend this one.");
      return Optional.empty();
    }
    List<Node.Entry> own =
        entries.stream().filter(entry -> !entry.key().text().equals("extends")).toList();
    return read(name).map(under -> merged(under, new Node.Mapping(place, own), true));
  }

  private static Node merged(Node base, Node over, boolean top) {
    if (!(base instanceof Node.Mapping(Place _, List<Node.Entry> under))
        || !(over instanceof Node.Mapping(Place place, List<Node.Entry> own))) {
      return over;
    }
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    under.forEach(entry -> entries.put(entry.key().text(), entry));
    for (Node.Entry entry : own) {
      Node.Entry before = entries.get(entry.key().text());
      Node value = entry.value();
      if (before != null) {
        value =
            top
                    && before.value() instanceof Node.Sequence(Place _, List<Node> items)
                    && value instanceof Node.Sequence(Place at, List<Node> added)
                ? new Node.Sequence(at, listed(items, added))
                : merged(before.value(), value, false);
      }
      entries.put(entry.key().text(), new Node.Entry(entry.key(), value));
    }
    return new Node.Mapping(place, List.copyOf(entries.values()));
  }

  private static List<Node> listed(List<Node> base, List<Node> over) {
    Map<String, List<Node>> replacing = new LinkedHashMap<>();
    for (Node item : over) {
      name(item)
          .ifPresent(name -> replacing.computeIfAbsent(name, _ -> new ArrayList<>()).add(item));
    }
    List<Node> rest = new ArrayList<>();
    Set<String> placed = new LinkedHashSet<>();
    for (Node item : base) {
      Optional<String> name = name(item).filter(replacing::containsKey);
      if (name.isEmpty()) {
        rest.add(item);
      } else if (placed.add(name.get())) {
        rest.addAll(replacing.getOrDefault(name.get(), List.of()));
      }
    }
    List<Node> all =
        new ArrayList<>(
            over.stream().filter(item -> name(item).filter(placed::contains).isEmpty()).toList());
    all.addAll(rest);
    return all;
  }

  private static Optional<String> name(Node item) {
    if (!(item instanceof Node.Mapping(Place _, List<Node.Entry> entries))) {
      return Optional.empty();
    }
    return entries.stream()
        .filter(entry -> NAMES.contains(entry.key().text()))
        .filter(entry -> entry.value() instanceof Node.Scalar)
        .map(entry -> entry.key().text() + " " + ((Node.Scalar) entry.value()).text())
        .findFirst();
  }
}
