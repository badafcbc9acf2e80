package net.portcullis.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.portcullis.lab.RouterWorkspace.Ran;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The whole way on a real router: what the command line pushes is judged by packets that its author
 * did not write, and by the ruleset as the kernel shows it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouterPushIT {
  private static final Path FIXTURES = Path.of("src/test/resources/lab/router");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECONDS = "40";

  @TempDir private Path folder;
  private ContainerLab lab;
  private RouterWorkspace workspace;

  @BeforeAll
  void openLab() throws Exception {
    LabGate.open();
    lab = new ContainerLab();
    // The engine's rules for name look-ups have targets that nft cannot show, so what they do is
    // unknown.
    ContainerLab.run(lab.router, "nft flush ruleset");
    for (int last : new int[] {17, 33, 49, 65, 81, 97}) {
      ContainerLab.run(lab.client, "ip address add 10.91.1." + last + "/24 dev eth0");
    }
  }

  @AfterAll
  void closeLab() {
    if (lab != null) {
      lab.close();
    }
  }

  @BeforeEach
  void aFreshRouterIsEnrolled() throws Exception {
    ContainerLab.run(lab.server, "nft delete table ip console 2>/dev/null || true");
    ContainerLab.run(
        lab.router,
        "for t in 'inet portcullis' 'ip console'; do nft delete table $t 2>/dev/null; done;"
            + " rm -rf /etc/nftables.d /run/portcullis-revert.*");
    workspace = new RouterWorkspace(Files.createTempDirectory(folder, "case"), lab);
    succeeds(workspace.run("enroll", "--yes", "router"));
  }

  @Test
  void a_list_is_pushed_over_ssh_and_packets_prove_it_and_rollback_leaves_no_trace()
      throws Exception {
    String before = ruleset();

    Ran plan = workspace.run("plan", "router", "-o", "json");
    assertThat(plan.status()).as(plan.all()).isEqualTo(3);
    assertThat(device(plan).path("status").asString()).isEqualTo("change");
    assertThat(ruleset()).as("a plan changes nothing").isEqualTo(before);

    assertThat(state(succeeds(push()))).isEqualTo("SAVED");
    assertPackets();
    succeeds(workspace.run("check", "router"));
    Ran verify = workspace.run("verify", "router", "-o", "json");
    assertThat(device(verify).path("snmp").findValuesAsString("verdict"))
        .as(verify.all())
        .isNotEmpty()
        .doesNotContain("differs");
    assertThat(device(verify).path("probes").findValuesAsString("verdict"))
        .contains("open", "blocked");
    assertThat(verify.status()).as(verify.all()).isZero();
    assertThat(state(succeeds(push()))).isEqualTo("UNCHANGED");

    succeeds(workspace.run("rollback", "router", "--yes"));
    assertThat(ruleset()).isEqualTo(before);
    assertThat(probed(lab.client, List.of("tcp 10.91.1.3 10.91.2.3 8080"))).containsOnly("open");
  }

  @Test
  void a_list_is_changed_over_telnet_and_rollback_restores_the_one_before() throws Exception {
    succeeds(push());
    Set<String> before = chains();
    workspace.change(
        Map.of(
            "transport: ssh",
            "transport: telnet",
            "roles:\n",
            "options: {errata: corrected, drop: [plat-ext-7]}\nroles:\n"));

    assertThat(state(succeeds(push()))).isEqualTo("SAVED");
    List<String> telnet = List.of("tcp 10.91.2.3 10.91.1.17 23");
    assertThat(probed(lab.server, telnet)).containsOnly("closed");

    // The list before lets logins over SSH through, and going back to it over Telnet is refused.
    workspace.change(Map.of("transport: telnet", "transport: ssh"));
    succeeds(workspace.run("rollback", "router", "--yes"));
    // Byte for byte; a chain that is made again stands last in its table.
    assertThat(chains()).isEqualTo(before);
    assertThat(probed(lab.server, telnet)).containsOnly("open");
  }

  @Test
  void a_lock_out_comes_back_by_itself() throws Exception {
    manageThroughTheRouterItself();
    String before = ruleset();
    Ran push = push("--timer", SECONDS);
    assertThat(push.status()).as(push.all()).isEqualTo(1);
    assertThat(state(push)).as(push.all()).isEqualTo("ROLLED_BACK");
    assertThat(push.err()).contains("SWAPPED").doesNotContain("PROBED");
    assertThat(ruleset()).isEqualTo(before);
  }

  @Test
  void a_router_whose_pusher_dies_after_the_swap_takes_the_change_back_alone() throws Exception {
    String before = ruleset();
    Process pusher = workspace.start("push", "router", "--yes", "--timer", SECONDS);
    assertThat(killedAt(pusher, "SWAPPED")).isTrue();
    assertThat(bound()).as("the new lists are in force when the pusher dies").isTrue();

    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (bound() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(500);
    }
    assertThat(bound()).as("the router's timer took the lists away").isFalse();
    assertThat(probed(lab.client, List.of("tcp 10.91.1.3 10.91.2.3 8080"))).containsOnly("open");

    Ran refused = push();
    assertThat(refused.status()).as(refused.all()).isEqualTo(1);
    assertThat(refused.out()).contains("recover");
    Ran recover = workspace.run("recover", "--yes", "-o", "json");
    assertThat(state(recover)).as(recover.all()).isEqualTo("ROLLED_BACK");
    assertThat(ruleset()).isEqualTo(before);
  }

  @Test
  void a_hand_edit_is_found_with_a_packet_that_passes() throws Exception {
    succeeds(push());
    List<String> packet = List.of("tcp 10.91.1.33 10.91.2.3 4444");
    assertThat(probed(lab.client, packet)).containsOnly("closed");
    String list =
        ContainerLab.run(
                lab.router,
                "nft list table inet portcullis | grep -o 'PORT.*_out_4_g[0-9]*' | head -1")
            .strip();
    typedOverSsh(
        "sudo nft insert rule inet portcullis "
            + list
            + " ip saddr 10.91.1.33 ip daddr 10.91.2.3 tcp dport 4444 accept");

    Ran check = workspace.run("check", "router", "-o", "json");
    assertThat(check.status()).as(check.all()).isEqualTo(3);
    assertThat(device(check).path("status").asString()).isEqualTo("drift");
    String witness = "tcp 10.91.1.33:40000 > 10.91.2.3:4444";
    assertThat(device(check).path("findings").findValuesAsString("witness"))
        .as(check.all())
        .contains(witness);
    String[] words = witness.split("[ :]", -1);
    assertThat(probed(lab.client, List.of("tcp " + words[1] + " " + words[4] + " " + words[5])))
        .as("that very packet passes")
        .containsOnly("open");
  }

  /** As a person would, from another host, with a password. */
  private void typedOverSsh(String line) throws Exception {
    ContainerLab.run(
        lab.client,
        "printf '#!/bin/sh\\necho %s\\n' '"
            + RouterWorkspace.PASSWORD
            + "' >/tmp/ask && chmod 700 /tmp/ask && SSH_ASKPASS_REQUIRE=force SSH_ASKPASS=/tmp/ask"
            + " ssh -o StrictHostKeyChecking=no admin@"
            + ContainerLab.ROUTER
            + " '"
            + line
            + "'");
  }

  private void assertPackets() throws Exception {
    for (GenericContainer<?> from : List.of(lab.client, lab.server)) {
      assertThat(ContainerLab.probe(from, packets("open.txt", from)))
          .as("what the rows allow")
          .isNotEmpty()
          .allMatch(line -> line.startsWith("open"));
      assertThat(ContainerLab.probe(from, packets("blocked.txt", from)))
          .as("what no row allows")
          .isNotEmpty()
          .allMatch(line -> line.startsWith("closed"));
    }
    assertThat(rows()).as("every external row is tried").isEqualTo(externalRows());
  }

  private List<String> packets(String fixture, GenericContainer<?> from) throws IOException {
    String network = from.equals(lab.server) ? "10.91.2." : "10.91.1.";
    return lines(fixture)
        .map(line -> line.split(" ", -1))
        .filter(words -> words[1].startsWith(network))
        .map(words -> String.join(" ", List.of(words).subList(0, 4)))
        .distinct()
        .toList();
  }

  private static Stream<String> lines(String fixture) throws IOException {
    return Files.readAllLines(FIXTURES.resolve(fixture)).stream()
        .filter(line -> !line.isEmpty() && !line.startsWith("#"));
  }

  private static Set<String> rows() throws IOException {
    Set<String> rows = new TreeSet<>();
    lines("open.txt").map(line -> line.split(" ", -1)[4]).forEach(rows::add);
    return rows;
  }

  private Set<String> externalRows() throws IOException {
    Set<String> rows = new TreeSet<>();
    for (JsonNode entry : JSON.readTree(workspace.run("catalog", "list", "-o", "json").out())) {
      boolean deployed = Set.of("plat", "bims").contains(entry.path("component").asString());
      if (deployed && entry.path("scope").asString().equals("external")) {
        rows.add(entry.path("id").asString());
      }
    }
    return rows;
  }

  /**
   * The login goes to the router's front, is sent on through its filter to a console server in the
   * server network, and comes back from there: a way that no comparison of lists can see.
   */
  private void manageThroughTheRouterItself() throws Exception {
    ContainerLab.run(
        lab.router,
        "nft 'table ip console { chain there { type nat hook prerouting priority dstnat;"
            + " tcp dport 2222 dnat to 10.91.2.3:2222; };"
            + " chain back { type nat hook postrouting priority srcnat;"
            + " ip daddr 10.91.2.3 tcp dport 2222 masquerade; }; }'");
    ContainerLab.run(
        lab.server,
        "nft 'table ip console { chain there { type nat hook prerouting priority dstnat - 1;"
            + " tcp dport 2222 dnat to 10.91.2.2:22; };"
            + " chain back { type nat hook postrouting priority srcnat;"
            + " ip daddr 10.91.2.2 masquerade; }; }'");
    workspace.change(Map.of("transport: ssh", "transport: ssh\n    port: 2222"));
  }

  private static boolean killedAt(Process process, String state) throws Exception {
    try (BufferedReader progress = process.inputReader()) {
      for (String line = progress.readLine(); line != null; line = progress.readLine()) {
        System.out.println("pusher: " + line);
        if (line.endsWith(": " + state)) {
          process.destroyForcibly().waitFor();
          return true;
        }
      }
    }
    return false;
  }

  private boolean bound() throws Exception {
    return ruleset().contains("jump PORTCULLIS");
  }

  private Ran push(String... more) {
    return workspace.run(
        Stream.concat(Stream.of("push", "router", "--yes", "-o", "json"), Stream.of(more))
            .toArray(String[]::new));
  }

  private String ruleset() throws Exception {
    return ContainerLab.run(lab.router, "nft list ruleset");
  }

  /** The ruleset's chains and maps, whose order in their table means nothing. */
  private Set<String> chains() throws Exception {
    String inside = ruleset().replaceAll("(?m)^\\}?\n", "");
    return new TreeSet<>(List.of(inside.split("(?m)^(?=\t(?:chain|map) )", -1)));
  }

  private static Set<String> probed(GenericContainer<?> from, List<String> packets)
      throws Exception {
    Set<String> verdicts = new TreeSet<>();
    ContainerLab.probe(from, packets).forEach(line -> verdicts.add(line.split(" ", 2)[0]));
    return verdicts;
  }

  private static Ran succeeds(Ran ran) {
    assertThat(ran.status()).as(ran.all()).isZero();
    return ran;
  }

  private static JsonNode device(Ran ran) throws IOException {
    List<JsonNode> devices =
        StreamSupport.stream(JSON.readTree(ran.out()).path("devices").spliterator(), false)
            .toList();
    assertThat(devices).as(ran.all()).hasSize(1);
    return devices.getFirst();
  }

  private static String state(Ran ran) throws IOException {
    return device(ran).path("state").asString();
  }
}
