package net.portcullis.dialect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.portcullis.input.Problems;

/** The profiles of this repository, for tests. */
final class TestProfiles {
  private TestProfiles() {}

  static Profiles all() {
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
}
