package net.portcullis.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.portcullis.acl.Family;
import net.portcullis.change.Step.Action;
import net.portcullis.change.Step.Point;
import net.portcullis.dialect.Command;
import net.portcullis.inventory.Direction;
import org.junit.jupiter.api.Test;

/** What a device says it would change is our exchange and nothing else, or is not put in force. */
class ReviewTest {
  private static final String HEAD = "--- system:/running-config\n+++ session:/a-session-config\n";

  /** From the old list, or from none, to the new one, or to none. */
  private static Exchange exchange(Optional<String> old, Optional<String> next) {
    List<Command> forward = lines(next.map(list -> "bind " + list).orElse("no bind OLD"));
    List<Command> back = lines(old.map(list -> "bind " + list).orElse("no bind NEW"));
    return new Exchange(
        "lan",
        "Vlan20",
        Direction.IN,
        Family.IPV4,
        new Point(old, List.of()),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(new Step(new Action.Bind(next, List.of()), forward, back)),
        List.of(),
        Optional.empty(),
        List.of());
  }

  private static List<Command> lines(String binding) {
    return List.of(
        Command.of("interface Vlan20", "config"),
        Command.of(binding, "view"),
        Command.of("exit", "view"));
  }

  private static final Exchange FIRST = exchange(Optional.empty(), Optional.of("NEW"));
  private static final Exchange NEXT = exchange(Optional.of("OLD"), Optional.of("NEW"));
  private static final Exchange AWAY = exchange(Optional.of("OLD"), Optional.empty());

  private static Optional<String> objection(String difference, Exchange... exchanges) {
    return Review.objection(difference, List.of(exchanges));
  }

  @Test
  void theLinesThatBindAloneAreFine() {
    assertThat(objection(HEAD + "@@ -1,3 +1,4 @@\n interface Vlan20\n+   bind NEW\n !\n", FIRST))
        .isEmpty();
    assertThat(objection(HEAD + "@@ -1,4 +1,4 @@\n-   bind OLD\n+   bind NEW\n", NEXT)).isEmpty();
    assertThat(objection(HEAD + "@@ -1,4 +1,3 @@\n-   bind OLD\n !\n", AWAY)).isEmpty();
    assertThat(
            objection(
                HEAD + "@@ -1 +1,2 @@\n+   bind NEW\n@@ -9 +10,2 @@\n+   bind NEW\n", FIRST, FIRST))
        .isEmpty();
  }

  @Test
  void whatOthersAddedMeanwhileWouldBeUndone() {
    assertThat(objection(HEAD + "@@ @@\n-ip route 10.0.0.0/8 10.1.1.1\n+   bind NEW\n", FIRST))
        .hasValueSatisfying(why ->
            assertThat(why).contains("'-ip route 10.0.0.0/8 10.1.1.1'").contains("somebody else"));
  }

  @Test
  void whatOthersTookAwayMeanwhileWouldComeBack() {
    assertThat(objection(HEAD + "@@ @@\n+   bind NEW\n+ntp server 10.1.1.1\n", FIRST))
        .hasValueSatisfying(why -> assertThat(why).contains("'+ntp server 10.1.1.1'"));
  }

  @Test
  void aLineOfOursCountsOnce() {
    assertThat(objection(HEAD + "@@ @@\n+   bind NEW\n+   bind NEW\n", FIRST)).isPresent();
  }

  @Test
  void whatWasToChangeMustBeShown() {
    assertThat(objection("", FIRST))
        .hasValueSatisfying(why -> assertThat(why).contains("'+ bind NEW'"));
    // Others took it off themselves.
    assertThat(objection(HEAD + "@@ @@\n+   bind NEW\n", NEXT))
        .hasValueSatisfying(why -> assertThat(why).contains("'- bind OLD'"));
  }

  @Test
  void wordsThatAreNoDifferenceAreNotTakenForOne() {
    assertThat(objection("Building configuration...\n+   bind NEW\n", FIRST))
        .hasValueSatisfying(why -> assertThat(why).contains("'Building configuration...'"));
  }

  /** A heading stands in front; behind it a line that begins so is a line that goes. */
  @Test
  void aChangedLineThatLooksLikeAHeadingIsOne() {
    assertThat(objection(HEAD + "@@ @@\n--- text\n+   bind NEW\n", FIRST)).isPresent();
  }
}
