package net.portcullis.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.portcullis.dialect.SnmpSpec.IndexPart;
import net.portcullis.input.Fields;
import net.portcullis.input.Problem;
import net.portcullis.input.Problems;
import net.portcullis.input.YamlReader;
import org.junit.jupiter.api.Test;

class SnmpSpecReaderTest {
  private final Problems problems = new Problems();

  @Test
  void a_section_with_everything_is_read() {
    SnmpSpec spec =
        read(
            """
            identity: [1.3.6.1.4.1.25506.1]
            describes: Comware
            running-changed: 1.2.3.0
            saved: 1.2.4.0
            scalars: [{name: boots, oid: 1.2.5.0}]
            rules:
              - {count: 1.2.6.8, index: "{family}.2.{name}", family: {ipv4: 1, ipv6: 2}}
            bindings:
              - column: 1.2.7.9
                index: "1.{interface}.{direction}.{family}.{number}"
                direction: {in: 1, out: 2}
                family: {ipv4: 1, ipv6: 2}
                status: {column: 1.2.8.6, good: 1}
                ready: {oid: 1.2.9.0, good: 2}
            extension: {hash: 1.2.10, rules: 1.2.11}
            """);

    assertThat(problems.all()).isEmpty();
    assertThat(spec.identity()).containsExactly("1.3.6.1.4.1.25506.1");
    assertThat(spec.rules().getFirst().index())
        .isEqualTo(
            List.of(new IndexPart.OfFamily(), new IndexPart.Fixed(2), new IndexPart.ListName()));
    assertThat(spec.bindings().getFirst().status())
        .isEqualTo(Optional.of(new SnmpSpec.Ready("1.2.8.6", 1)));
    assertThat(spec.bindings().getFirst().out()).isEqualTo(2);
    assertThat(spec.extension()).isPresent();
  }

  @Test
  void an_empty_section_describes_nothing() {
    assertThat(read("{}")).isEqualTo(SnmpSpec.none());
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void everything_wrong_is_told_with_its_place() {
    read(
        """
        identity: [1.3.x]
        rules:
          - {index: "{list}", family: {ipv4: 1}}
        bindings:
          - {column: 1.2, index: "{name}.{interface}", familly: {ipv4: 1, ipv6: 2}}
        """);

    assertThat(problems.all())
        .extracting(Problem::toString)
        .containsExactly(
            "p.yaml:1:12: 'x' is not a whole number from 0 to 2147483647. Write a number from 0 to"
                + " 2147483647.",
            "p.yaml:3:5: The key 'count' is missing here. Add 'count: ...'.",
            "p.yaml:3:13: '{list}' is not a part of an index. Write numbers, {family}, {direction},"
                + " {interface}, {name} or {number}.",
            "p.yaml:3:31: The key 'ipv6' is missing here. Add 'ipv6: ...'.",
            "p.yaml:5:26: The index of a table of bindings does not end in the list. End it in"
                + " {name} or {number}.",
            "p.yaml:5:48: The key 'familly' is not known here. Did you mean 'family'?");
  }

  private SnmpSpec read(String text) {
    return SnmpSpecReader.read(
        Fields.of(YamlReader.read("p.yaml", text, problems).orElseThrow(), problems), problems);
  }
}
