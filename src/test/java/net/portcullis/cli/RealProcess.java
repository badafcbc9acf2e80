package net.portcullis.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The command line in a process of its own, started without the launcher: in a build the jar that
 * it made, elsewhere the class path of this one, or {@code -Dportcullis.classpath}.
 */
record RealProcess(Process process, Path out, Path err) implements AutoCloseable {
  private static final Path JAR = Path.of("target/portcullis-all.jar");

  /** Starts a command line on a fleet. */
  static RealProcess start(EmulatedFleet fleet, String... arguments) throws IOException {
    return start(List.of(), fleet, arguments);
  }

  /**
   * Starts a command line on a fleet.
   *
   * @param under the program that starts it, such as a tracer, and its arguments
   */
  static RealProcess start(List<String> under, EmulatedFleet fleet, String... arguments)
      throws IOException {
    List<String> line = new ArrayList<>(under);
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xlog:disable",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath(),
            "net.portcullis.cli.Portcullis",
            "--inventory",
            fleet.inventory().toString(),
            "--state",
            fleet.state().toString()));
    line.addAll(List.of(arguments));
    Path out = Files.createTempFile(fleet.inventory().getParent(), "real", ".out");
    Path err = Files.createTempFile(fleet.inventory().getParent(), "real", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "PORTCULLIS_OPTS"));
    return new RealProcess(builder.start(), out, err);
  }

  private static String classPath() {
    boolean build = System.getProperty("basedir") != null && Files.exists(JAR);
    String here = build ? JAR.toString() : System.getProperty("java.class.path");
    return System.getProperty("portcullis.classpath", here);
  }

  /** Sends a signal by its name. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Waits for the end and returns what was printed. */
  EmulatedFleet.Result ended() throws InterruptedException {
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      throw new IllegalStateException("It does not end: " + text(err));
    }
    return new EmulatedFleet.Result(process.exitValue(), text(out), text(err));
  }

  /** Waits until standard error holds a text, or the process has ended. */
  void awaitOnError(String text) throws InterruptedException {
    while (!text(err).contains(text) && !process.waitFor(2, TimeUnit.MILLISECONDS)) {
      Thread.onSpinWait();
    }
  }

  /** What it has said on standard error. */
  String error() {
    return text(err);
  }

  /** Waits until what it has said on standard error is as wanted. */
  void await(Predicate<String> wanted) throws InterruptedException {
    for (int i = 0; i < 1200 && !wanted.test(error()); i++) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    if (!wanted.test(error())) {
      throw new AssertionError("It did not say so: " + error());
    }
  }

  /** How many states it has told of. */
  int progress() {
    return (int) text(err).lines().filter(line -> line.matches("\\S+: [A-Z_]+")).count();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
