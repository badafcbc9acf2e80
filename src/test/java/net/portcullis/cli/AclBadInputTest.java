package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Files that are not quite configurations: what can be read is read, the rest is listed. */
class AclBadInputTest {
  private static final Path FOLDER = Path.of("src/test/resources/cli/acl");
  private static final Path OLD = FOLDER.resolve("old.cfg");
  private static final String COMWARE = "h3c-comware7";

  @TempDir private Path folder;

  @Test
  void anUnknownListBringsTheNamesThatTheFileHolds() {
    CommandRun run = eval(OLD, "3001", "tcp 10.1.1.1 > 10.2.2.2:80");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .startsWith(OLD + ":1:1: There is no access list '3001' in this file.")
        .contains("It holds: 2001, 3000.");
  }

  @Test
  void aWrongPacketIsPointedAt() {
    CommandRun run = eval(OLD, "3000", "tcp 10.1.1.1 > 10.2.2.256:80");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("packet:1:16: ")
        .contains("\n  tcp 10.1.1.1 > 10.2.2.256:80\n                 ^\n");
  }

  @Test
  void anUnknownProfileBringsTheNearest() {
    CommandRun run = CommandRun.of("acl", "show", "--profile", "h3c-comwar7", "--file", "x");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("Did you mean 'h3c-comware7'?");
  }

  @Test
  void aMissingFileIsSaid() {
    CommandRun run = CommandRun.of("acl", "show", "--profile", COMWARE, "--file", "no\u001bsuch");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo("no\\u001Bsuch:1:1: There is no such file. Name one that exists.\n");
  }

  @Test
  void aFileBeyondTheLimitIsRefusedUnread() throws IOException {
    Path large = folder.resolve("large.cfg");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(200L << 20);
    }
    CommandRun run = CommandRun.of("acl", "show", "--profile", COMWARE, "--file", large.toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("larger than the limit of 64 MiB");
  }

  @Test
  void standardInputCannotBeBothFiles() {
    CommandRun run = CommandRun.of("acl", "diff", "--profile", COMWARE, "--acl", "3000", "-", "-");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("-:1:1: Standard input cannot be both files");
  }

  @Test
  void eitherFileOfTwoThatCannotBeReadIsSaid() {
    for (String[] files :
        new String[][] {{"no-such", OLD.toString()}, {OLD.toString(), "no-such"}}) {
      CommandRun run =
          CommandRun.of("acl", "diff", "--profile", COMWARE, "--acl", "3000", files[0], files[1]);
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err()).startsWith("no-such:1:1: There is no such file.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-8"})
  void aByteOrderMarkTellsTheEncoding(String charset) throws IOException {
    Path file = folder.resolve("encoded.cfg");
    Files.write(file, ("\uFEFF" + Files.readString(OLD)).getBytes(Charset.forName(charset)));
    assertSameAsOld(file);
  }

  @Test
  void lineEndsOfOtherSystemsAreLineEnds() throws IOException {
    Path file = folder.resolve("crlf.cfg");
    Files.writeString(file, Files.readString(OLD).replace("\n", "\r\n"));
    assertSameAsOld(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "---- More ----\r                \r",
        "---- More ----\u001b[16D                \u001b[16D",
        "---- More ----\b\b\b\b\b\b\b\b\b\b\b\b\b\b              \b\b\b\b\b\b\b\b\b\b\b\b\b\b",
        "---- More ----",
        "---- More ----\n",
      })
  void aCapturedSessionIsReadAndItsTornLastLineIsListed(String pager) throws IOException {
    Path file = folder.resolve("captured.txt");
    Files.writeString(
        file, Files.readString(FOLDER.resolve("captured.txt")).replace("@MORE@", pager));

    JsonNode shown =
        CommandRun.json(
            4, "acl", "show", "--profile", COMWARE, "--file", file.toString(), "-ojson");

    JsonNode lines = shown.get("lists").get(0).get("lines");
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1).get("action").asString()).isEqualTo("deny");
    assertThat(lines.get(2).get("action").asString()).isEqualTo("unknown");
    assertThat(shown.get("unreadable")).hasSize(1);
    assertThat(shown.get("unreadable").get(0).get("text").asString()).endsWith("destin");
  }

  @Test
  void binaryLinesAreListedAndTheRestIsRead() throws IOException {
    byte[] noise = new byte[4000];
    new Random(7).nextBytes(noise);
    byte[] text = Files.readAllBytes(OLD);
    byte[] both = new byte[text.length + noise.length];
    System.arraycopy(text, 0, both, 0, text.length);
    System.arraycopy(noise, 0, both, text.length, noise.length);
    Path file = Files.write(folder.resolve("binary"), both);

    CommandRun run = CommandRun.of("acl", "show", "--profile", COMWARE, "--file", file.toString());

    assertThat(run.status()).isEqualTo(4);
    assertThat(run.out()).contains("3000 (IPv4", "Lines that were not understood:");
    assertThat(run.out().chars()).noneMatch(c -> c < ' ' && c != '\n');
  }

  private static void assertSameAsOld(Path file) {
    CommandRun run =
        CommandRun.of(
            "acl", "diff", "--profile", COMWARE, "--acl", "3000", OLD.toString(), file.toString());
    assertThat(run).isEqualTo(new CommandRun(0, "Equivalent: both permit the same packets.\n", ""));
  }

  private static CommandRun eval(Path file, String acl, String packet) {
    return CommandRun.of(
        "acl", "eval", "--profile", COMWARE, "--file", file.toString(), "--acl", acl, packet);
  }

  @Test
  void nothingIsReadFromAFolder() {
    CommandRun run =
        CommandRun.of("acl", "show", "--profile", COMWARE, "--file", FOLDER.toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err().getBytes(StandardCharsets.UTF_8)).isNotEmpty();
  }
}
