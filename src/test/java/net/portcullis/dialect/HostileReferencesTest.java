package net.portcullis.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.portcullis.acl.Family;
import net.portcullis.acl.Line;
import net.portcullis.acl.Verdict;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * Lists that lead to lists and groups that hold groups, without end or many times over: reading
 * ends, and claims nothing that it did not follow.
 */
class HostileReferencesTest {
  private static final Dialect CHAINS = TestProfiles.dialect("linux-nftables");
  private static final Dialect GROUPS = TestProfiles.dialect("h3c-comware7");

  @Test
  void jumpsThatComeBackWithoutEndAreUnknown() {
    String jumps = "\t\tjump b\n".repeat(20_000);
    DeviceConfig config =
        read(
            CHAINS,
            "table ip t {\n\tchain a {\n"
                + jumps
                + "\t}\n\tchain b {\n\t\ttcp dport 1 return\n\t}\n}\n");
    assertThat(verdicts(config, "ip/t/a")).contains(Verdict.UNKNOWN);
  }

  @Test
  void aLongWayOfJumpsEndsUnknown() {
    String chains =
        IntStream.range(0, 1_000)
            .mapToObj(i -> "\tchain c" + i + " {\n\t\tjump c" + (i + 1) + "\n\t}\n")
            .collect(Collectors.joining());
    DeviceConfig config =
        read(CHAINS, "table ip t {\n" + chains + "\tchain c1000 {\n\t\taccept\n\t}\n}\n");
    assertThat(last(config, "ip/t/c0").verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(config.list("ip/t/c990", Family.IPV4).orElseThrow().access().lines().getFirst())
        .satisfies(line -> assertThat(line.verdict()).isEqualTo(Verdict.PERMIT));
  }

  @Test
  void jumpsThatDoubleAtEachStepEndUnknown() {
    String chains =
        IntStream.range(0, 60)
            .mapToObj(i ->
                "\tchain c%d {\n\t\tip saddr 10.%d.0.0/16 jump c%d\n\t\tjump c%d\n\t}\n"
                    .formatted(i, i, i + 1, i + 1))
            .collect(Collectors.joining());
    DeviceConfig config =
        read(CHAINS, "table ip t {\n" + chains + "\tchain c60 {\n\t\tcounter\n\t}\n}\n");
    assertThat(verdicts(config, "ip/t/c0")).contains(Verdict.UNKNOWN);
  }

  @Test
  void groupsThatDoubleAtEachStepMeanWhatTheyHold() {
    String groups =
        IntStream.range(0, 40)
            .mapToObj(i ->
                "object-group ip address g%d\n 0 network group-object g%d\n 10 network group-object g%d\n#\n"
                    .formatted(i, i + 1, i + 1))
            .collect(Collectors.joining());
    DeviceConfig config =
        read(
            GROUPS,
            groups
                + "object-group ip address g40\n 0 network host address 10.1.1.1\n#\n"
                + "acl advanced 3000\n rule 0 permit ip source object-group g0\n#\n");
    assertThat(config.unreadable()).isEmpty();
    assertThat(last(config, "3000").matches().getFirst().sources().getFirst())
        .hasToString("10.1.1.1/32");
  }

  @Test
  void groupsThatNestWithoutEndAreUnknown() {
    String groups =
        IntStream.range(0, 20_000)
            .mapToObj(i ->
                "object-group ip address g%d\n 0 network group-object g%d\n#\n".formatted(i, i + 1))
            .collect(Collectors.joining());
    DeviceConfig config =
        read(GROUPS, groups + "acl advanced 3000\n rule 0 permit ip source object-group g0\n#\n");
    assertThat(last(config, "3000").verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(config.unreadable()).hasSize(1);
  }

  @Test
  void aGroupThatContainsItselfIsUnknownAndSaid() {
    DeviceConfig config =
        read(
            GROUPS,
            """
            object-group ip address a
             0 network group-object b
            #
            object-group ip address b
             0 network group-object a
            #
            acl advanced 3000
             rule 0 permit ip source object-group a
             rule 5 permit ip source object-group b
            #
            """);
    assertThat(config.unreadable()).hasSize(2).allMatch(it -> it.why().contains("contains itself"));
  }

  private static DeviceConfig read(Dialect dialect, String text) {
    return Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> dialect.readFile("hostile", text));
  }

  private static Line last(DeviceConfig config, String list) {
    return config.list(list, Family.IPV4).orElseThrow().access().lines().getLast();
  }

  private static List<Verdict> verdicts(DeviceConfig config, String list) {
    return config.list(list, Family.IPV4).orElseThrow().access().lines().stream()
        .map(Line::verdict)
        .toList();
  }
}
