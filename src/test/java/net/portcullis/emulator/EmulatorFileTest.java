package net.portcullis.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import net.portcullis.input.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulatorFileTest {
  @TempDir Path folder;

  @Test
  void aVariantHasTheOthersCommandsAndItsOwnFirst() throws IOException {
    EmulatedDevice device =
        device(
            """
            extends: h3c-comware7
            emulates: variant
            types: {sysname: {word: 1-9}}
            commands:
              - {in: any, syntax: "display version", do: [{say: "a variant"}]}
            """);
    assertThat(device.type("display version")).isEqualTo("a variant\r\n");
    assertThat(device.type("system-view", "sysname SHORT")).doesNotContain("%");
    assertThat(device.type("system-view", "sysname TOO-LONG-FOR-IT")).contains("% Wrong parameter");
  }

  @Test
  void aKindOfTheSameNameStandsInTheOthersPlace() throws IOException {
    EmulatedDevice device =
        device(
            """
            extends: h3c-comware7
            emulates: variant
            kinds:
              - {kind: sysname, key: "", lines: ["sysname is {sysname}"]}
            """);
    // Between the same neighbours as before.
    assertThat(device.running())
        .startsWith("#\n version 7.1.070, Release 6555P01\n#\n sysname is SW1\n#\n clock timezone");
  }

  @Test
  void anEmulatorThatExtendsItselfIsRefused() throws IOException {
    Problems problems = new Problems();
    assertThat(read("extends: variant\nemulates: variant\n", problems)).isEmpty();
    assertThat(problems.all())
        .singleElement()
        .satisfies(problem -> assertThat(problem.toString()).contains("extends another one"));
  }

  private EmulatedDevice device(String text) throws IOException {
    Problems problems = new Problems();
    Optional<Platform> platform = read(text, problems);
    problems.throwIfAny();
    SettableTime time = new SettableTime();
    return new EmulatedDevice(
        "SW1",
        platform.orElseThrow(),
        Shell.boot(platform.orElseThrow(), time),
        time,
        Dumps.none());
  }

  private Optional<Platform> read(String text, Problems problems) throws IOException {
    Files.writeString(folder.resolve("variant.yaml"), text);
    return PlatformReader.find("variant", Optional.of(folder), Map.of(), problems);
  }
}
