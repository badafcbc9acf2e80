package net.portcullis.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Family;
import net.portcullis.acl.Match;
import net.portcullis.acl.Prefix;
import net.portcullis.acl.Ranges;
import net.portcullis.acl.Verdict;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Profiles;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Direction;
import net.portcullis.policy.Intent;
import net.portcullis.policy.Rule;
import net.portcullis.session.Dialer;
import net.portcullis.session.SessionException;
import net.portcullis.store.Owner;
import net.portcullis.store.Store;
import net.portcullis.store.TransactionRecord;

/** A device of a platform that no emulator stands behind, and whole changes of it. */
final class ReachScene implements AutoCloseable {
  final Dialect dialect;
  final VirtualTime time;
  final Store store;
  private final Dialer dialer;
  private final Path folder = Scene.folder();
  Device device;

  /**
   * @param dialer leads to the device
   */
  ReachScene(Dialect dialect, Dialer dialer, VirtualTime time, Device device) {
    this.dialect = dialect;
    this.dialer = dialer;
    this.time = time;
    this.device = device;
    this.store = new Store(folder, time, new Owner("alice", "elsewhere", 1, 1));
  }

  static Dialect dialect(String profile) {
    Problems problems = new Problems();
    Profiles profiles =
        Profiles.read(
            List.of(Path.of("device-profiles"), Path.of("src/test/resources/dialect-reach")),
            problems);
    problems.throwIfAny();
    return profiles.dialect(profile).orElseThrow();
  }

  static Binding binding(String interfaceName, Binding.Attachment attachment, Binding.Ipv6 ipv6) {
    return new Binding(
        "lan",
        interfaceName,
        attachment,
        Set.of(Direction.IN),
        Binding.Faces.OUTSIDE,
        Optional.empty(),
        "inside",
        "outside",
        ipv6,
        List.of(),
        Binding.Mode.ENFORCE,
        false,
        List.of(),
        Place.start("test.yaml"));
  }

  /** What is wanted of the device's only binding, as the policy says it on such a platform. */
  Target target(Family family, Rule... rules) {
    List<Rule> all = new ArrayList<>();
    dialect
        .traits()
        .followed()
        .lines(family)
        .forEach(line -> all.add(rule(0, line.verdict(), line.matches().getFirst())));
    all.addAll(List.of(rules));
    return Target.of(
        new Intent(
            device, device.bindings().getFirst(), Direction.IN, family, all, all, List.of()));
  }

  static Rule rule(int seq, Verdict verdict, Match match) {
    return new Rule(seq, verdict, match, false, List.of());
  }

  static Match tcp(Match any, String from, String to, int port) {
    Match match =
        any.withProtocol(Match.TCP)
            .withDestinations(List.of(AddressMask.of(Prefix.parse(to))))
            .withDestinationPorts(Ranges.of(port));
    return from.endsWith("/0")
        ? match
        : match.withSources(List.of(AddressMask.of(Prefix.parse(from))));
  }

  Collaborators tools() {
    return new Collaborators(
        dialer, any -> dialect, Verification.none(), store, time, (name, state) -> {});
  }

  DevicePlan plan(Target... targets) {
    return new Planner(dialer, any -> dialect, Scene.inventory(List.of(device), List.of()), store)
        .plan(device, List.of(targets), new PlanOptions(false));
  }

  Outcome push(DevicePlan plan) throws InterruptedException {
    return switch (plan.status()) {
      case CHANGE -> new Transaction(tools(), store.begin("push"), plan, Optional.empty()).run();
      case NO_CHANGE -> Outcome.unchanged(device);
      case REFUSED, UNKNOWN, UNREACHABLE ->
          Outcome.of(device, State.REFUSED, String.join(" ", plan.reasons()));
    };
  }

  /** Pushes to the end; a second time nothing is left to do. */
  void saved(Target... targets) throws InterruptedException {
    Outcome outcome = push(plan(targets));
    assertThat(outcome.error()).isEmpty();
    assertThat(outcome.state()).isEqualTo(State.SAVED);
    assertThat(push(plan(targets)).state()).isEqualTo(State.UNCHANGED);
  }

  Outcome recovered() throws InterruptedException {
    List<TransactionRecord> unfinished = store.unfinished();
    assertThat(unfinished).hasSize(1);
    return new Recovery(tools(), store.begin("recover")).run(device, unfinished.getFirst(), true);
  }

  /** What must be wanted so that the device is as it was before its last change. */
  Target[] back() {
    Rollback rollback =
        new Rollback(Scene.inventory(List.of(device), List.of()), any -> dialect, store);
    return switch (rollback.of(device.name())) {
      case Rollback.Result.Wanted wanted ->
          wanted.targets().values().iterator().next().toArray(Target[]::new);
      case Rollback.Result.Impossible impossible -> throw new AssertionError(impossible.why());
    };
  }

  void adopt(Target... targets) throws SessionException {
    Adoption adoption = new Adoption(dialer, any -> dialect, store, time);
    String run = store.begin("adopt");
    adoption
        .candidates(device, List.of(targets))
        .forEach(candidate -> adoption.adopt(candidate, run));
  }

  @Override
  public void close() {
    store.close();
    Scene.delete(folder);
  }
}
