package net.portcullis.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Family;
import net.portcullis.acl.IcmpMatch;
import net.portcullis.acl.Line;
import net.portcullis.acl.Match;
import net.portcullis.acl.Prefix;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;
import net.portcullis.acl.Verdict;
import net.portcullis.policy.Rule;
import org.junit.jupiter.api.Test;

/** Rules that are several lines each. */
class WritingInPartsTest {
  private static final int RUNS = Integer.getInteger("portcullis.runs", 100);
  private static final long SEED = Long.getLong("portcullis.seed", 20261127L);

  private final Dialect dialect = TestProfiles.dialect("juniper-junos");

  @Test
  void aRuleIsOneTermWithSeveralValuesOfAKindBehindTheFateOfLaterFragments() {
    Match services =
        Match.any(Family.IPV4)
            .withSources(List.of(prefix("10.1.0.0/24"), prefix("10.2.0.0/24")))
            .withProtocols(Ranges.of(Range.of(Match.TCP), Range.of(Match.UDP)))
            .withDestinationPorts(Ranges.of(Range.of(53), new Range(8000, 8010)));

    assertThat(
            lines(
                new Rule(1, Verdict.PERMIT, services, true, List.of()),
                new Rule(2, Verdict.DENY, Match.any(Family.IPV4), false, List.of())))
        .containsExactly(
            "10 from is-fragment",
            "10 then discard",
            "20 from source-address 10.1.0.0/24",
            "20 from source-address 10.2.0.0/24",
            "20 from protocol tcp",
            "20 from protocol udp",
            "20 from destination-port 53",
            "20 from destination-port 8000-8010",
            "20 then count 20",
            "20 then accept",
            "30 then discard");
  }

  @Test
  void typesWithCodesStandAlone() {
    Match icmp =
        Match.any(Family.IPV6)
            .withProtocol(Match.ICMPV6)
            .withIcmp(List.of(IcmpMatch.type(128), IcmpMatch.typeAndCode(1, 4)));

    assertThat(dialect.write("F", Family.IPV6, List.of(rule(icmp))).lines())
        .extracting(line -> line.id() + " " + line.text())
        .containsExactly(
            "10 from payload-protocol icmp6",
            "10 from icmp-type echo-request",
            "10 then accept",
            "20 from payload-protocol icmp6",
            "20 from icmp-type destination-unreachable",
            "20 from icmp-code 4",
            "20 then accept");
  }

  @Test
  void bracesAndLinesMeanTheSame() {
    for (long seed = SEED; seed < SEED + RUNS; seed++) {
      Family family = seed % 2 == 0 ? Family.IPV4 : Family.IPV6;
      List<Rule> rules = new SampleLists(seed, dialect.traits()).list(family);
      List<Written.WrittenLine> lines = dialect.write("F", family, rules).lines();
      String header = "firewall family " + (family == Family.IPV4 ? "inet" : "inet6") + " filter F";
      StringBuilder set = new StringBuilder();
      StringBuilder braces = new StringBuilder(header.replace(" f", " { f")).append(" {\n");
      String open = "";
      for (Written.WrittenLine line : lines) {
        set.append("set " + header + " term " + line.id() + " " + line.text() + "\n");
        braces.append(line.id().equals(open) ? "" : (open.isEmpty() ? "" : "  }\n"));
        braces.append(line.id().equals(open) ? "" : "  term " + line.id() + " {\n");
        braces.append("    " + line.text().replaceFirst(" ", " {\n      ") + ";\n    }\n");
        open = line.id();
      }
      braces.append("  }\n} } }\n");

      assertThat(meaning(braces.toString(), family))
          .as("seed %d:%n%s", seed, braces)
          .isEqualTo(meaning(set.toString(), family));
    }
  }

  /** The lines of the list, wherever in the text they stood. */
  private List<Line> meaning(String text, Family family) {
    DeviceConfig config = dialect.readFile("text", text);
    assertThat(config.unreadable()).isEmpty();
    return config.list("F", family).orElseThrow().access().lines().stream()
        .map(line ->
            new Line(
                line.verdict(),
                line.matches(),
                line.exact(),
                new Line.Origin(0, line.origin().text())))
        .toList();
  }

  private List<String> lines(Rule... rules) {
    Written written = dialect.write("F", Family.IPV4, List.of(rules));
    assertThat(written.problems()).isEmpty();
    return written.lines().stream().map(line -> line.id() + " " + line.text()).toList();
  }

  private static Rule rule(Match match) {
    return new Rule(1, Verdict.PERMIT, match, false, List.of());
  }

  private static AddressMask prefix(String text) {
    return AddressMask.of(Prefix.parse(text));
  }
}
