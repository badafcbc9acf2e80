package net.portcullis.session;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.portcullis.dialect.Profiles;
import net.portcullis.dialect.SessionSpec;
import net.portcullis.dialect.SessionSpecReader;
import net.portcullis.input.Fields;
import net.portcullis.input.Node;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;
import net.portcullis.input.YamlReader;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.SecretReference;

/** Devices and session sections for tests. */
final class Fixtures {
  static final Place PLACE = new Place("inventory/site.yaml", 7, 3);
  static final SecretReference PASSWORD = new SecretReference.Environment("LOGIN", PLACE);
  static final SecretReference PRIVILEGE = new SecretReference.Environment("PRIVILEGE", PLACE);

  private Fixtures() {}

  static SessionSpec spec(Path profile) {
    Problems problems = new Problems();
    Node document =
        YamlReader.read(profile, problems).orElseThrow(() -> new AssertionError(problems.all()));
    Node section = Fields.of(document, problems).node("session").orElseThrow();
    return SessionSpecReader.read(section, problems)
        .orElseThrow(() -> new AssertionError(problems.all()));
  }

  static Profiles profiles() {
    Problems problems = new Problems();
    Profiles profiles = Profiles.read(List.of(Path.of("device-profiles")), problems);
    problems.throwIfAny();
    return profiles;
  }

  static SessionSpec spec() {
    return spec(Path.of("device-profiles/h3c-comware7.yaml"));
  }

  static Secrets secrets() {
    return new Secrets(
        name ->
            switch (name) {
              case "LOGIN" -> Optional.of(ToyServers.PASSWORD);
              case "PRIVILEGE" -> Optional.of(ToyServers.PRIVILEGE);
              default -> Optional.empty();
            },
        question -> Optional.empty());
  }

  static Device device(String name, Device.Transport transport, int port) {
    return device(
        name,
        transport,
        port,
        new Device.Credentials("admin", Optional.of(PASSWORD), Optional.empty(), Optional.empty()));
  }

  static Device device(
      String name, Device.Transport transport, int port, Device.Credentials credentials) {
    return new Device(
        name,
        "site",
        "127.0.0.1",
        port,
        transport,
        "toy",
        Optional.empty(),
        credentials,
        Optional.empty(),
        Optional.empty(),
        "PC-",
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        false,
        List.of(),
        List.of(),
        PLACE,
        PLACE);
  }

  /** Short, so that tests of what never comes end soon. */
  static final Timeouts SHORT =
      new Timeouts(
          Duration.ofSeconds(3),
          Duration.ofSeconds(5),
          Duration.ofMillis(20),
          Duration.ofMillis(200),
          Duration.ofMillis(200));
}
