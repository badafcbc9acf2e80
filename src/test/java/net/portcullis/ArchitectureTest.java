package net.portcullis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The walls of the house: which package may know which, and where each library belongs. */
class ArchitectureTest {
  private static final List<String> ORDER =
      List.of(
          "input",
          "acl",
          "catalog",
          "inventory",
          "policy",
          "dialect",
          "session",
          "store",
          "verify",
          "change",
          "compliance",
          "report",
          "emulator",
          "cli");

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("net.portcullis");
  }

  @Test
  void eachPackageImportsOnlyPackagesAboveIt() {
    for (int i = 0; i < ORDER.size(); i++) {
      String[] below =
          ORDER.subList(i + 1, ORDER.size()).stream()
              .map(name -> "net.portcullis." + name + "..")
              .toArray(String[]::new);
      if (below.length > 0) {
        noClasses()
            .that()
            .resideInAPackage("net.portcullis." + ORDER.get(i) + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(below)
            .allowEmptyShould(true)
            .check(classes);
      }
    }
  }

  @Test
  void everyPackageStandsInTheOrder() throws IOException {
    try (Stream<Path> rooms = Files.list(Path.of("src/main/java/net/portcullis"))) {
      assertThat(rooms.map(room -> room.getFileName().toString()).toList())
          .containsExactlyInAnyOrderElementsOf(ORDER);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "org.apache.sshd.., session|emulator",
    "org.apache.commons.net.., session|emulator",
    "org.snmp4j.., verify|emulator",
    "tools.jackson.., input|report",
    "picocli.., cli",
    "java.sql.., store",
    "com.github.kagkarlsson.., compliance",
    "java.net.http.., compliance",
    "com.sun.net.httpserver.., compliance"
  })
  void eachLibraryIsUsedWhereItBelongs(String library, String rooms) {
    String[] allowed =
        Stream.of(rooms.split("\\|"))
            .map(room -> "net.portcullis." + room + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideOutsideOfPackages(allowed)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(classes);
  }

  @Test
  void noPlatformIsNamedInJava() throws IOException {
    List<String> platforms =
        List.of(
            "h3c",
            "comware",
            "huawei",
            "vrp",
            "cisco",
            "nxos",
            "nx-os",
            "ios-xe",
            "junos",
            "juniper",
            "arista",
            "ruijie",
            "rgos",
            "nftables",
            "vyos",
            "aruba",
            "fortios",
            "fortinet",
            "routeros",
            "mikrotik");
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
        String text = Files.readString(source).toLowerCase(Locale.ROOT);
        assertThat(platforms.stream().filter(text::contains)).as(source.toString()).isEmpty();
      }
    }
  }
}
