package net.portcullis.dialect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.portcullis.input.Fields;
import net.portcullis.input.Node;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;
import net.portcullis.input.YamlReader;

/** The device profiles of a workspace. */
public final class Profiles {
  private static final String FIRST_KEY = "profile: ";

  private final Map<String, ProfileDialect> dialects;
  private final Map<String, DocumentPlaces> places;

  private Profiles(Map<String, ProfileDialect> dialects, Map<String, DocumentPlaces> places) {
    this.dialects = Map.copyOf(dialects);
    this.places = Map.copyOf(places);
  }

  /**
   * Reads every profile of some directories; a later directory's profile takes the place of an
   * earlier one's of the same name. A directory that does not exist holds none.
   */
  public static Profiles read(List<Path> directories, Problems problems) {
    Map<String, Node> documents = new TreeMap<>();
    for (Path directory : directories) {
      for (Path file : files(directory, problems)) {
        YamlReader.read(file, problems)
            .ifPresent(document ->
                name(document, problems).ifPresent(name -> documents.put(name, document)));
      }
    }
    return of(documents, problems);
  }

  /** Reads one profile and what it extends, as {@link #read(List, Set, Problems)} does several. */
  public static Profiles read(List<Path> directories, String wanted, Problems problems) {
    return read(directories, Set.of(wanted), problems);
  }

  /**
   * Reads some profiles and what they extend, as {@link #read(List, Problems)} would; files that
   * cannot be one of them are not looked into. Where nothing gives a name, there is no dialect of
   * that name.
   */
  public static Profiles read(List<Path> directories, Set<String> wanted, Problems problems) {
    Map<Path, String> texts = new LinkedHashMap<>();
    for (Path directory : directories) {
      files(directory, problems).forEach(file -> texts.put(file, text(file)));
    }
    Map<Path, Optional<Node>> read = new HashMap<>();
    Map<String, Node> documents = new TreeMap<>();
    Set<String> asked = new HashSet<>();
    Deque<String> left = new ArrayDeque<>(wanted);
    while (!left.isEmpty()) {
      String name = left.remove();
      if (!asked.add(name)) {
        continue;
      }
      texts.forEach((file, text) -> {
        if (mayBe(text, name)) {
          read.computeIfAbsent(file, unread -> YamlReader.read(unread, problems))
              .filter(document -> name(document, problems).filter(name::equals).isPresent())
              .ifPresent(document -> documents.put(name, document));
        }
      });
      Optional.ofNullable(documents.get(name))
          .flatMap(document -> Fields.of(document, problems).optionalText("extends"))
          .ifPresent(left::add);
    }
    return of(documents, problems);
  }

  /** A file's bytes as characters; empty where it cannot be read. */
  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException unreadable) {
      return "";
    }
  }

  /**
   * False where a file is certainly not the profile of that name: it does not mention it, or its
   * first line says another one. What cannot be read is left to the reader that says why.
   */
  private static boolean mayBe(String text, String name) {
    String bytes = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    String said =
        text.lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .findFirst()
            .filter(line -> line.startsWith(FIRST_KEY) && isPlain(line, FIRST_KEY.length()))
            .map(line -> line.substring(FIRST_KEY.length()))
            .orElse(bytes);
    return text.isEmpty() || (said.equals(bytes) && text.contains(bytes));
  }

  /** Letters, digits and dashes alone: no YAML gives them another meaning. */
  private static boolean isPlain(String line, int from) {
    for (int i = from; i < line.length(); i++) {
      char c = line.charAt(i);
      if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-') {
        return false;
      }
    }
    return line.length() > from;
  }

  /** Profiles from documents by name. */
  static Profiles of(Map<String, Node> documents, Problems problems) {
    Map<String, ProfileDialect> dialects = new TreeMap<>();
    Map<String, DocumentPlaces> places = new TreeMap<>();
    documents.forEach((name, document) -> {
      int before = problems.count();
      Optional<Node> whole = extended(document, documents, new HashSet<>(Set.of(name)), problems);
      whole.ifPresent(merged -> {
        Profile profile = new ProfileReader(problems).read(merged);
        if (problems.count() == before) {
          dialects.put(name, new ProfileDialect(profile));
          places.put(name, new DocumentPlaces(merged));
        }
      });
    });
    return new Profiles(dialects, places);
  }

  /** The names of the profiles, in order. */
  public List<String> names() {
    return dialects.keySet().stream().sorted().toList();
  }

  /** The language of a profile. */
  public Optional<Dialect> dialect(String name) {
    return Optional.ofNullable(dialects.get(name));
  }

  /** What a profile says in plain words, for reviewers; empty where there is no such profile. */
  public List<String> description(String name) {
    return sections(name).stream()
        .flatMap(section -> section.items().stream())
        .map(ProfileSection.Item::text)
        .toList();
  }

  /** The same in sections, in the order in which a change goes. */
  public List<ProfileSection> sections(String name) {
    ProfileDialect dialect = dialects.get(name);
    return dialect == null ? List.of() : ProfileWords.sections(dialect);
  }

  /** What is wrong with a profile that could be read; empty where there is no such profile. */
  public List<ProfileFinding> lint(String name) {
    ProfileDialect dialect = dialects.get(name);
    DocumentPlaces document = places.get(name);
    return dialect == null || document == null ? List.of() : ProfileLint.of(dialect, document);
  }

  /** A profile's title, such as the platform's full name; empty where there is no such profile. */
  public String title(String name) {
    ProfileDialect dialect = dialects.get(name);
    return dialect == null ? "" : dialect.profile().title();
  }

  private static Optional<String> name(Node document, Problems problems) {
    String name = Fields.of(document, problems).text("profile");
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }

  private static List<Path> files(Path directory, Problems problems) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".yaml"))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      problems.add(
          Place.start(directory.toString()),
          "The folder cannot be read.",
          "Check that it is a readable folder.");
      return List.of();
    }
  }

  /** A profile with what it extends under it. */
  private static Optional<Node> extended(
      Node document, Map<String, Node> documents, Set<String> seen, Problems problems) {
    Fields fields = Fields.of(document, problems);
    Optional<String> base = fields.optionalText("extends");
    if (base.isEmpty()) {
      return Optional.of(document);
    }
    Node under = documents.get(base.get());
    if (under == null || !seen.add(base.get())) {
      problems.add(
          fields.place("extends"),
          under == null
              ? "There is no profile '" + base.get() + "' to extend."
              : "The profile '" + base.get() + "' extends itself.",
          Fields.nearest(base.get(), documents.keySet())
              .map(near -> "Did you mean '" + near + "'?")
              .orElse("Name a profile in the same folders."));
      return Optional.empty();
    }
    Set<String> own = Set.copyOf(fields.texts("replaces"));
    return extended(under, documents, seen, problems)
        .map(whole -> merged(without(whole, own), document));
  }

  /** A profile less the sections that the one over it says anew. */
  private static Node without(Node whole, Set<String> keys) {
    return whole instanceof Node.Mapping mapping
        ? new Node.Mapping(
            mapping.place(),
            mapping.entries().stream().filter(it -> !keys.contains(it.key().text())).toList())
        : whole;
  }

  /** Mappings are merged key by key; any other value takes the place of the one under it. */
  private static Node merged(Node under, Node over) {
    if (!(under instanceof Node.Mapping below) || !(over instanceof Node.Mapping above)) {
      return over;
    }
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    below.entries().forEach(entry -> entries.put(entry.key().text(), entry));
    for (Node.Entry entry : above.entries()) {
      Node.Entry known = entries.get(entry.key().text());
      Node value = known == null ? entry.value() : merged(known.value(), entry.value());
      entries.put(entry.key().text(), new Node.Entry(entry.key(), value));
    }
    return new Node.Mapping(above.place(), new ArrayList<>(entries.values()));
  }
}
