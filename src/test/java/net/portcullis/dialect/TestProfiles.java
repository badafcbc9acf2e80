package net.portcullis.dialect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.portcullis.input.Problems;

/** The profiles of this repository, for tests. */
public final class TestProfiles {
  private TestProfiles() {}

  public static Profiles all() {
    Problems problems = new Problems();
    Profiles profiles = Profiles.read(List.of(Path.of("device-profiles")), problems);
    problems.throwIfAny();
    return profiles;
  }

  static Dialect dialect(String name) {
    return all().dialect(name).orElseThrow();
  }

  static String fixture(String path) {
    try {
      return Files.readString(Path.of("src/test/resources/dialect", path));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /** The names of a profile's fixtures, in order; none where it has no folder of its own. */
  static List<String> fixtures(String profile) {
    Path folder = Path.of("src/test/resources/dialect", profile);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
