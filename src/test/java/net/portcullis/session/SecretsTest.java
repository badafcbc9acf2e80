package net.portcullis.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import net.portcullis.input.InvalidInputException;
import net.portcullis.input.Place;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.SecretReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets come only from where nobody else can read them, and are never shown. */
class SecretsTest {
  private static final String CANARY = "CANARY-secret";

  @TempDir Path folder;

  @Test
  void aFileOfMyOwnIsReadFromBesideTheInventory() throws IOException {
    file("secret", CANARY + "\nmore\n", "rw-------");
    assertThat(resolve(fileReference("secret"))).isEqualTo(CANARY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx--x---"})
  void aFileThatOthersMayUseIsRefused(String mode) throws IOException {
    file("secret", CANARY, mode);
    refused(fileReference("secret"), "chmod 600");
  }

  @Test
  void aLinkADirectoryAndNothingAreRefused() throws IOException {
    Path target = file("target", CANARY, "rw-------");
    Files.createSymbolicLink(folder.resolve("link"), target);
    refused(fileReference("link"), "symbolic link");
    refused(fileReference("."), "not a file");
    refused(fileReference("missing"), "no secret file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\nsecond line", "with\u0003control", "with\u001bescape"})
  void whatIsNoSecretIsRefused(String text) throws IOException {
    file("secret", text, "rw-------");
    assertThatThrownBy(() -> resolve(fileReference("secret")))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aFileThatIsTooLargeIsRefused() throws IOException {
    file("secret", "x".repeat(5000), "rw-------");
    refused(fileReference("secret"), "4096");
  }

  @Test
  void aProgramIsRunWithoutAShell() {
    assertThat(resolve(program("printf", "%s", "$HOME;" + CANARY))).isEqualTo("$HOME;" + CANARY);
    refused(program("false"), "failed");
    refused(program("/nonexistent/program"), "cannot be started");
    refused(program("head", "-c", "5000", "/dev/zero"), "more than 4096");
  }

  @Test
  void aVariableMustBeSet() {
    assertThat(resolve(new SecretReference.Environment("SET", place()))).isEqualTo(CANARY);
    refused(new SecretReference.Environment("UNSET", place()), "'UNSET' is not set");
  }

  @Test
  void withoutATerminalNobodyIsAsked() {
    refused(new SecretReference.Prompt(place()), "no terminal");
  }

  @Test
  void aPersonIsAskedOnce() {
    AtomicInteger asked = new AtomicInteger();
    try (Secrets secrets =
        new Secrets(
            name -> Optional.empty(),
            question -> {
              asked.incrementAndGet();
              return Optional.of(CANARY.toCharArray());
            })) {
      SecretReference prompt = new SecretReference.Prompt(place());
      secrets.resolve(prompt, "password of a");
      secrets.resolve(prompt, "password of b");
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void everyProblemIsToldBeforeAnyDeviceIsTouched() {
    Device a = device(fileReference("one"), new Place("site.yaml", 4, 2));
    Device b = device(fileReference("two"), new Place("site.yaml", 9, 2));
    try (Secrets secrets = secrets()) {
      assertThatThrownBy(() -> secrets.prepare(List.of(a, b)))
          .isInstanceOfSatisfying(
              InvalidInputException.class, wrong -> assertThat(wrong.problems()).hasSize(2));
    }
  }

  @Test
  void aSecretIsNotPrintedAndCanBeWiped() {
    Secret secret = Secret.of((CANARY + "é").toCharArray());
    assertThat(secret).hasToString("Secret[hidden]");
    assertThat(secret.utf8()).isEqualTo((CANARY + "é").getBytes(StandardCharsets.UTF_8));
    secret.close();
    assertThat(secret.characters()).containsOnly('\0');
  }

  private void refused(SecretReference reference, String words) {
    assertThatThrownBy(() -> resolve(reference))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(words)
        .hasMessageContaining("site.yaml:3:5")
        .hasMessageNotContaining(CANARY);
  }

  private String resolve(SecretReference reference) {
    try (Secrets secrets = secrets()) {
      return new String(secrets.resolve(reference, "password of sw1").characters());
    }
  }

  private static Secrets secrets() {
    return new Secrets(
        name -> name.equals("SET") ? Optional.of(CANARY) : Optional.empty(),
        question -> Optional.empty());
  }

  private Place place() {
    return new Place(folder.resolve("site.yaml").toString(), 3, 5);
  }

  private SecretReference fileReference(String name) {
    return new SecretReference.File(name, place());
  }

  private SecretReference program(String... arguments) {
    return new SecretReference.Program(List.of(arguments), place());
  }

  private static Device device(SecretReference password, Place place) {
    return Fixtures.device(
        "device at " + place,
        Device.Transport.SSH,
        22,
        new Device.Credentials("admin", Optional.of(password), Optional.empty(), Optional.empty()));
  }

  private Path file(String name, String text, String mode) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
