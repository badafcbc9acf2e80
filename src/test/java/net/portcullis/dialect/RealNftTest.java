package net.portcullis.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Comparison;
import net.portcullis.acl.Family;
import net.portcullis.acl.Verdict;
import net.portcullis.inventory.Direction;
import net.portcullis.policy.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The kernel's own words: lists that were written are loaded by the real engine in a network
 * namespace that ends with its process, and what the engine then lists is read back.
 */
class RealNftTest {
  private static final int RUNS = Integer.getInteger("portcullis.runs", 3);
  private static final long SEED = Long.getLong("portcullis.seed", 20261121L);
  private static final String COMMAND = "nft -f \"$1\" && nft list ruleset";

  @TempDir private Path folder;
  private final Dialect dialect = TestProfiles.dialect("linux-nftables");

  private record Ran(int status, String out) {}

  @Test
  void theEngineTakesWhatIsWrittenAndShowsWhatMeansTheSame()
      throws IOException, InterruptedException {
    Ran empty = load("");
    assumeThat(empty.status())
        .as("nft in a namespace of its own is not possible here: %s", empty.out())
        .isZero();
    for (Family family : Family.values()) {
      for (long seed = SEED; seed < SEED + RUNS; seed++) {
        List<Rule> rules = new SampleLists(seed, dialect.traits()).list(family);
        String name =
            dialect.listName(
                "PORTCULLIS", TestBindings.vlanInterface("lan", "eth1"), Direction.IN, family, 1);
        Written written = dialect.write(name, family, rules);
        String script = script(written);

        Ran ran = load(script);

        assertThat(ran.status()).as("seed %d: %s%n%s", seed, ran.out(), script).isZero();
        DeviceConfig config = dialect.readFile("kernel", ran.out());
        assertThat(config.unreadable()).as("seed %d%n%s", seed, ran.out()).isEmpty();
        AccessList intent =
            new AccessList(name, rules.stream().map(Rule::line).toList(), Verdict.DENY);
        AccessList read = config.list(name, family).orElseThrow().access();
        assertThat(Comparison.compare(intent, read, family).isEqual())
            .as("seed %d%n%s%n%s", seed, script, ran.out())
            .isTrue();
      }
    }
  }

  @Test
  void aPrefixThatIsAWordOfTheEngineStillMakesNamesThatItTakes()
      throws IOException, InterruptedException {
    assumeThat(load("").status()).as("nft in a namespace of its own").isZero();
    for (String word : List.of("drop", "map", "ip", "meta", "counter")) {
      assertThat(load("add table inet t; add chain inet t " + word).status())
          .as("%s alone is refused", word)
          .isNotZero();
      String name =
          dialect.listName(
              word, TestBindings.vlanInterface("lan", "eth1"), Direction.OUT, Family.IPV4, 1);

      Ran ran = load(script(dialect.write(name, Family.IPV4, List.of())));

      assertThat(ran.status()).as("%s%n%s", name, ran.out()).isZero();
    }
  }

  @Test
  void interfacesAreReadAsForwardedPacketsShowThem() throws IOException, InterruptedException {
    assumeThat(ran("mount -t sysfs sysfs /sys", "").status()).as("a namespace with /sys").isZero();

    DeviceConfig routes = interfaces("echo 1 > /proc/sys/net/ipv6/conf/all/forwarding");
    assertThat(routes.unreadable()).isEmpty();
    assertThat(routes.interfaces())
        .extracting(DeviceConfig.InterfaceState::name, DeviceConfig.InterfaceState::ipv6)
        .contains(tuple("a0", true), tuple("b0", false))
        .doesNotContain(tuple("b1", true), tuple("b1", false));
    assertThat(interfaces("true").interfaces())
        .as("IPv6 that is not forwarded")
        .extracting(DeviceConfig.InterfaceState::ipv6)
        .doesNotContain(true);
  }

  /** A port with an address, a bridge without one, and a port that belongs to it. */
  private DeviceConfig interfaces(String how) throws IOException, InterruptedException {
    String ready =
        "mount -t sysfs sysfs /sys && ip link add a0 type veth peer name b1"
            + " && ip link add b0 type bridge && ip link set b1 master b0 && ip link set a0 up"
            + " && ip link set b1 up && ip -6 address add 2001:db8::1/64 dev a0 nodad && ";
    List<Output> texts = new ArrayList<>();
    for (Command command : dialect.readCommands(Dialect.Source.RUNNING)) {
      Ran ran = ran(ready + how + " && " + command.text(), "");
      assertThat(ran.status()).as(ran.out()).isZero();
      texts.add(new Output(command.text(), ran.out()));
    }
    return dialect.read(texts);
  }

  /** The staging commands without the shell around them. */
  private String script(Written written) {
    StringBuilder script = new StringBuilder();
    for (Command command : dialect.stage(written)) {
      String text = command.text();
      assertThat(text).startsWith("nft '").endsWith("'");
      script.append(text, "nft '".length(), text.length() - 1).append('\n');
    }
    return script.toString();
  }

  private Ran load(String script) throws IOException, InterruptedException {
    return ran(COMMAND, script);
  }

  private Ran ran(String command, String script) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("script.nft"), script);
    Path out = folder.resolve("out");
    try {
      Process process =
          new ProcessBuilder(
                  "unshare", "-rmn", "sh", "-c", command, "sh", file.toAbsolutePath().toString())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Ran(-1, "no answer in 20 s");
      }
      return new Ran(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
    } catch (IOException missing) {
      return new Ran(-1, String.valueOf(missing.getMessage()));
    }
  }
}
