package net.portcullis.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is typed into a router's shell, run by a shell: a line counts as taken by its status. */
class LinuxCommandsTest {
  @TempDir private Path folder;
  private final Dialect dialect = TestProfiles.dialect("linux-nftables");
  private final Dialect.TimedRollback systemd = dialect.timedRollbacks().getFirst();
  private final Dialect.TimedRollback detached = dialect.timedRollbacks().getLast();

  private record Ran(int status, String out) {}

  @Test
  void aTimerThatDoesNotRunIsAnAnswerAndNoAnswerIsNone() throws Exception {
    String check = systemd.check().orElseThrow().text();

    Ran runs = systemctl("active", 0, check);
    assertThat(runs.status()).isZero();
    assertThat(systemd.armed(runs.out())).isTrue();
    for (int status : new int[] {3, 4}) {
      Ran over = systemctl("inactive", status, check);
      assertThat(over.status()).as(over.out()).isZero();
      assertThat(systemd.armed(over.out())).isFalse();
    }
    assertThat(systemctl("Failed to connect to bus", 1, check).status()).isNotZero();
  }

  @Test
  void aSecondDetachedTimerIsNotBegunBesideTheFirst() throws Exception {
    Path run = Files.createDirectory(folder.resolve("run"));
    try {
      assertThat(arm(run).status()).isZero();
      Ran second = arm(run);
      assertThat(second.status()).as(second.out()).isNotZero();
      assertThat(detached.armed(here(run, detached.check().orElseThrow()).out())).isTrue();
    } finally {
      for (Command end : detached.confirm()) {
        here(run, end);
      }
    }
    assertThat(detached.armed(here(run, detached.check().orElseThrow()).out())).isFalse();
    Ran again = arm(run);
    assertThat(again.status()).as(again.out()).isZero();
    for (Command end : detached.confirm()) {
      here(run, end);
    }
  }

  @Test
  void whatNothingLoadsAtBootIsNotSaved() throws Exception {
    String own = "table inet portcullis {\n}\n";
    Files.writeString(Files.createDirectories(folder.resolve("etc/nftables.d")).resolve(OWN), own);
    String conf = "flush ruleset\n";
    String include = conf + "include \"/etc/nftables.d/*.nft\"\n";

    assertThat(startup(conf, false, 1)).as("how it starts is not known").isEqualTo(own);
    assertThat(startup(conf, true, 0)).as("not included").isEmpty();
    assertThat(startup("# " + include, true, 0)).isEqualTo(own);
    assertThat(startup("# include \"/etc/nftables.d/*.nft\"\n", true, 0)).isEmpty();
    assertThat(startup(include, true, 1)).as("not enabled").isEmpty();
    assertThat(startup(include, true, 0)).isEqualTo(own);
  }

  @Test
  void savingWhereNothingLoadsItAtBootSaysWhatIsMissing() throws Exception {
    assertThat(saved("flush ruleset\n", 0).out()).contains("At boot nothing loads");
    assertThat(saved("flush ruleset\n", 0).status()).isNotZero();
    assertThat(saved("include \"/etc/nftables.d/*.nft\"\n", 0).status()).isZero();
  }

  private static final String OWN = "portcullis.nft";

  /** What the router is said to start with. */
  private String startup(String conf, boolean systemd, int enabled) throws Exception {
    boots(conf, systemd, enabled);
    StringBuilder out = new StringBuilder();
    for (Command command : dialect.readCommands(Dialect.Source.STARTUP)) {
      if (command.text().contains(OWN)) {
        Ran ran = at(command);
        assertThat(ran.status()).as(ran.out()).isZero();
        out.append(ran.out());
      }
    }
    return out.toString();
  }

  private Ran saved(String conf, int enabled) throws Exception {
    boots(conf, true, enabled);
    Ran last = new Ran(0, "");
    for (Command command : dialect.save()) {
      last = at(command);
    }
    return last;
  }

  private void boots(String conf, boolean systemd, int enabled) throws IOException {
    Files.writeString(
        Files.createDirectories(folder.resolve("etc")).resolve("nftables.conf"), conf);
    Path runs = folder.resolve("run/systemd/system");
    if (systemd) {
      Files.createDirectories(runs);
    } else {
      Files.deleteIfExists(runs);
    }
    stub("systemctl", "exit " + enabled);
    stub("nft", "echo 'table inet portcullis'");
  }

  /** With folders that stand for the router's own. */
  private Ran at(Command command) throws IOException, InterruptedException {
    String here = folder.toAbsolutePath().toString();
    // What is looked for within a file stays as it is.
    return sh(
        command
            .text()
            .replace(" /etc/", " " + here + "/etc/")
            .replace(" /run/", " " + here + "/run/"));
  }

  private Ran arm(Path run) throws IOException, InterruptedException {
    Ran last = new Ran(0, "");
    for (Command command : detached.arm(Duration.ofSeconds(20))) {
      last = here(run, command);
      if (last.status() != 0) {
        return last;
      }
    }
    return last;
  }

  /** In a folder that stands for the router's own, and with an engine that says nothing. */
  private Ran here(Path run, Command command) throws IOException, InterruptedException {
    stub("nft", "exit 0");
    return sh(command.text().replace("/run/", run.toAbsolutePath() + "/"));
  }

  private Ran systemctl(String says, int status, String line)
      throws IOException, InterruptedException {
    stub("systemctl", "echo '" + says + "'\nexit " + status);
    return sh(line);
  }

  private void stub(String program, String script) throws IOException {
    Path file = Files.createDirectories(folder.resolve("bin")).resolve(program);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private Ran sh(String line) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(List.of("sh", "-c", line)))
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().put("PATH", folder.resolve("bin") + ":/usr/sbin:/usr/bin:/sbin:/bin");
    Process process = builder.start();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("no answer in 20 s");
    }
    return new Ran(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
  }
}
