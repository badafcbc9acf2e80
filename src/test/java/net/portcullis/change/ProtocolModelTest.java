package net.portcullis.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.portcullis.change.ModelExplorer.Found;
import net.portcullis.change.ModelExplorer.Result;
import net.portcullis.change.ModelSetting.Faults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The protocol, explored exhaustively: every interleaving of its steps with being killed, lost and
 * doubtful answers, restarts, other operators, and the device's timer at any moment, for every kind
 * of device and of lock-out. Rules that are left out one by one show what each is good for.
 */
class ProtocolModelTest {
  /** Two, with {@code -Dportcullis.faults=2}, takes a minute. */
  private static final int EACH = Integer.getInteger("portcullis.faults", 1);

  private static final Faults MANY = new Faults(3, EACH, 1, EACH, 1);
  private static final Faults FEW = new Faults(1, 2, 1, 1, 0);

  @Test
  void everyChangeEndsOldOrNewOrTellsTheTruthAndNothingIsEverStuck() {
    int states = 0;
    int transitions = 0;
    for (ModelSetting setting : ModelSetting.all(Set.of(), MANY)) {
      Result result = ModelExplorer.explore(setting);
      System.out.println(
          setting + ": " + result.states() + " states, " + result.transitions() + " transitions");
      assertThat(result.violation().map(ProtocolModelTest::told)).as(setting.toString()).isEmpty();
      states += result.states();
      transitions += result.transitions();
    }
    System.out.println("All: " + states + " states, " + transitions + " transitions");
    assertThat(states).isGreaterThan(100_000);
  }

  @ParameterizedTest
  @EnumSource(ModelWeakening.class)
  void eachRuleIsNeededOrItIsSaidWhyNot(ModelWeakening rule) {
    List<Result> results =
        ModelSetting.all(EnumSet.of(rule), FEW).stream().map(ModelExplorer::explore).toList();
    Optional<Found> wanted =
        results.stream()
            .flatMap(result -> result.violation().stream())
            .filter(found -> rule.lets().filter(found.violation()::equals).isPresent())
            .min((a, b) -> Integer.compare(a.trace().size(), b.trace().size()));
    wanted.ifPresent(found -> System.out.println("Without " + rule + ": " + told(found)));
    if (rule.lets().isPresent()) {
      assertThat(wanted).as(results.toString()).isPresent();
    } else {
      assertThat(rule.why()).isNotEmpty();
      assertThat(results)
          .allSatisfy(result ->
              assertThat(result.violation().map(ProtocolModelTest::told))
                  .as(result.setting().toString())
                  .isEmpty());
    }
  }

  private static String told(Found found) {
    return found.violation() + "\n  " + String.join("\n  ", found.trace());
  }
}
