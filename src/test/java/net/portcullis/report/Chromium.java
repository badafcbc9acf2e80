package net.portcullis.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The browser of this machine, run without a window and without a word to any network. */
record Chromium(Path program) {

  static Optional<Chromium> onPath() {
    return Stream.of(String.valueOf(System.getenv("PATH")).split(":", -1))
        .flatMap(part ->
            Stream.of("chromium", "chromium-browser", "google-chrome").map(Path.of(part)::resolve))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Chromium::new);
  }

  /** The document as it stands once the file is loaded and its scripts have run. */
  String dom(Path file, Path profile, String... options) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile));
    command.addAll(List.of(options));
    command.addAll(List.of("--dump-dom", file.toUri().toString()));
    Path out = Files.createTempFile("dom", ".html");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IOException(program + " has not ended after 60 s.");
      }
      return Files.readString(out, StandardCharsets.UTF_8);
    } finally {
      process.destroyForcibly();
      Files.delete(out);
    }
  }
}
