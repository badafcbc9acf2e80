package net.portcullis.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import net.portcullis.input.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One profile is read as it would be among all the others, and the others are not looked into. */
class ProfilesTest {
  private static final Path INSTALLED = Path.of("device-profiles");

  @TempDir private Path own;

  @Test
  void oneProfileIsTheSameAsAmongAll() {
    for (String name : TestProfiles.all().names()) {
      Problems problems = new Problems();
      Profiles one = Profiles.read(List.of(INSTALLED), name, problems);
      assertThat(problems.count()).isZero();
      assertThat(one.description(name)).isEqualTo(TestProfiles.all().description(name));
      assertThat(one.title(name)).isNotEmpty();
    }
  }

  @Test
  void aBrokenProfileDoesNotKeepAnotherFromBeingRead() throws IOException {
    Files.writeString(own.resolve("broken.yaml"), "profile: [");
    Problems problems = new Problems();
    String name = TestProfiles.all().names().getFirst();
    Profiles one = Profiles.read(List.of(INSTALLED, own), name, problems);
    assertThat(problems.count()).isZero();
    assertThat(one.dialect(name)).isPresent();
  }

  @Test
  void aLaterFolderWinsWhateverItsFileIsCalled() throws IOException {
    String base = TestProfiles.all().names().getFirst();
    Files.writeString(
        own.resolve("other-name.yaml"), "profile: ours\nextends: " + base + "\ntitle: Ours\n");
    Problems problems = new Problems();
    Profiles ours = Profiles.read(List.of(INSTALLED, own), "ours", problems);
    assertThat(problems.count()).isZero();
    assertThat(ours.title("ours")).isEqualTo("Ours");
  }

  @Test
  void aProfileThatExtendsItselfIsAProblem() throws IOException {
    Files.writeString(own.resolve("a.yaml"), "profile: a\nextends: b\n");
    Files.writeString(own.resolve("b.yaml"), "profile: b\nextends: a\n");
    Problems problems = new Problems();
    Profiles.read(List.of(own), "a", problems);
    assertThat(problems.count()).isPositive();
  }

  @Test
  void aNameThatNothingGivesHasNoDialect() {
    Problems problems = new Problems();
    assertThat(Profiles.read(List.of(INSTALLED, own), "no-such", problems).dialect("no-such"))
        .isEmpty();
    assertThat(problems.count()).isZero();
  }

  @Test
  void severalProfilesAreReadTogetherAndNothingBesideThem() throws IOException {
    Files.writeString(own.resolve("broken.yaml"), "profile: broken\n# like ours\nsession: [\n");
    String base = TestProfiles.all().names().getFirst();
    Files.writeString(
        own.resolve("ours.yaml"), "{extends: " + base + ",\nprofile: ours,\ntitle: Ours}\n");
    Problems problems = new Problems();
    Profiles some = Profiles.read(List.of(INSTALLED, own), Set.of("ours", "no-such"), problems);
    assertThat(problems.count()).isZero();
    assertThat(some.names()).containsExactlyInAnyOrder("ours", base);
    assertThat(some.title("ours")).isEqualTo("Ours");
  }
}
