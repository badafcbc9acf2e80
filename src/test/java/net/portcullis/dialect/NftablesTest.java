package net.portcullis.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Evaluator;
import net.portcullis.acl.Family;
import net.portcullis.acl.Packet;
import net.portcullis.acl.Verdict;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Direction;
import org.junit.jupiter.api.Test;

/** Rulesets as the engine prints them. */
class NftablesTest {
  private final Dialect dialect = TestProfiles.dialect("linux-nftables");
  private final DeviceConfig config =
      dialect.readFile("ruleset.nft", TestProfiles.fixture("linux-nftables/ruleset.nft"));
  private final AccessList list =
      config.list("inet/portcullis/PORTCULLIS_lan_in_4_g1", Family.IPV4).orElseThrow().access();

  @Test
  void aMapsElementIsTheBindingOfTheChainItLeadsTo() {
    assertThat(config.bound("eth1", Direction.IN, Family.IPV4))
        .extracting(DeviceConfig.ReadBinding::list)
        .containsExactly("inet/portcullis/PORTCULLIS_lan_in_4_g1");
    assertThat(config.bound("eth1", Direction.IN, Family.IPV6)).isEmpty();
  }

  @Test
  void otherTablesAreShown() {
    assertThat(config.bound("docker0", Direction.IN, Family.IPV4))
        .extracting(DeviceConfig.ReadBinding::list)
        .hasSize(1);
    assertThat(config.references())
        .extracting(DeviceConfig.Reference::list)
        .contains("ip/filter/INPUT");
    assertThat(config.unreadable()).isEmpty();
  }

  @Test
  void packetsMeetSetsMasksFragmentsAndStates() {
    assertThat(verdict("tcp 10.5.5.5:40000 > 10.2.2.2:443")).isEqualTo(Verdict.PERMIT);
    assertThat(verdict("tcp 10.5.5.5:40000 > 10.2.2.2:444")).isEqualTo(Verdict.DENY);
    assertThat(verdict("tcp 10.5.5.5:40000 > 10.2.2.2:444 established reply"))
        .isEqualTo(Verdict.PERMIT);
    assertThat(verdict("udp 10.1.1.9:5000 > 10.77.2.200:162")).isEqualTo(Verdict.PERMIT);
    assertThat(verdict("udp 172.16.0.1:5000 > 10.9.0.6:53")).isEqualTo(Verdict.PERMIT);
    assertThat(verdict("udp 172.16.0.1:5000 > 10.9.0.7:53")).isEqualTo(Verdict.DENY);
    assertThat(verdict("udp 172.16.0.1 > 10.2.2.2 fragment")).isEqualTo(Verdict.PERMIT);
    assertThat(verdict("icmp 172.16.0.1 > 10.2.2.2 8/0")).isEqualTo(Verdict.PERMIT);
    assertThat(verdict("icmp 172.16.0.1 > 10.2.2.2 3/3")).isEqualTo(Verdict.DENY);
  }

  @Test
  void aReturnGoesOnBehindTheJump() {
    assertThat(verdict("tcp 10.66.6.6:1 > 1.1.1.1:22")).isEqualTo(Verdict.PERMIT);
    assertThat(verdict("tcp 10.66.6.6:1 > 1.1.1.1:23")).isEqualTo(Verdict.DENY);
    assertThat(verdict("tcp 10.66.6.7:1 > 1.1.1.1:22")).isEqualTo(Verdict.DENY);
  }

  @Test
  void aChainThatRunsInCirclesIsUnknown() {
    DeviceConfig circle =
        dialect.readFile(
            "circle", "table inet t {\n chain a {\n  jump b\n }\n chain b {\n  jump a\n }\n}\n");

    assertThat(circle.list("inet/t/a", Family.IPV4).orElseThrow().access().lines())
        .extracting(net.portcullis.acl.Line::verdict)
        .containsOnly(Verdict.UNKNOWN);
  }

  @Test
  void oneTransactionPutsTheNewListInTheOldOnesPlace() {
    Binding binding = TestBindings.of("lan", "eth1", Binding.Attachment.PORT);
    String old = dialect.listName("PORTCULLIS", binding, Direction.IN, Family.IPV4, 1);
    String next = dialect.listName("PORTCULLIS", binding, Direction.IN, Family.IPV4, 2);

    assertThat(dialect.bind(binding, Direction.IN, Family.IPV4, next, Optional.of(old)))
        .extracting(Command::text)
        .containsExactly(
            "nft 'delete element inet portcullis in4 { \"eth1\" };"
                + " add element inet portcullis in4 { \"eth1\" : jump PORTCULLIS_lan_in_4_g2 }'");
    assertThat(dialect.generation(next, "PORTCULLIS", binding, Direction.IN, Family.IPV4))
        .contains(2);
  }

  @Test
  void onlyOurOwnTableIsEverChangedAndTheRulesetIsNeverFlushed() {
    Binding binding = TestBindings.of("lan", "eth1", Binding.Attachment.PORT);
    String name = dialect.listName("PORTCULLIS", binding, Direction.IN, Family.IPV4, 1);
    List<Command> typed = new ArrayList<>();
    typed.addAll(dialect.stage(dialect.write(name, Family.IPV4, List.of())));
    typed.addAll(dialect.bind(binding, Direction.IN, Family.IPV4, name, Optional.empty()));
    typed.addAll(dialect.bind(binding, Direction.IN, Family.IPV4, name, Optional.of(name)));
    typed.addAll(dialect.unbind(binding, Direction.IN, Family.IPV4, name));
    typed.addAll(dialect.remove(name, Family.IPV4));
    typed.addAll(dialect.save());
    for (Dialect.TimedRollback timer : dialect.timedRollbacks()) {
      typed.addAll(timer.arm(java.time.Duration.ofSeconds(90)));
      typed.addAll(timer.confirm());
    }
    Pattern changes =
        Pattern.compile("\\b(?:add|delete|flush|destroy|insert|replace) (\\w+)( inet portcullis)?");
    for (Command command : typed) {
      assertThat(command.text()).doesNotContain("flush ruleset");
      assertThat(changes.matcher(command.text()).results())
          .as(command.text())
          .allSatisfy(change -> assertThat(change.group(2)).isEqualTo(" inet portcullis"));
    }
  }

  @Test
  void theTimersNameTheirTime() {
    List<Dialect.TimedRollback> timers = dialect.timedRollbacks();

    assertThat(timers).hasSize(2);
    assertThat(timers.getFirst().arm(java.time.Duration.ofSeconds(90)).getLast().text())
        .contains("--on-active=90");
    assertThat(timers.getFirst().available("no\n")).isFalse();
    assertThat(timers.getLast().armed("armed")).isTrue();
  }

  private Verdict verdict(String packet) {
    return Evaluator.evaluate(list, Packet.parse(packet)).verdict();
  }
}
