package net.portcullis.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads one YAML document into nodes with places. Aliases, anchors, tags, second documents,
 * duplicate keys and control characters are problems; a scalar is never given a type.
 */
public final class YamlReader {
  private static final YAMLFactory YAML = new YAMLFactory();
  private static final int LARGEST_FILE = 4 * 1024 * 1024;
  private static final int DEEPEST = 32;

  private final String file;
  private final YAMLParser parser;
  private final Problems problems;

  private YamlReader(String file, YAMLParser parser, Problems problems) {
    this.file = file;
    this.parser = parser;
    this.problems = problems;
  }

  /**
   * Reads a file of at most 4 MiB of UTF-8.
   *
   * @return the document, or nothing where it could not be read; then a problem says why
   */
  public static Optional<Node> read(Path path, Problems problems) {
    String name = path.toString();
    byte[] bytes;
    try {
      if (Files.size(path) > LARGEST_FILE) {
        problems.add(Place.start(name), "The file is larger than 4 MiB.", "Split it.");
        return Optional.empty();
      }
      bytes = Files.readAllBytes(path);
    } catch (NoSuchFileException missing) {
      problems.add(Place.start(name), "There is no such file.", "Create it, or name another.");
      return Optional.empty();
    } catch (IOException unreadable) {
      problems.add(
          Place.start(name),
          "The file cannot be read (" + unreadable.getClass().getSimpleName() + ").",
          "Check that it is a readable file.");
      return Optional.empty();
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      return read(name, text, problems);
    } catch (CharacterCodingException notUtf8) {
      problems.add(Place.start(name), "The file is not UTF-8 text.", "Save it as UTF-8.");
      return Optional.empty();
    }
  }

  /** Reads a text that is already in memory; {@code file} is the name shown in places. */
  public static Optional<Node> read(String file, String text, Problems problems) {
    int before = problems.count();
    controlCharacters(file, text, problems);
    if (problems.count() > before) {
      return Optional.empty();
    }
    try (YAMLParser parser = (YAMLParser) YAML.createParser(ObjectReadContext.empty(), text)) {
      YamlReader reader = new YamlReader(file, parser, problems);
      Optional<Node> document = reader.document();
      return problems.count() > before ? Optional.empty() : document;
    } catch (JacksonException malformed) {
      problems.add(
          place(file, malformed.getLocation()),
          "This is not YAML: " + firstLine(malformed.getOriginalMessage()) + ".",
          "Check indentation, quotes and brackets here.");
      return Optional.empty();
    } catch (StackOverflowError tooDeep) {
      problems.add(Place.start(file), "The document is nested too deeply.", "Flatten it.");
      return Optional.empty();
    }
  }

  private Optional<Node> document() {
    JsonToken first = parser.nextToken();
    if (first == null) {
      problems.add(Place.start(file), "The file is empty.", "Write the document or remove it.");
      return Optional.empty();
    }
    Node root = node(0);
    if (parser.nextToken() != null) {
      problems.add(
          here(), "A second document begins here.", "Keep one document in a file: remove '---'.");
    }
    return Optional.of(root);
  }

  private Node node(int depth) {
    Place place = here();
    if (depth > DEEPEST) {
      throw new InvalidInputException(
          place, "Values are nested more than " + DEEPEST + " deep.", "Flatten the document.");
    }
    if (parser.isCurrentAlias()) {
      problems.add(place, "YAML aliases ('*name') are not accepted.", "Write the value out here.");
      return new Node.Scalar(place, "", true);
    }
    refuseAnchorsAndTags(place);
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(place, depth);
      case START_ARRAY -> sequence(place, depth);
      default -> new Node.Scalar(place, text(), quoted());
    };
  }

  private Node.Mapping mapping(Place place, int depth) {
    List<Node.Entry> entries = new ArrayList<>();
    Map<String, Place> seen = new HashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      Place keyPlace = here();
      String key = parser.currentName();
      refuseAnchorsAndTags(keyPlace);
      Place earlier = seen.putIfAbsent(key, keyPlace);
      if (earlier != null) {
        problems.add(
            keyPlace,
            "The key '" + key + "' stands here a second time (first at " + earlier + ").",
            "Keep one of the two.");
      }
      parser.nextToken();
      Node value = node(depth + 1);
      if (earlier == null) {
        entries.add(new Node.Entry(new Node.Scalar(keyPlace, key, false), value));
      }
    }
    return new Node.Mapping(place, entries);
  }

  private Node.Sequence sequence(Place place, int depth) {
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(depth + 1));
    }
    return new Node.Sequence(place, items);
  }

  private String text() {
    String text = parser.getString();
    return text == null ? "" : text;
  }

  /** Jackson gives a plain null scalar its own token; an empty quoted string is a string. */
  private boolean quoted() {
    return parser.currentToken() == JsonToken.VALUE_STRING && text().isEmpty();
  }

  private void refuseAnchorsAndTags(Place place) {
    String anchor = parser.getObjectId();
    if (anchor != null) {
      problems.add(
          place,
          "YAML anchors ('&" + anchor + "') are not accepted.",
          "Remove the anchor and write the value out where it is needed.");
    }
    String tag = parser.getTypeId();
    if (tag != null) {
      problems.add(place, "YAML tags ('" + tag + "') are not accepted.", "Remove the tag.");
    }
  }

  private Place here() {
    return place(file, parser.currentTokenLocation());
  }

  private static Place place(String file, TokenStreamLocation location) {
    if (location == null || location.getLineNr() < 1) {
      return Place.start(file);
    }
    return new Place(file, location.getLineNr(), Math.max(1, location.getColumnNr()));
  }

  private static void controlCharacters(String file, String text, Problems problems) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        line++;
        column = 1;
        continue;
      }
      boolean lineEnd = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      boolean bom = c == '\uFEFF' && i == 0;
      if (isUnsafe(c) && !lineEnd && !bom) {
        problems.add(
            new Place(file, line, column),
            "A control character (U+%04X) stands here.".formatted((int) c),
            c == '\t' ? "Use spaces instead of the tab." : "Remove it.");
        return;
      }
      column++;
    }
  }

  /** C0 and C1 controls, line separators, and characters that reorder text on a terminal. */
  private static boolean isUnsafe(char c) {
    return Character.isISOControl(c)
        || c == '\u2028'
        || c == '\u2029'
        || (c >= '\u202A' && c <= '\u202E')
        || (c >= '\u2066' && c <= '\u2069')
        || c == '\uFEFF';
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return (end < 0 ? message : message.substring(0, end)).strip();
  }
}
