package net.portcullis.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import net.portcullis.catalog.Catalog;
import net.portcullis.catalog.CatalogReader;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Inventory;
import net.portcullis.inventory.InventoryReader;
import net.portcullis.session.RemoteShell;
import net.portcullis.session.SessionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerPortsTest {
  private static final String OTHERS =
      """
      udp   UNCONN 0 0      127.0.0.53%lo:53      0.0.0.0:*  users:(("resolver",pid=5,fd=13))
      tcp   LISTEN 0 128    [::]:22               [::]:*     users:(("sshd",pid=1,fd=3))
      """;

  @TempDir Path folder;

  @Test
  void portsThatNobodyElseListensOnAreFree() throws Exception {
    ServerPorts.Seen seen = look(answering(0, OTHERS));
    assertThat(seen.problem()).isEmpty();
    assertThat(seen.findings()).isEmpty();
    assertThat(seen.claimed()).isGreaterThan(15);
    assertThat(seen.contradicts() || seen.unclear()).isFalse();
  }

  @Test
  void theRowsOwnProcessMayListenAndAnotherMayNot() throws Exception {
    ServerPorts.Seen seen =
        look(
            answering(
                0,
                OTHERS
                    + """
                    tcp LISTEN 0 50 *:61616    *:*    users:(("javaSERVICE",pid=9,fd=4))
                    tcp LISTEN 0 50 [::]:61616 [::]:* users:(("javaSERVICE",pid=9,fd=5))
                    tcp LISTEN 0 50 *:8025     *:*    users:(("torrent",pid=8,fd=4))
                    tcp LISTEN 0 50 *:9044     *:*    users:(("starter",pid=7,fd=4))
                    """));
    assertThat(seen.findings())
        .extracting(finding -> finding.port() + " " + finding.verdict())
        .containsExactly("61616 OWN", "8025 TAKEN", "9044 UNCLEAR");
    assertThat(seen.findings().get(1).rows()).allMatch(row -> row.startsWith("plat-int-"));
    assertThat(seen.contradicts()).isTrue();
  }

  @Test
  void whatCannotBeReadIsUnknown() throws Exception {
    assertThat(look(answering(127, "ss: not found")).problem()).get().asString().contains("ss");
    assertThat(look(answering(0, "something else\n")).unclear()).isTrue();
    assertThat(look(answering(0, OTHERS.repeat(600))).unclear()).isTrue();
    ServerPorts.Seen unreachable =
        look(_ -> {
          throw new SessionException(SessionException.Kind.UNREACHABLE, "no route");
        });
    assertThat(unreachable.problem()).contains("no route");
  }

  @Test
  void aServerWithoutALoginIsSaidToBeUnknown() throws Exception {
    ServerPorts.Seen second = both(answering(0, OTHERS)).get(1);
    assertThat(second.server()).isEqualTo("two");
    assertThat(second.problem()).get().asString().contains("'check'");
  }

  private ServerPorts.Seen look(Prober.Shells shells) throws Exception {
    return both(shells).getFirst();
  }

  private List<ServerPorts.Seen> both(Prober.Shells shells) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("inventory.yaml"),
            """
            catalog: imc
            sites: {hq: {zones: {lan: [10.0.0.0/24], rest: {rest: true}}}}
            servers:
              one: {site: hq, addresses: [10.0.0.1], components: [plat], check: there}
              two: {site: hq, addresses: [10.0.0.2], components: [plat]}
            roles: {}
            devices: {}
            vantages:
              there:
                kind: ssh
                addresses: [10.0.0.1]
                login: {address: 10.0.0.1, credentials: {user: a, key: agent}}
            """);
    Problems problems = new Problems();
    Inventory inventory = InventoryReader.read(file, problems);
    Catalog catalog = CatalogReader.read(Path.of("catalog/imc"), problems);
    assertThat(problems.all()).isEmpty();
    return new ServerPorts(shells).look(catalog, inventory);
  }

  private static Prober.Shells answering(int status, String output) {
    return _ ->
        new RemoteShell() {
          @Override
          public Ran run(String command, Duration limit) {
            assertThat(command).endsWith("ss -H -lntup");
            return new Ran(status, output);
          }

          @Override
          public void close() {}
        };
  }
}
