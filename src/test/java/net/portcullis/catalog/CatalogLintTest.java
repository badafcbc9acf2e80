package net.portcullis.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.portcullis.input.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogLintTest {
  @TempDir Path folder;

  @Test
  void theCatalogIsClean() {
    assertThat(CatalogLint.lint(read(Path.of("catalog/imc")))).isEmpty();
  }

  @Test
  void findsRowsWhoseFlowsDoNotFitTheirWords() throws IOException {
    try (var files = Files.list(Path.of("src/test/resources/catalog/lint"))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    List<String> findings =
        CatalogLint.lint(read(folder)).stream()
            .map(finding -> finding.rule() + " " + finding.subject())
            .toList();
    assertThat(findings)
        .containsExactly(
            "statement plat",
            "row-missing plat-ext-1",
            "direction plat-ext-1",
            "protocol plat-ext-3",
            "port-unused plat-ext-3",
            "duplicate-flow plat-ext-3",
            "no-flow plat-ext-4",
            "parameter-unused plat-ext-5",
            "role-unknown imc-nothing",
            "role-unused idle");
  }

  private static Catalog read(Path folder) {
    Problems problems = new Problems();
    Catalog catalog = CatalogReader.read(folder, problems);
    assertThat(problems.all()).isEmpty();
    return catalog;
  }
}
