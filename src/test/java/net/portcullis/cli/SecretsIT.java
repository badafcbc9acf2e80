package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import net.portcullis.emulator.Time;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whole commands in processes of their own, asked to log everything, on devices whose every secret
 * is a canary: the login's, the privilege's, the community, both passphrases of SNMP, and one that
 * a program gives. No byte that they print, store or show to other processes holds one.
 */
class SecretsIT {
  private static final String CANARY = "Canary+7q/Zk=9%x";
  private static final String WRONG = "Mistaken+3w/Vj=2%y";

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void noSecretLeavesTheProcess(Transport transport) throws Exception {
    Options options =
        new Options(
            Options.of("h3c-comware7", 3, transport).batches(),
            Duration.ZERO,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Map.of("secret", CANARY),
            Time.real());
    Files.writeString(
        folder.resolve("everything.properties"),
        """
        handlers=java.util.logging.ConsoleHandler
        java.util.logging.ConsoleHandler.level=ALL
        .level=ALL
        """);
    try (EmulatedFleet fleet = EmulatedFleet.small(folder, options)) {
      otherReferences(fleet);
      Path plan = folder.resolve("change.plan.json");
      List<String> reports = new ArrayList<>(List.of("check"));
      for (String report : List.of("html", "junit", "sarif", "prometheus", "json")) {
        reports.addAll(List.of("--report", report + ":" + folder.resolve("report." + report)));
      }
      run(fleet, 3, "plan", "--save", plan.toString());
      run(fleet, 0, "push", plan.toString(), "--yes", "-o", "json");
      run(fleet, 0, "verify", "tag=emulated", "-o", "json");
      run(fleet, 0, reports.toArray(String[]::new));
      run(fleet, 0, "rollback", "h3c-comware7-0001", "--yes");
      run(fleet, 0, "enroll", "h3c-comware7-0002", "--yes");
      run(fleet, 0, "recover", "--yes");
      run(fleet, 0, "history", "--verify");
      run(fleet, 0, "profile", "show", "h3c-comware7");
      secret("fleet.yaml.secret", WRONG);
      run(fleet, 1, "push", "h3c-comware7-0001", "--yes");
      run(fleet, 4, "check");
      Files.delete(folder.resolve("fleet.yaml.secret"));
    }
    Files.deleteIfExists(folder.resolve("program.secret"));
    int searched = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        holdsNone(Files.readAllBytes(file), file.toString());
        searched++;
      }
    }
    assertThat(searched).isGreaterThan(20);
  }

  /** The search finds what it looks for. */
  @org.junit.jupiter.api.Test
  void theSearchFindsEveryForm() throws Exception {
    for (Map.Entry<String, byte[]> form : forms(CANARY).entrySet()) {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      text.writeBytes("before ".getBytes(StandardCharsets.UTF_8));
      text.writeBytes(form.getValue());
      assertThat(found(text.toByteArray())).as(form.getKey()).isPresent();
    }
    assertThat(found("nothing".getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  /** One device asks a program, and one is read by version 2c. */
  private void otherReferences(EmulatedFleet fleet) throws IOException {
    secret("program.secret", CANARY);
    String inventory = Files.readString(fleet.inventory());
    int second = inventory.indexOf("  h3c-comware7-0002:");
    int third = inventory.indexOf("  h3c-comware7-0003:");
    int end = inventory.indexOf("\n#", third);
    String asked =
        inventory
            .substring(second, third)
            .replace(
                "    transport:",
                "    credentials: {user: admin, password: \"command:cat "
                    + folder.resolve("program.secret")
                    + "\", privilege: \"file:fleet.yaml.secret\"}\n    transport:");
    String old = inventory.substring(third, end);
    int user = old.indexOf("      user:");
    String community =
        old.substring(0, user).replace("version: 3", "version: 2c")
            + "      community: \"file:fleet.yaml.secret\"\n";
    Files.writeString(
        fleet.inventory(),
        inventory.substring(0, second) + asked + community + inventory.substring(end));
  }

  private void secret(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text + "\n");
  }

  private void run(EmulatedFleet fleet, int status, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Djava.util.logging.config.file=" + folder.resolve("everything.properties"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("net.portcullis.cli.Portcullis");
    command.addAll(List.of("--inventory", fleet.inventory().toString()));
    command.addAll(List.of("--state", fleet.state().toString()));
    command.addAll(List.of(arguments));
    File out = Files.createTempFile(folder, arguments[0] + "-", ".out").toFile();
    File err = Files.createTempFile(folder, arguments[0] + "-", ".err").toFile();
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("").toAbsolutePath().toFile())
            .redirectOutput(out)
            .redirectError(err)
            .start();
    while (process.isAlive()) {
      for (String name : List.of("cmdline", "environ")) {
        Path shown = Path.of("/proc", Long.toString(process.pid()), name);
        try {
          holdsNone(Files.readAllBytes(shown), shown.toString());
        } catch (IOException ended) {
          // The process has just ended, or this is no Linux.
        }
      }
      process.waitFor(Duration.ofMillis(20));
    }
    assertThat(process.exitValue())
        .as(Files.readString(out.toPath()) + Files.readString(err.toPath()))
        .isEqualTo(status);
  }

  private static void holdsNone(byte[] bytes, String where) throws Exception {
    assertThat(found(bytes)).as(where).isEmpty();
  }

  private static Optional<String> found(byte[] bytes) throws Exception {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (String secret : List.of(CANARY, WRONG)) {
      for (Map.Entry<String, byte[]> form : forms(secret).entrySet()) {
        if (text.contains(new String(form.getValue(), StandardCharsets.ISO_8859_1))) {
          return Optional.of(form.getKey() + " of " + secret);
        }
      }
    }
    return Optional.empty();
  }

  private static Map<String, byte[]> forms(String secret) throws Exception {
    byte[] plain = secret.getBytes(StandardCharsets.UTF_8);
    Map<String, byte[]> forms = new LinkedHashMap<>();
    forms.put("the text", plain);
    forms.put("the text, reversed", ascii(new StringBuilder(secret).reverse().toString()));
    forms.put("the text, in capitals", ascii(secret.toUpperCase(Locale.ROOT)));
    forms.put("the text, in small letters", ascii(secret.toLowerCase(Locale.ROOT)));
    forms.put("UTF-16, low byte first", secret.getBytes(StandardCharsets.UTF_16LE));
    forms.put("UTF-16, high byte first", secret.getBytes(StandardCharsets.UTF_16BE));
    forms.put("a form field", ascii(URLEncoder.encode(secret, StandardCharsets.UTF_8)));
    String hex = HexFormat.of().formatHex(plain);
    forms.put("hexadecimal", ascii(hex));
    forms.put("hexadecimal, in capitals", ascii(hex.toUpperCase(Locale.ROOT)));
    forms.put("hexadecimal with colons", ascii(HexFormat.ofDelimiter(":").formatHex(plain)));
    forms.put("hexadecimal with blanks", ascii(HexFormat.ofDelimiter(" ").formatHex(plain)));
    for (int shift = 0; shift < 3; shift++) {
      // Whatever stands before, two of the characters at each end may depend on it.
      String encoded = Base64.getEncoder().encodeToString(ascii("x".repeat(shift) + secret));
      forms.put("base64 at " + shift, ascii(encoded.substring(4, encoded.length() - 4)));
    }
    for (String hash : List.of("MD5", "SHA-1", "SHA-256")) {
      byte[] digest = MessageDigest.getInstance(hash).digest(plain);
      forms.put(hash, ascii(HexFormat.of().formatHex(digest)));
    }
    return forms;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
