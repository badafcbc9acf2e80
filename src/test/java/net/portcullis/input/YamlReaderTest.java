package net.portcullis.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class YamlReaderTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void refusesWithPlaceAndWords(String name, String text, String place, String words) {
    Problems problems = new Problems();
    assertThat(YamlReader.read("f.yaml", text, problems)).as(name).isEmpty();
    assertThat(problems.all()).hasSize(1);
    Problem problem = problems.all().getFirst();
    assertThat(problem.place()).hasToString("f.yaml:" + place);
    assertThat(problem.what()).contains(words);
    assertThat(problem.remedy()).isNotBlank();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        refusal("alias", "a: 1\nb: *x\n", "2:4", "aliases"),
        refusal("anchor on a scalar", "a: &x 1\n", "1:4", "anchors"),
        refusal("anchor on a mapping", "a: &x\n  k: 1\n", "1:4", "anchors"),
        refusal("anchor on a sequence", "a: &x [1]\n", "1:4", "anchors"),
        refusal("anchor on its own line", "a:\n  &x\n  k: 1\n", "2:3", "anchors"),
        refusal("tag on the document", "--- !foo\na: 1\n", "1:5", "tags"),
        refusal("anchor on a key", "&k a: 1\n", "1:1", "anchors"),
        refusal("tag on a scalar", "a: !!str x\n", "1:4", "tags"),
        refusal("tag on a sequence", "a: !foo [1]\n", "1:4", "tags"),
        refusal("tag on a key", "!foo a: 1\n", "1:1", "tags"),
        refusal("second document", "a: 1\n---\nb: 2\n", "3:1", "second document"),
        refusal("duplicate key", "a: 1\nb: 2\na: 3\n", "3:1", "'a' stands here a second time"),
        refusal("duplicate key in a flow mapping", "x: {a: 1, a: 2}\n", "1:11", "second time"),
        refusal("complex key", "? [a, b]\n: 1\n", "1:4", "not YAML"),
        refusal("key without text", ": 1\n", "1:1", "not YAML"),
        refusal("tab", "a:\n\tb: 1\n", "2:1", "U+0009"),
        refusal("NUL", "a: \0\n", "1:4", "U+0000"),
        refusal("bell after a wide character", "a: \uD83D\uDE00\u0007\n", "1:5", "U+0007"),
        refusal("carriage return alone", "a: 1\rb: 2\n", "1:5", "U+000D"),
        refusal("next line", "a: x\u0085\n", "1:5", "U+0085"),
        refusal("reordering character", "a: x\u202Ey\n", "1:5", "U+202E"),
        refusal("hidden character", "a: x\u200By\n", "1:5", "U+200B"),
        refusal("escaped NUL", "a: \"x\\0y\"\n", "1:4", "U+0000"),
        refusal("escaped line feed", "k:\n  - \"x\\ny\"\n", "2:5", "U+000A"),
        refusal("escaped control in a key", "\"a\\u0007\": 1\n", "1:1", "U+0007"),
        refusal("escaped reordering", "a: \"\\u202E\"\n", "1:4", "U+202E"),
        refusal("empty file", "", "1:1", "empty"),
        refusal("comments only", "# nothing\n", "1:1", "empty"),
        refusal("too deep", "[".repeat(100) + "]".repeat(100), "1:34", "nested"),
        refusal("much too deep", "[".repeat(50_000), "1:34", "nested"),
        refusal("open quote", "a: \"x\nb: 1\n", "1:4", "quoted scalar"),
        refusal("open bracket", "a: [1, 2\n", "1:4", "flow sequence"),
        refusal("bad indentation", "a: 1\n b: 2\n", "2:3", "not allowed here"));
  }

  private static Arguments refusal(String name, String text, String place, String words) {
    return Arguments.of(name, text, place, words);
  }

  @Test
  void keepsEveryPlace() {
    Node root = read("ports: [22, 70000]\nnested:\n  - 中文: x\n    b: \"\"\n");
    Node.Mapping mapping = (Node.Mapping) root;
    Node.Sequence ports = (Node.Sequence) mapping.entries().getFirst().value();
    assertThat(ports.items().get(1).place()).hasToString("f.yaml:1:13");
    Node.Entry nested = mapping.entries().get(1);
    assertThat(nested.key().place()).hasToString("f.yaml:2:1");
    Node.Mapping item = (Node.Mapping) ((Node.Sequence) nested.value()).items().getFirst();
    assertThat(item.place()).hasToString("f.yaml:3:5");
    assertThat(item.entries().getFirst().value().place()).hasToString("f.yaml:3:9");
    assertThat(item.entries().get(1).value().place()).hasToString("f.yaml:4:8");
  }

  @Test
  void givesNoScalarAType() {
    Node.Mapping root =
        (Node.Mapping) read("a: 010\nb: yes\nc: ~\nd: \"~\"\ne: 1e9\nf: \"\"\ng:\nh: null\n");
    assertThat(root.entries().stream().map(entry -> (Node.Scalar) entry.value()))
        .extracting(Node.Scalar::text)
        .containsExactly("010", "yes", "~", "~", "1e9", "", "", "null");
    assertThat(root.entries().stream().map(entry -> (Node.Scalar) entry.value()))
        .extracting(Node.Scalar::quoted)
        .containsExactly(false, false, false, true, false, true, false, false);
  }

  @Test
  void readsBlocksWindowsLineEndsAndByteOrderMarks() {
    assertThat(text("a: |\n  x\n  y\n")).isEqualTo("x\ny\n");
    assertThat(text("a: >\n  x\n  y\n")).isEqualTo("x y\n");
    assertThat(text("a: 1\r\nb: 2\r\n")).isEqualTo("1");
    assertThat(text("\uFEFFa: 1\n")).isEqualTo("1");
    assertThat(text("---\na: 1\n...\n")).isEqualTo("1");
  }

  @Test
  void tellsWhatIsWrongWithAFile(@TempDir Path folder) throws IOException {
    assertThat(problem(folder.resolve("missing.yaml"))).contains("no such file");
    Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9});
    assertThat(problem(latin)).contains("not UTF-8");
    assertThat(problem(folder)).contains("cannot be read");
    Path huge = folder.resolve("huge.yaml");
    Files.write(huge, "# x\n".repeat(1_100_000).getBytes(StandardCharsets.UTF_8));
    assertThat(problem(huge)).contains("larger than 4 MiB");
  }

  private static String problem(Path file) {
    Problems problems = new Problems();
    assertThat(YamlReader.read(file, problems)).isEmpty();
    assertThat(problems.all()).hasSize(1);
    return problems.all().getFirst().toString();
  }

  private static String text(String yaml) {
    return ((Node.Scalar) ((Node.Mapping) read(yaml)).entries().getFirst().value()).text();
  }

  private static Node read(String text) {
    Problems problems = new Problems();
    Optional<Node> node = YamlReader.read("f.yaml", text, problems);
    assertThat(problems.all()).isEmpty();
    return node.orElseThrow();
  }
}
