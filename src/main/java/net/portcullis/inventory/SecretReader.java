package net.portcullis.inventory;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.input.Fields;
import net.portcullis.input.Node;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;

/**
 * Reads references to secrets, and refuses what looks like a secret itself without repeating it.
 */
final class SecretReader {
  private static final String REMEDY =
      "Write prompt, file:PATH, env:NAME, command: [PROGRAM, ARGUMENT, ...] or agent.";

  private final Path folder;
  private final Problems problems;

  SecretReader(Path folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
  }

  /** A reference that may be absent. */
  Optional<SecretReference> optional(Fields fields, String key) {
    return fields.node(key).flatMap(this::read);
  }

  /** A reference that must be there; where it is not, a problem is recorded. */
  SecretReference required(Fields fields, String key) {
    if (!fields.has(key)) {
      problems.add(fields.place(), "The key '" + key + "' is missing here.", REMEDY);
    }
    return optional(fields, key).orElse(new SecretReference.Prompt(fields.place(key)));
  }

  private Optional<SecretReference> read(Node node) {
    // No switch: the JVM makes the code of one over types at run time, which start-up pays for.
    if (node instanceof Node.Scalar scalar) {
      return fromText(scalar);
    }
    if (node instanceof Node.Mapping mapping) {
      return fromMapping(mapping);
    }
    problems.add(node.place(), "A reference to a secret is expected here.", REMEDY);
    return Optional.empty();
  }

  private Optional<SecretReference> fromText(Node.Scalar scalar) {
    String text = scalar.text();
    Place place = scalar.place();
    if (text.equals("prompt")) {
      return Optional.of(new SecretReference.Prompt(place));
    }
    if (text.equals("agent")) {
      return Optional.of(new SecretReference.Agent(place));
    }
    int colon = text.indexOf(':');
    String rest = text.substring(colon + 1).strip();
    return switch (colon < 0 || rest.isEmpty() ? "" : text.substring(0, colon)) {
      case "file" -> file(rest, place);
      case "env" -> environment(rest, place);
      case "command" -> Optional.of(new SecretReference.Program(words(rest), place));
      default -> literal(place);
    };
  }

  private Optional<SecretReference> fromMapping(Node.Mapping mapping) {
    Fields fields = Fields.of(mapping, problems);
    Optional<SecretReference> file =
        fields.optionalText("file").flatMap(path -> file(path, fields.place("file")));
    Optional<SecretReference> environment =
        fields.optionalText("env").flatMap(name -> environment(name, fields.place("env")));
    List<String> arguments = fields.texts("command");
    fields.end();
    if (!arguments.isEmpty()) {
      return Optional.of(new SecretReference.Program(arguments, mapping.place()));
    }
    return file.or(() -> environment).or(() -> nothing(mapping.place()));
  }

  private Optional<SecretReference> file(String text, Place place) {
    try {
      Path path = folder.resolve(text).toAbsolutePath().normalize();
      return Optional.of(new SecretReference.File(path.toString(), place));
    } catch (InvalidPathException invalid) {
      problems.add(place, "This is not a file name.", "Write file: and a path.");
      return Optional.empty();
    }
  }

  private Optional<SecretReference> environment(String name, Place place) {
    boolean good = !name.isEmpty() && !(name.charAt(0) >= '0' && name.charAt(0) <= '9');
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      good &= letter || (c >= '0' && c <= '9') || c == '_';
    }
    if (!good) {
      problems.add(
          place,
          "This is not the name of an environment variable.",
          "Write env:NAME with letters, digits and '_'.");
      return Optional.empty();
    }
    return Optional.of(new SecretReference.Environment(name, place));
  }

  private Optional<SecretReference> literal(Place place) {
    problems.add(
        place, "A secret must not stand in the inventory; only a reference to it may.", REMEDY);
    return Optional.empty();
  }

  private Optional<SecretReference> nothing(Place place) {
    problems.add(place, "No reference to a secret stands here.", REMEDY);
    return Optional.empty();
  }

  /** No shell reads the line, so words are simply what stands between spaces. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= line.length(); i++) {
      if (i == line.length() || line.charAt(i) == ' ') {
        if (i > start) {
          words.add(line.substring(start, i));
        }
        start = i + 1;
      }
    }
    return List.copyOf(words);
  }
}
