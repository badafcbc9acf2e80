package net.portcullis.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import net.portcullis.acl.Family;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.Dialect;
import net.portcullis.input.Fields;
import net.portcullis.input.InvalidInputException;
import net.portcullis.input.Place;

/**
 * A configuration file that was read by a profile.
 *
 * @param name as the user gave it; {@code -} is standard input
 */
record ConfigFile(String name, DeviceConfig config) {
  /** Larger than any device's configuration; the rest of a bigger file is never read. */
  private static final int LARGEST = 64 * 1024 * 1024;

  /**
   * Reads a file.
   *
   * @throws InvalidInputException where there is none, or it is too large
   */
  static ConfigFile read(String name, Dialect dialect) {
    byte[] bytes = bytes(name);
    if (bytes.length > LARGEST) {
      throw tooLarge(name);
    }
    return new ConfigFile(name, dialect.readFile(name, text(bytes)));
  }

  /** Two files that were read side by side. */
  record Two(ConfigFile first, ConfigFile second) {}

  /**
   * Reads two files at once, one of them on a thread of its own.
   *
   * @throws InvalidInputException where either cannot be read; the first comes first
   */
  static Two readBoth(String first, Dialect firstDialect, String second, Dialect secondDialect) {
    if (first.equals("-") && second.equals("-")) {
      throw new InvalidInputException(
          Place.start("-"),
          "Standard input cannot be both files: it is read once.",
          "Name a file for one of the two.");
    }
    FutureTask<ConfigFile> reading = new FutureTask<>(() -> read(second, secondDialect));
    Thread.ofPlatform().daemon().start(reading);
    ConfigFile read = read(first, firstDialect);
    try {
      return new Two(read, reading.get());
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof InvalidInputException invalid) {
        throw invalid;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static InvalidInputException tooLarge(String name) {
    return new InvalidInputException(
        Place.start(name),
        "The file is larger than the limit of " + LARGEST / (1024 * 1024) + " MiB.",
        "Cut out the part that holds the access lists.");
  }

  private static byte[] bytes(String name) {
    // What is known to be too large is not read at all.
    if (!name.equals("-") && Path.of(name).toFile().length() > LARGEST) {
      throw tooLarge(name);
    }
    try (InputStream in = name.equals("-") ? System.in : Files.newInputStream(Path.of(name))) {
      return in.readNBytes(LARGEST + 1);
    } catch (NoSuchFileException missing) {
      throw new InvalidInputException(
          Place.start(name), "There is no such file.", "Name one that exists.");
    } catch (IOException unreadable) {
      throw new InvalidInputException(
          Place.start(name),
          "The file cannot be read (" + unreadable.getClass().getSimpleName() + ").",
          "Check that it is a readable file.");
    }
  }

  /** Bytes beyond ASCII are kept one for one, except where a mark says that the text is UTF-16. */
  private static String text(byte[] bytes) {
    Charset charset = StandardCharsets.ISO_8859_1;
    if (startsWith(bytes, 0xFE, 0xFF)) {
      charset = StandardCharsets.UTF_16BE;
    } else if (startsWith(bytes, 0xFF, 0xFE)) {
      charset = StandardCharsets.UTF_16LE;
    } else if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
      charset = StandardCharsets.UTF_8;
    }
    return new String(bytes, charset);
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    boolean starts = bytes.length >= mark.length;
    for (int i = 0; i < mark.length && starts; i++) {
      starts = Byte.toUnsignedInt(bytes[i]) == mark[i];
    }
    return starts;
  }

  /** The lists of that name, one for each family that has one. */
  List<DeviceConfig.ReadList> lists(String list) {
    List<DeviceConfig.ReadList> named =
        config.lists().stream().filter(found -> found.name().equalsIgnoreCase(list)).toList();
    if (named.isEmpty()) {
      throw unknown(list);
    }
    return named;
  }

  /** The list of that name and family. */
  Optional<DeviceConfig.ReadList> list(String list, Family family) {
    return lists(list).stream().filter(found -> found.family() == family).findFirst();
  }

  private InvalidInputException unknown(String list) {
    List<String> names =
        config.lists().stream().map(DeviceConfig.ReadList::name).distinct().toList();
    String held =
        names.isEmpty()
            ? "It holds no access list that this profile can read."
            : "It holds: " + names.stream().limit(20).collect(Collectors.joining(", ")) + ".";
    return new InvalidInputException(
        Place.start(name),
        "There is no access list '" + list + "' in this file.",
        held + Fields.nearest(list, names).map(near -> " Did you mean '" + near + "'?").orElse(""));
  }
}
