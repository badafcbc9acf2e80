package net.portcullis.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.portcullis.input.Fields;
import net.portcullis.input.Problems;

/** The sections of a profile that other readers understand. */
final class Specs {
  private Specs() {}

  /** A profile without the section serves to read and write files; nobody can talk by it. */
  static SessionSpec session(Fields profile, Problems problems) {
    return profile
        .node("session")
        .flatMap(section -> SessionSpecReader.read(section, problems))
        .orElseGet(Specs::offline);
  }

  private static SessionSpec offline() {
    return new SessionSpec(
        "\r\n",
        512,
        new SessionSpec.Login(List.of(), List.of(), List.of(), List.of(), ""),
        Map.of(),
        "",
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Duration.ofSeconds(30),
        Duration.ofSeconds(120));
  }

  static SnmpSpec snmp(Fields profile, Problems problems) {
    return profile
        .mapping("snmp")
        .map(section -> SnmpSpecReader.read(section, problems))
        .orElseGet(SnmpSpec::none);
  }
}
