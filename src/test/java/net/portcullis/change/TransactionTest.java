package net.portcullis.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Verdict;
import net.portcullis.change.FakeDevice.Fault;
import net.portcullis.change.Outcome.Reached;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Device;
import net.portcullis.policy.Rule;
import net.portcullis.verify.Expected;
import org.junit.jupiter.api.Test;

class TransactionTest {

  @Test
  void aFirstListGoesThroughEveryStateAndIsSaved() {
    try (Scene scene = new Scene()) {
      Outcome outcome = scene.push(scene.wanted(443, 8080));

      assertThat(outcome.error()).isEmpty();
      assertThat(outcome.steps())
          .extracting(Reached::state)
          .containsExactly(
              State.PLANNED,
              State.LOCKED,
              State.STAGED,
              State.PROVED,
              State.ARMED,
              State.SWAPPED,
              State.PROBED,
              State.CONFIRMED,
              State.CLEANED,
              State.SAVED);
      assertThat(scene.switched.config().bindings).containsEntry("4 inbound", "PC_lan_in_4_g1");
      assertThat(scene.switched.startup()).isEqualTo(scene.switched.running());
      assertThat(scene.switched.timerRuns()).isFalse();
      assertThat(scene.store.leases()).isEmpty();
      assertThat(scene.push(scene.wanted(443, 8080)).state()).isEqualTo(State.UNCHANGED);
    }
  }

  @Test
  void aBoundListIsEditedInPlaceAndTheStagedCopyGoes() {
    try (Scene scene = new Scene()) {
      scene.push(scene.wanted(443, 8080));
      Outcome outcome = scene.push(scene.wanted(443, 9090));

      assertThat(outcome.error()).isEmpty();
      assertThat(outcome.state()).isEqualTo(State.SAVED);
      assertThat(scene.switched.config().lists)
          .containsOnlyKeys("acl advanced name PC_lan_in_4_g1");
      assertThat(scene.switched.running()).contains("9090").doesNotContain("8080");
      assertThat(scene.push(scene.wanted(443, 9090)).state()).isEqualTo(State.UNCHANGED);
    }
  }

  @Test
  void noMoreThanTenPromptsBesideThePlannedLines() {
    try (Scene scene = new Scene()) {
      DevicePlan plan = scene.plan(scene.wanted(443, 8080));
      scene.push(plan);

      assertThat(scene.switched.answered()).isLessThanOrEqualTo(plan.commands().size() + 10);
    }
  }

  @Test
  void rollbackPutsBackWhatStoodBeforeEachRun() {
    try (Scene scene = new Scene()) {
      String empty = scene.switched.running();
      scene.push(scene.wanted(443));
      scene.push(scene.wanted(8080, 8443));

      Outcome first = rolledBack(scene, "sw1");
      assertThat(first.error()).isEmpty();
      assertThat(first.state()).isEqualTo(State.SAVED);
      assertThat(scene.push(scene.wanted(443)).state()).isEqualTo(State.UNCHANGED);

      Outcome tooEarly = rolledBack(scene, scene.store.runs().getLast().id());
      assertThat(tooEarly.error().orElseThrow()).contains("roll that back first");
      assertThat(empty).doesNotContain("acl advanced");
    }
  }

  private static Outcome rolledBack(Scene scene, String what) {
    return switch (scene.rollback().of(what)) {
      case Rollback.Result.Impossible impossible ->
          Outcome.of(scene.device, State.REFUSED, impossible.why());
      case Rollback.Result.Wanted wanted ->
          scene.push(
              scene
                  .planner()
                  .plan(
                      scene.device,
                      wanted.targets().values().iterator().next(),
                      new PlanOptions(false)));
    };
  }

  @Test
  void aListOfSomebodyElseIsRefusedUntilItIsAdopted() throws Exception {
    try (Scene scene = new Scene()) {
      scene
          .switched
          .config()
          .lists
          .put("acl advanced name THEIRS", new TreeMap<>(Map.of(5, "permit ip")));
      scene.switched.config().bindings.put("4 inbound", "THEIRS");
      scene.switched.saved();
      Outcome refused = scene.push(scene.wanted(443));
      assertThat(refused.state()).isEqualTo(State.REFUSED);
      assertThat(refused.error().orElseThrow())
          .contains("THEIRS")
          .contains("portcullis adopt sw1/lan");

      Adoption adoption =
          new Adoption(scene.switched, scene.tools().dialects(), scene.store, scene.time);
      List<Adoption.Candidate> candidates =
          adoption.candidates(scene.device, List.of(scene.wanted(443)));
      assertThat(candidates).hasSize(1);
      adoption.adopt(candidates.getFirst(), scene.store.begin("adopt"));
      DevicePlan plan = scene.plan(scene.wanted(443));
      assertThat(plan.risks())
          .anyMatch(risk -> risk.contains("nothing is bound there for a moment"));
      assertThat(scene.push(plan).state()).isEqualTo(State.SAVED);
      assertThat(scene.switched.config().lists).containsKey("acl advanced name THEIRS");
    }
  }

  @Test
  void aListThatSomethingElseUsesTooIsRefusedWithItsUses() {
    try (Scene scene = new Scene()) {
      assertThat(scene.push(scene.wanted(443)).state()).isEqualTo(State.SAVED);
      String ours = scene.switched.config().bindings.get("4 inbound");
      scene
          .switched
          .config()
          .elsewhere
          .addAll(
              List.of(
                  "#",
                  "interface Vlan-interface30",
                  " packet-filter name " + ours + " outbound",
                  "#",
                  " snmp-agent community read cipher $c$3$abc acl name " + ours,
                  "#",
                  "line vty 0 63",
                  " acl name " + ours + " inbound"));
      scene.switched.saved();
      String before = scene.switched.running();

      Outcome refused = scene.push(scene.wanted(8443));

      assertThat(refused.state()).isEqualTo(State.REFUSED);
      assertThat(refused.error().orElseThrow())
          .contains("List " + ours + " is also used elsewhere: ")
          .contains("Vlan-interface30 out (line ")
          .contains("SNMP community (line ")
          .contains("login lines (line ")
          .contains("give those a list of their own");
      assertThat(scene.switched.running()).isEqualTo(before);
    }
  }

  @Test
  void aStalePlanIsRefusedBeforeTheFirstByte() {
    try (Scene scene = new Scene()) {
      DevicePlan plan = scene.plan(scene.wanted(443));
      scene
          .switched
          .config()
          .lists
          .put("acl advanced name NEW", new TreeMap<>(Map.of(5, "permit ip")));
      Outcome outcome = scene.push(plan);

      assertThat(outcome.state()).isEqualTo(State.REFUSED);
      assertThat(outcome.error().orElseThrow()).contains("no longer what the plan saw");
      assertThat(scene.switched.log()).isEmpty();
    }
  }

  @Test
  void unsavedChangesOfOthersAreRefused() {
    try (Scene scene = new Scene()) {
      scene
          .switched
          .config()
          .lists
          .put("acl advanced name NEW", new TreeMap<>(Map.of(5, "permit ip")));

      assertThat(scene.push(scene.wanted(443)).error().orElseThrow()).contains("--save-foreign");
      assertThat(
              scene
                  .planner()
                  .plan(scene.device, List.of(scene.wanted(443)), new PlanOptions(true))
                  .status())
          .isEqualTo(DevicePlan.Status.CHANGE);
    }
  }

  @Test
  void whatOthersDidNotSaveIsNotSavedAlong() {
    try (Scene scene = new Scene()) {
      scene.switched.config().others.add("description changed by bob");
      String startup = scene.switched.startup();

      assertThat(scene.push(scene.wanted(443)).error().orElseThrow())
          .contains("'interface Vlan-interface20 > description changed by bob' is not saved")
          .contains("--save-foreign");
      assertThat(scene.switched.startup()).isEqualTo(startup);
    }
  }

  @Test
  void whatLivesOnTheInterfaceUndeclaredIsRefused() {
    try (Scene scene = new Scene()) {
      scene.switched.config().others.addAll(List.of("ospf cost 5", "nat outbound 3999"));
      scene.switched.saved();

      assertThat(scene.push(scene.wanted(443)).error().orElseThrow())
          .contains("ospf runs on Vlan-interface20 (configuration line 8)")
          .contains("add 'ospf' under 'infrastructure' (test.yaml:1:1)")
          .contains("nat runs on Vlan-interface20 (configuration line 9)")
          .contains("say under 'seen-as' which addresses the device sees");
    }
  }

  @Test
  void aFailedProbeTakesTheChangeBack() {
    try (Scene scene = new Scene()) {
      scene.push(scene.wanted(443));
      String before = scene.switched.running();
      scene.verification =
          new Verification() {
            @Override
            public Optional<Identity> identity(Device device, Dialect dialect) {
              return Optional.empty();
            }

            @Override
            public Result verify(
                Device device, Dialect dialect, List<Expected> expected, boolean policys) {
              return new Result(List.of("tcp 10.30.0.1 > 10.10.0.5:443 is blocked."), List.of());
            }
          };
      Outcome outcome = scene.push(scene.wanted(8080));

      assertThat(outcome.state()).isEqualTo(State.ROLLED_BACK);
      assertThat(outcome.error().orElseThrow()).contains("is blocked");
      assertThat(scene.switched.running()).isEqualTo(before);
    }
  }

  @Test
  void withoutATimerTheProofMustDo() {
    try (Scene scene = new Scene()) {
      scene.switched.withoutTimer();
      Outcome outcome = scene.push(scene.wanted(443));

      assertThat(outcome.state()).isEqualTo(State.SAVED);
      assertThat(outcome.notes()).anyMatch(note -> note.contains("no timer"));
    }
  }

  @Test
  void aRefusedLineIsQuotedAndNothingStays() {
    try (Scene scene = new Scene()) {
      String before = scene.switched.running();
      scene.switched.fail(Fault.REJECT, 2);
      Outcome outcome = scene.push(scene.wanted(443));

      assertThat(outcome.state()).isEqualTo(State.ROLLED_BACK);
      assertThat(outcome.error().orElseThrow())
          .contains("rule 5 permit tcp")
          .contains("Unrecognized command");
      assertThat(scene.switched.running()).isEqualTo(before);
    }
  }

  @Test
  void aListThatCutsOffTheManagementIsRefused() {
    try (Scene scene = new Scene()) {
      Target without =
          new Target(
              scene.wanted().binding(),
              scene.wanted().direction(),
              scene.wanted().family(),
              deny(scene),
              List.of());
      Outcome outcome = scene.push(without);

      assertThat(outcome.state()).isEqualTo(State.REFUSED);
      assertThat(outcome.error().orElseThrow())
          .contains("would cut off logins from 10.30.0.128/26");
    }
  }

  private static Target.Goal deny(Scene scene) {
    Target.Goal.Rules rules = (Target.Goal.Rules) scene.wanted().goal();
    var last = List.of(rules.rules().getLast());
    return new Target.Goal.Rules(
        last, new AccessList("deny", last.stream().map(Rule::line).toList(), Verdict.DENY));
  }
}
