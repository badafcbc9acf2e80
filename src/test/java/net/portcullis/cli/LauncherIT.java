package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.portcullis.emulator.EmulatedDevice;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The launcher as scripts and people start it: a process with a status and two streams. */
class LauncherIT {
  private static final Path LAUNCHER = Path.of("portcullis").toAbsolutePath();
  private static final String LISTS = "src/test/resources/cli/acl/";
  private static final String PLATFORM = "h3c-comware7";
  private static final char ESCAPE = '\u001b';

  @TempDir private Path folder;

  private record Ended(int status, String out, String err) {
    JsonNode json() {
      return JsonMapper.shared().readTree(out);
    }
  }

  private Ended run(String... arguments) throws IOException, InterruptedException {
    return ended(start(builder(LAUNCHER, arguments)));
  }

  /** With everything that a shell's environment may hold against us taken away. */
  private ProcessBuilder builder(Path launcher, String... arguments) {
    List<String> line = new ArrayList<>(List.of(launcher.toString()));
    line.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder
        .environment()
        .keySet()
        .removeAll(List.of("JAVA_TOOL_OPTIONS", "PORTCULLIS_OPTS", "NO_COLOR", "COLUMNS"));
    return builder;
  }

  private Process start(ProcessBuilder builder) throws IOException {
    return builder
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  private Ended ended(Process process) throws IOException, InterruptedException {
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ended(
        process.exitValue(),
        Files.readString(folder.resolve("out")),
        Files.readString(folder.resolve("err")));
  }

  @Test
  void moreEmulatedDevicesThanFilesAreRefusedAtOnce() throws Exception {
    Ended refused =
        ended(
            start(
                builder(
                    Path.of("/bin/sh"),
                    "-c",
                    "ulimit -n 2000 && exec \"$0\" \"$@\"",
                    LAUNCHER.toString(),
                    "emulator",
                    "run",
                    "--profile",
                    PLATFORM,
                    "--count",
                    "500")));
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err())
        .contains("500 devices with one session each need 2200 open files")
        .contains("may have 2000. Raise the limit with 'ulimit -n'");
  }

  @Test
  void theVersionIsOneLineAndNothingIsSaidBesideIt() throws Exception {
    Ended version = run("--version");
    assertThat(version.status()).isZero();
    assertThat(version.out()).matches("portcullis \\S+\n");
    assertThat(version.err()).isEmpty();
  }

  @Test
  void jsonStandsAloneOnStandardOutput() throws Exception {
    Ended allowlist = run("allowlist", "-o", "json");
    assertThat(allowlist.status()).isZero();
    assertThat(allowlist.json().isArray()).isTrue();
    assertThat(allowlist.json().size()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "-o json catalog list",
    "catalog -o json list",
    "catalog list -o json",
    "catalog list --output=json"
  })
  void optionsStandInAnyPlace(String line) throws Exception {
    Ended listed = run(line.split(" ", -1));
    assertThat(listed.status()).as(listed.err()).isZero();
    assertThat(listed.json().size()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "0, acl diff --profile h3c-comware7 --acl 3000 OLD OLD",
    "3, acl diff --profile h3c-comware7 --acl 3000 OLD NEW",
    "4, acl diff --profile h3c-comware7 --acl 3000 UNREADABLE NEW",
    "2, allowlist --no-such-option",
    "2, no-such-command",
    "2, allowlist --inventory no/such/inventory.yaml",
    "2, ''"
  })
  void theStatusTellsHowItEnded(int status, String line) throws Exception {
    String[] words =
        line.isEmpty()
            ? new String[0]
            : line.replace("OLD", LISTS + "old.cfg")
                .replace("UNREADABLE", LISTS + "unreadable.cfg")
                .replace("NEW", LISTS + "new.cfg")
                .split(" ", -1);
    Ended ended = run(words);
    assertThat(ended.status()).as(ended.out() + ended.err()).isEqualTo(status);
    if (status == 2) {
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err()).isNotBlank().doesNotContain("Exception", "\tat ");
    }
  }

  @Test
  void progressGoesToStandardErrorAndTheResultToStandardOutput() throws Exception {
    try (EmulatedFleet fleet =
        EmulatedFleet.small(folder, Options.of(PLATFORM, 1, Transport.SSH))) {
      String[] where = {
        "--inventory", fleet.inventory().toString(), "--state", fleet.state().toString()
      };
      EmulatedDevice device = fleet.device();
      assertThat(run(with(where, "plan", "-o", "json")).status()).isEqualTo(3);
      Ended pushed = run(with(where, "push", "--yes", "-o", "json"));
      assertThat(pushed.status()).as(pushed.err()).isZero();
      assertThat(pushed.json().get("devices").get(0).get("state").asString()).isEqualTo("SAVED");
      assertThat(pushed.err()).contains(device.name() + ": STAGED", device.name() + ": SAVED");
      assertThat(run(with(where, "check")).status()).isZero();
      fleet.emulators().close();
      assertThat(run(with(where, "push", "--yes")).status()).isEqualTo(1);
      assertThat(run(with(where, "check")).status()).isEqualTo(4);
    }
  }

  private static String[] with(String[] first, String... then) {
    List<String> all = new ArrayList<>(Arrays.asList(first));
    all.addAll(Arrays.asList(then));
    return all.toArray(String[]::new);
  }

  @Test
  void itIsStartedThroughALinkAndFromAnotherFolder() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("first"), LAUNCHER);
    Files.createDirectory(folder.resolve("bin"));
    Path second = Files.createSymbolicLink(folder.resolve("bin/second"), Path.of("../first"));
    assertThat(link).isSymbolicLink();
    Ended listed =
        ended(start(builder(second, "catalog", "list", "-o", "json").directory(folder.toFile())));
    assertThat(listed.status()).as(listed.err()).isZero();
    assertThat(listed.json().size()).isPositive();
  }

  /** Where the build stands in another place its start-up cache fits nothing, or is damaged. */
  @Test
  void whatTheJvmHasToSayIsNotSaidOnStandardOutput() throws Exception {
    Path run = Files.createDirectories(folder.resolve("target/run"));
    Path target = LAUNCHER.resolveSibling("target");
    Path launcher = Files.copy(LAUNCHER, folder.resolve("portcullis"));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(
        folder.resolve("target/portcullis-all.jar"), target.resolve("portcullis-all.jar"));
    // Makes the copy and the cache where nobody has called the launcher yet.
    run("--version");
    Files.createSymbolicLink(run.resolve("portcullis.jar"), target.resolve("run/portcullis.jar"));
    Files.copy(target.resolve("run/made-with"), run.resolve("made-with"));
    Files.writeString(run.resolve("portcullis.aot"), "This is no cache.\n");
    ProcessBuilder builder = builder(launcher, "--version");
    builder.environment().put("JAVA_TOOL_OPTIONS", "-Dnothing=much");
    Ended version = ended(start(builder));
    assertThat(version.status()).as(version.err()).isZero();
    assertThat(version.out()).matches("portcullis \\S+\n");
    assertThat(version.err()).contains("JAVA_TOOL_OPTIONS");
  }

  @Test
  void coloursAreForTerminalsWhoseUserWantsThem() throws Exception {
    Path script = Path.of("/usr/bin/script");
    assumeThat(script).as("a program that gives a terminal").exists();
    assertThat(run("--help").out()).isNotBlank().doesNotContain(Character.toString(ESCAPE));
    assertThat(onTerminal(script, Map.of("TERM", "xterm"))).contains(Character.toString(ESCAPE));
    assertThat(onTerminal(script, Map.of("TERM", "xterm", "NO_COLOR", "1")))
        .contains("COMMAND")
        .doesNotContain(Character.toString(ESCAPE));
  }

  private String onTerminal(Path script, Map<String, String> environment) throws Exception {
    ProcessBuilder builder =
        builder(script, "-qec", "'" + LAUNCHER + "' --help", folder.resolve("typed").toString());
    builder.environment().putAll(environment);
    return ended(start(builder)).out();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void aSignalReachesTheToolItself(String signal) throws Exception {
    Process emulator =
        start(builder(LAUNCHER, "emulator", "run", "--profile", PLATFORM, "--count", "1"));
    try {
      await(emulator, "out", "ready");
      assertThat(emulator.toHandle().info().command().orElseThrow()).endsWith("/java");
      signal(emulator, signal);
      assertThat(emulator.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(emulator.exitValue()).isEqualTo(signal.equals("INT") ? 130 : 143);
    } finally {
      emulator.destroyForcibly();
    }
    assertThat(folder.resolve("out")).hasContent("ready");
  }

  @Test
  void aPushThatIsInterruptedFinishesItsDeviceAndSaysSo() throws Exception {
    try (EmulatedFleet fleet =
        EmulatedFleet.small(folder, Options.of(PLATFORM, 2, Transport.SSH))) {
      Process push =
          start(
              builder(
                  LAUNCHER,
                  "--inventory",
                  fleet.inventory().toString(),
                  "--state",
                  fleet.state().toString(),
                  "push",
                  "--yes",
                  "-o",
                  "json"));
      try {
        await(push, "err", "-0001: LOCKED");
        signal(push, "INT");
        Ended ended = ended(push);
        assertThat(ended.status()).as(ended.err()).isEqualTo(130);
        assertThat(ended.err()).contains("Interrupted: no further device is begun");
        assertThat(ended.json().get("devices").get(0).get("state").asString()).isEqualTo("SAVED");
        assertThat(ended.json().get("devices").get(1).get("state").asString()).isEqualTo("REFUSED");
      } finally {
        push.destroyForcibly();
      }
      EmulatedDevice second = fleet.emulators().devices().getLast();
      assertThat(second.running()).doesNotContain("PORTCULLIS");
    }
  }

  private static void signal(Process process, String signal)
      throws IOException, InterruptedException {
    assertThat(
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor())
        .isZero();
  }

  /** Waits until a stream's file holds a text; the process ends first where it never will. */
  private void await(Process process, String stream, String text) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    Path file = folder.resolve(stream);
    while (!Files.readString(file).contains(text)) {
      assertThat(process.isAlive()).as(Files.readString(folder.resolve("err"))).isTrue();
      assertThat(System.nanoTime()).isLessThan(deadline);
      process.waitFor(5, TimeUnit.MILLISECONDS);
    }
  }
}
