package net.portcullis.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.portcullis.acl.Ranges;
import net.portcullis.catalog.Conflicts.Claim;
import net.portcullis.catalog.Conflicts.Conflict;
import net.portcullis.input.Problems;
import org.junit.jupiter.api.Test;

class ConflictsTest {
  private final Catalog catalog = CatalogReader.read(Path.of("catalog/imc"), new Problems());

  @Test
  void twoProcessesWantOnePort() {
    List<Conflict> conflicts = find(Map.of(), "inode", "bims");
    assertThat(conflicts).hasSize(1);
    Conflict conflict = conflicts.getFirst();
    assertThat(conflict.protocol() + " " + conflict.ports()).isEqualTo("tcp 9090");
    assertThat(conflict.certain()).isTrue();
    assertThat(conflict.claims())
        .extracting(Claim::entry)
        .containsExactly("inode-ext-8", "bims-ext-3");
  }

  @Test
  void oneProcessSharesItsPort() {
    assertThat(find(Map.of(), "plat", "mvm", "wsm", "vsm", "ivm", "bims", "qosm", "som", "uba-nta"))
        .isEmpty();
  }

  @Test
  void twoServersDoNotConflict() {
    assertThat(
            Conflicts.find(
                catalog, Map.of("a", List.of("inode"), "b", List.of("bims")), Map.of(), Set.of()))
        .isEmpty();
  }

  @Test
  void aMovedPortMakesAndMendsConflicts() {
    assertThat(find(Map.of("web-https", Ranges.of(9443)), "plat", "bims"))
        .extracting(conflict -> conflict.ports().toString())
        .containsExactly("9443");
    assertThat(find(Map.of("web-https", Ranges.of(7070)), "plat", "apm"))
        .extracting(conflict -> conflict.ports().toString())
        .contains("7070");
    assertThat(find(Map.of(), "plat", "apm")).allMatch(conflict -> !conflict.certain());
    assertThat(find(Map.of("apm-ssl", Ranges.of(8444)), "plat", "apm")).isEmpty();
  }

  @Test
  void internalPortsMustBeFreeThePlatformsToo() {
    assertThat(Conflicts.mustBeFree(catalog, List.of("bims"), Map.of()))
        .hasSize(16)
        .allMatch(claim -> claim.component().equals("plat"));
    assertThat(Conflicts.mustBeFree(catalog, List.of("uam-ead-cams"), Map.of()))
        .hasSize(23)
        .anyMatch(claim -> claim.ports().toString().equals("50901-50999"));
    assertThat(Conflicts.mustBeFree(catalog, List.of("qosm"), Map.of())).isEmpty();
  }

  private List<Conflict> find(Map<String, Ranges> values, String... components) {
    return Conflicts.find(catalog, Map.of("one", List.of(components)), values, Set.of());
  }
}
