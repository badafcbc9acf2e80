package net.portcullis.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Family;
import net.portcullis.acl.Fragments;
import net.portcullis.acl.Line;
import net.portcullis.acl.Match;
import net.portcullis.acl.Prefix;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;
import net.portcullis.acl.Verdict;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Direction;
import net.portcullis.policy.Rule;
import org.junit.jupiter.api.Test;

/** The first profile against the platform's own words. */
class Comware7Test {
  private final Dialect dialect = TestProfiles.dialect("h3c-comware7");
  private final DeviceConfig running =
      dialect.readFile("running.cfg", TestProfiles.fixture("h3c-comware7/running.cfg"));

  @Test
  void understandsEveryLineOfARunningConfiguration() {
    assertThat(running.unreadable()).isEmpty();
    assertThat(running.hostname()).contains("edge-a");
    assertThat(running.unmatched()).isEqualTo(Verdict.DENY);
    assertThat(running.lists())
        .extracting(DeviceConfig.ReadList::name)
        .containsExactly("2001", "3000", "V6-IN");
    assertThat(running.bound("vlan-interface10", Direction.IN, Family.IPV4))
        .extracting(DeviceConfig.ReadBinding::list)
        .containsExactly("3000");
    assertThat(running.infrastructure())
        .extracting(DeviceConfig.Infrastructure::protocol)
        .containsExactly("vrrp", "ospf");
    assertThat(running.interfaces())
        .extracting(DeviceConfig.InterfaceState::ipv6)
        .containsExactly(true, false);
    assertThat(running.references())
        .extracting(DeviceConfig.Reference::where)
        .containsExactly("Telnet server", "login lines", "SNMP community");
  }

  @Test
  void readsNamesOperatorsWildcardsAndFragments() {
    List<Line> lines = running.list("3000", Family.IPV4).orElseThrow().access().lines();

    assertThat(lines.get(0).matches().getFirst().destinationPorts()).contains(Ranges.of(80));
    assertThat(lines.get(1).matches().getFirst().sourcePorts())
        .contains(Ranges.of(new Range(1024, 65535)));
    assertThat(lines.get(2).matches().getFirst().established()).contains(true);
    assertThat(lines.get(3).matches().getFirst().icmp().getFirst().contains(8, 1)).isFalse();
    assertThat(lines.get(5).matches().getFirst().destinations().getFirst().prefixLength())
        .isEqualTo(-1);
    assertThat(lines.get(5).matches().getFirst().fragments()).isEqualTo(Fragments.LATER);
    assertThat(lines.get(6).exact()).isFalse();
    assertThat(lines.get(7).matches().getFirst().protocols()).isEqualTo(Ranges.of(47));
    assertThat(running.list("3000", Family.IPV4).orElseThrow().ids())
        .containsExactly("0", "5", "10", "15", "20", "25", "30", "35", "65534");
  }

  @Test
  void readsListingsWithCountersDescriptionsAndOlderHeaders() {
    DeviceConfig listing =
        dialect.readFile("display", TestProfiles.fixture("h3c-comware7/display-acl.cfg"));

    assertThat(listing.unreadable()).isEmpty();
    assertThat(listing.lists())
        .extracting(DeviceConfig.ReadList::name)
        .containsExactly("3001", "PORTCULLIS_lan_in_4_g1", "2000", "3002");
    assertThat(listing.list("3001", Family.IPV4).orElseThrow().access().lines()).hasSize(3);
  }

  @Test
  void aNumberTypedAgainIsLaidOverTheOldLine() {
    DeviceConfig config =
        dialect.readFile(
            "typed",
            """
            acl advanced 3000
             rule 5 permit tcp source 10.0.0.0 0.0.0.255 destination-port eq 22
             rule 0 deny udp
             rule 5 permit tcp destination-port eq 80
            """);

    List<Line> lines = config.list("3000", Family.IPV4).orElseThrow().access().lines();
    assertThat(lines).hasSize(2);
    Match merged = lines.get(1).matches().getFirst();
    assertThat(merged.destinationPorts()).contains(Ranges.of(80));
    assertThat(merged.sources()).containsExactly(AddressMask.of(Prefix.parse("10.0.0.0/24")));
  }

  @Test
  void aLineThatIsNotUnderstoodMakesItsListUnknownAndIsShown() {
    DeviceConfig config =
        dialect.readFile(
            "typed",
            "acl advanced 3000\n rule 0 permit tcp\n rule 5 permit frobnicate\n rule 10 deny ip\n");

    assertThat(config.unreadable()).extracting(DeviceConfig.Unreadable::line).containsExactly(3);
    assertThat(config.list("3000", Family.IPV4).orElseThrow().access().lines())
        .extracting(Line::verdict)
        .containsExactly(Verdict.PERMIT, Verdict.UNKNOWN, Verdict.DENY);
  }

  @Test
  void writesTheFewestLinesAndReadsThemBack() {
    Match web =
        Match.any(Family.IPV4)
            .withProtocol(6)
            .withSources(
                List.of(
                    AddressMask.of(Prefix.parse("10.0.0.0/8")),
                    AddressMask.of(Prefix.parse("192.0.2.1"))))
            .withDestinationPorts(Ranges.of(Range.of(80), Range.of(443)));
    Match all = Match.any(Family.IPV4);
    List<Rule> rules =
        List.of(
            new Rule(1, Verdict.PERMIT, web, false, List.of()),
            new Rule(
                2,
                Verdict.PERMIT,
                all.withProtocol(17).withDestinationPorts(Ranges.of(7).complement(65535)),
                false,
                List.of()),
            new Rule(3, Verdict.DENY, all, false, List.of()));

    Written written = dialect.write("PORTCULLIS_lan_in_4_g1", Family.IPV4, rules);

    assertThat(written.problems()).isEmpty();
    assertThat(written.lines())
        .extracting(Written.WrittenLine::text)
        .containsExactly(
            "rule 0 permit tcp source 10.0.0.0 0.255.255.255 destination-port eq 80",
            "rule 5 permit tcp source 10.0.0.0 0.255.255.255 destination-port eq 443",
            "rule 10 permit tcp source 192.0.2.1 0 destination-port eq 80",
            "rule 15 permit tcp source 192.0.2.1 0 destination-port eq 443",
            "rule 20 permit udp destination-port neq 7",
            "rule 65534 deny ip");
    assertThat(dialect.stage(written).getFirst())
        .isEqualTo(
            new Command(
                "acl advanced name PORTCULLIS_lan_in_4_g1",
                "system",
                "view",
                Optional.of("acl-ipv4-adv-PORTCULLIS_lan_in_4_g1")));
  }

  @Test
  void namesSayWhoseTheyAreAndCountGenerations() {
    Binding binding = TestBindings.vlanInterface("lan", "Vlan-interface10");
    String name = dialect.listName("PORTCULLIS", binding, Direction.IN, Family.IPV4, 3);

    assertThat(name).isEqualTo("PORTCULLIS_lan_in_4_g3");
    assertThat(
            dialect.generation(
                name.toLowerCase(java.util.Locale.ROOT),
                "PORTCULLIS",
                binding,
                Direction.IN,
                Family.IPV4))
        .contains(3);
    assertThat(dialect.generation(name, "PORTCULLIS", binding, Direction.OUT, Family.IPV4))
        .isEmpty();
    Binding long63 =
        TestBindings.vlanInterface(
            "a-binding-with-a-name-that-is-much-too-long-for-any-device-to-take", "x");
    assertThat(dialect.listName("PORTCULLIS", long63, Direction.IN, Family.IPV6, 999_999).length())
        .isLessThanOrEqualTo(63);
  }

  @Test
  void bindsInTheInterfacesView() {
    Binding binding = TestBindings.vlanInterface("lan", "Vlan-interface10");

    assertThat(dialect.bind(binding, Direction.OUT, Family.IPV6, "L", Optional.empty()))
        .extracting(Command::text)
        .containsExactly(
            "interface Vlan-interface10", "packet-filter ipv6 name L outbound", "quit");
    assertThat(dialect.unbind(binding, Direction.IN, Family.IPV4, "3001"))
        .extracting(Command::text)
        .containsExactly("interface Vlan-interface10", "undo packet-filter 3001 inbound", "quit");
    assertThat(
            dialect.edit(
                "L",
                Family.IPV4,
                List.of("5"),
                List.of(new Written.WrittenLine(1, "7", "rule 7 deny ip"))))
        .extracting(Command::text)
        .containsExactly("acl advanced name L", "undo rule 5", "rule 7 deny ip", "quit");
  }
}
