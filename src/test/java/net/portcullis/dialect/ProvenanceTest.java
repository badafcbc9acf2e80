package net.portcullis.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.portcullis.acl.Family;
import net.portcullis.acl.Match;
import net.portcullis.acl.Ranges;
import net.portcullis.acl.Verdict;
import net.portcullis.input.Problems;
import net.portcullis.policy.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field of a profile says where it comes from. */
class ProvenanceTest {
  private static final Profiles SHIPPED = TestProfiles.all();

  @TempDir private Path folder;

  static List<String> names() {
    return SHIPPED.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void aShippedProfileSaysItOfEveryField(String name) {
    Profile profile = ((ProfileDialect) SHIPPED.dialect(name).orElseThrow()).profile();

    assertThat(profile.provenance().origins()).isNotEmpty();
    assertThat(SHIPPED.description(name))
        .anyMatch(sentence -> sentence.startsWith("Ports of a list in direction in"))
        .anyMatch(sentence -> sentence.startsWith("Ports of a list in direction out"));
  }

  @Test
  void howSureAFieldIsIsSaid() {
    assertThat(SHIPPED.description("ruijie-rgos"))
        .anyMatch(line -> line.startsWith("Concluded from other facts: ") && line.contains("swap"))
        .anyMatch(
            line -> line.startsWith("No source confirms all of: ") && line.contains("lists.empty"));
  }

  @Test
  void aFieldOfWhichNothingIsSaidIsAProblem() throws IOException {
    assertThat(problems("  swap: MADE\n", "swap: atomic\nlists: {unmatched: deny}\n"))
        .containsExactly("Nothing says where 'lists.unmatched' comes from.");
  }

  @Test
  void aFieldGoesByItsSection() throws IOException {
    assertThat(problems("  lists: MADE ?\n", "lists: {unmatched: deny}\n")).isEmpty();
  }

  @Test
  void aSourceThatIsNotNamedIsAProblem() throws IOException {
    assertThat(problems("  lists: MADD own\n", "lists: {unmatched: deny}\n"))
        .containsExactly("There is no source 'MADD'.");
  }

  @Test
  void anOperatorThatIsNoneIsAProblem() throws IOException {
    assertThat(problems("  write: own\n", "write: {operators: {in: [eq, like], out: [eq]}}\n"))
        .containsExactly("'like' is no operator.");
  }

  @Test
  void whatOneDirectionDoesNotCompareByIsNotWritten() throws IOException {
    Files.copy(Path.of("device-profiles/h3c-comware7.yaml"), folder.resolve("h3c-comware7.yaml"));
    Files.writeString(
        folder.resolve("made.yaml"),
        """
        profile: made
        title: Made up
        extends: h3c-comware7
        write: {operators: {in: [eq, range, lt, gt], out: [eq, neq, range]}}
        """);
    Problems problems = new Problems();
    Dialect made = Profiles.read(List.of(folder), problems).dialect("made").orElseThrow();
    Match match =
        Match.any(Family.IPV4)
            .withProtocol(17)
            .withDestinationPorts(Ranges.of(7).complement(65535));

    Written written =
        made.write(
            "PC_lan_in_4_g1",
            Family.IPV4,
            List.of(new Rule(1, Verdict.PERMIT, match, false, List.of())));

    assertThat(written.lines())
        .extracting(Written.WrittenLine::text)
        .containsExactly(
            "rule 0 permit udp destination-port range 0 6",
            "rule 65534 permit udp destination-port range 8 65535");
  }

  private List<String> problems(String source, String rest) throws IOException {
    Files.writeString(
        folder.resolve("made.yaml"),
        "profile: made\ntitle: Made up\nsources:\n  MADE: made up\nsource:\n" + source + rest);
    Problems problems = new Problems();
    Profiles.read(List.of(folder), problems);
    return problems.all().stream().map(problem -> problem.what()).toList();
  }
}
