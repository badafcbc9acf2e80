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
  private final SourceText source;
  private final YAMLParser parser;
  private final Problems problems;

  private YamlReader(String file, SourceText source, YAMLParser parser, Problems problems) {
    this.file = file;
    this.source = source;
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
  public static Optional<Node> read(String file, String content, Problems problems) {
    String text = content.startsWith("\uFEFF") ? content.substring(1) : content;
    int before = problems.count();
    SourceText source = new SourceText(file, text);
    Optional<Problem> unsafe = source.unsafe();
    if (unsafe.isPresent()) {
      problems.add(unsafe.get().place(), unsafe.get().what(), unsafe.get().remedy());
      return Optional.empty();
    }
    try (YAMLParser parser = (YAMLParser) YAML.createParser(ObjectReadContext.empty(), text)) {
      YamlReader reader = new YamlReader(file, source, parser, problems);
      Optional<Node> document = reader.document();
      return problems.count() > before ? Optional.empty() : document;
    } catch (JacksonException malformed) {
      Problem problem = malformed(file, malformed);
      problems.add(problem.place(), problem.what(), problem.remedy());
      return Optional.empty();
    } catch (InvalidInputException tooDeep) {
      tooDeep.problems().forEach(one -> problems.add(one.place(), one.what(), one.remedy()));
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
      default -> scalar(place);
    };
  }

  private Node.Mapping mapping(Place place, int depth) {
    List<Node.Entry> entries = new ArrayList<>();
    Map<String, Place> seen = new HashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      Place keyPlace = here();
      String key = parser.currentName();
      if (keyPlace.line() != place.line() || keyPlace.column() != place.column()) {
        refuseAnchorsAndTags(keyPlace);
      }
      Place earlier = seen.putIfAbsent(key, keyPlace);
      if (earlier != null) {
        problems.add(
            keyPlace,
            "The key '" + key + "' stands here a second time (first at " + earlier + ").",
            "Keep one of the two.");
      }
      parser.nextToken();
      Node value = node(depth + 1);
      Node.Scalar scalar = new Node.Scalar(keyPlace, key, isQuote(source.at(keyPlace)));
      harmless(scalar, false);
      if (earlier == null) {
        entries.add(new Node.Entry(scalar, value));
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

  private Node.Scalar scalar(Place place) {
    String text = parser.getString();
    char first = source.at(place);
    boolean block = first == '|' || first == '>';
    Node.Scalar scalar = new Node.Scalar(place, text == null ? "" : text, isQuote(first));
    harmless(scalar, block);
    return scalar;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  /** An escape such as \u0007 in quotes puts into a value what must not stand in the file. */
  private void harmless(Node.Scalar scalar, boolean block) {
    SourceText.unsafe(scalar.text(), block)
        .ifPresent(name ->
            problems.add(
                scalar.place(),
                "An escape here makes a control character (" + name + ").",
                "Remove it; for several lines use a block ('|')."));
  }

  /**
   * A mapping without a place of its own begins where its first key does: that one is asked once.
   * The parser tells anchors of mappings and sequences and tags of values, and repeats the
   * mapping's on its first key; it keeps silent on anchors of scalars and on tags of keys. So the
   * text itself is asked, which no plain value can mislead: none begins with these characters.
   */
  private void refuseAnchorsAndTags(Place place) {
    char first = source.at(place);
    if (first == '&') {
      problems.add(
          place,
          "YAML anchors ('&name') are not accepted.",
          "Remove the anchor and write the value out where it is needed.");
    } else if (first == '!') {
      problems.add(place, "YAML tags ('!name') are not accepted.", "Remove the tag.");
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

  /**
   * The parser tells what it was doing and where, then what it found: {@code while scanning a
   * quoted scalar\n in reader, line 1, column 4:\n...\nfound unexpected end of stream\n in reader,
   * ...}.
   */
  private static Problem malformed(String file, JacksonException wrong) {
    List<String> words = new ArrayList<>();
    Place place = place(file, wrong.getLocation());
    String before = "";
    for (String line : String.valueOf(wrong.getOriginalMessage()).lines().toList()) {
      Optional<Place> mark = mark(file, line);
      if (mark.isPresent()) {
        place = words.isEmpty() ? mark.get() : place;
        words.add(before);
      }
      before = line.strip();
    }
    String what =
        words.isEmpty() ? firstLine(wrong.getOriginalMessage()) : String.join(": ", words);
    return new Problem(
        place, "This is not YAML: " + what + ".", "Check indentation, quotes and brackets here.");
  }

  private static Optional<Place> mark(String file, String line) {
    String start = " in reader, line ";
    String middle = ", column ";
    int comma = line.indexOf(middle);
    if (!line.startsWith(start) || comma < 0 || !line.endsWith(":")) {
      return Optional.empty();
    }
    try {
      int row = Fields.parseInteger(line.substring(start.length(), comma), 1, Integer.MAX_VALUE);
      String column = line.substring(comma + middle.length(), line.length() - 1);
      return Optional.of(new Place(file, row, Fields.parseInteger(column, 1, Integer.MAX_VALUE)));
    } catch (IllegalArgumentException notANumber) {
      return Optional.empty();
    }
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return (end < 0 ? message : message.substring(0, end)).strip();
  }
}
