package net.portcullis.change;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import net.portcullis.acl.Address;
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
import net.portcullis.inventory.Inventory;
import net.portcullis.inventory.SecretReference;
import net.portcullis.policy.Intent;
import net.portcullis.policy.Rule;
import net.portcullis.store.Owner;
import net.portcullis.store.Store;
import net.portcullis.store.TransactionRecord;

/** One switch, one store, and what the policy wants of it. */
final class Scene implements AutoCloseable {
  private static final Place PLACE = Place.start("test.yaml");
  private static final Dialect DIALECT = dialect();

  final VirtualTime time = new VirtualTime();
  final FakeDevice switched = new FakeDevice("sw1", time);
  final Device device = device("sw1", Optional.empty());
  final Path folder = folder();
  Store store;
  Verification verification = Verification.none();

  Scene() {
    store = new Store(folder, time, new Owner("alice", "elsewhere", 1, 1));
  }

  /** For a store, in memory where there is such a place. */
  static Path folder() {
    try {
      Path memory = Path.of("/dev/shm");
      return Files.isWritable(memory)
          ? Files.createTempDirectory(memory, "portcullis-test")
          : Files.createTempDirectory("portcullis-test");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Dialect dialect() {
    Problems problems = new Problems();
    Profiles profiles = Profiles.read(List.of(Path.of("device-profiles")), problems);
    problems.throwIfAny();
    return profiles.dialect("h3c-comware7").orElseThrow();
  }

  static Device device(String name, Optional<String> redundancyGroup) {
    return device(
        name,
        "h3c-comware7",
        redundancyGroup,
        ReachScene.binding(
            "Vlan-interface20", Binding.Attachment.VLAN_INTERFACE, Binding.Ipv6.ABSENT));
  }

  static Device device(
      String name, String profile, Optional<String> redundancyGroup, Binding binding) {
    return new Device(
        name,
        "home",
        "10.20.0.2",
        22,
        Device.Transport.SSH,
        profile,
        Optional.empty(),
        new Device.Credentials(
            "admin",
            Optional.of(new SecretReference.Prompt(PLACE)),
            Optional.empty(),
            Optional.empty()),
        Optional.empty(),
        redundancyGroup,
        "PC",
        Optional.empty(),
        List.of(Prefix.parse("10.30.0.128/26")),
        List.of(),
        List.of(Address.parse("10.20.0.2")),
        false,
        List.of(),
        List.of(binding),
        PLACE,
        PLACE);
  }

  private static Inventory inventory(Device device) {
    return inventory(List.of(device), List.of());
  }

  static Inventory inventory(List<Device> devices, List<Inventory.Wave> waves) {
    Inventory.Zone inside =
        new Inventory.Zone("inside", List.of(Prefix.parse("10.10.0.0/16")), false, PLACE);
    Inventory.Zone outside = new Inventory.Zone("outside", List.of(), true, PLACE);
    return new Inventory(
        "imc",
        new Inventory.Options(true, Set.of(), false, Map.of(), Set.of(), false, false, false),
        List.of(new Inventory.Site("home", Map.of("inside", inside, "outside", outside), PLACE)),
        List.of(),
        Map.of(),
        devices,
        List.of(),
        waves,
        List.of());
  }

  Collaborators tools() {
    return new Collaborators(
        switched, any -> DIALECT, verification, store, time, (name, state) -> {});
  }

  Planner planner() {
    return new Planner(switched, any -> DIALECT, inventory(device), store);
  }

  Rollback rollback() {
    return new Rollback(inventory(device), any -> DIALECT, store);
  }

  /** TCP from the management network to the switch, to a server's ports, and nothing else. */
  Target wanted(int... ports) {
    return wanted(List.of(), ports);
  }

  /** The same, to the server from these clients only where there are any. */
  Target wanted(List<AddressMask> clients, int... ports) {
    List<Rule> rules = new ArrayList<>();
    Match any = Match.any(Family.IPV4);
    rules.add(
        rule(
            1,
            Verdict.PERMIT,
            any.withProtocol(Match.TCP)
                .withSources(mask("10.30.0.128/26"))
                .withDestinations(mask("10.20.0.2"))
                .withDestinationPorts(Ranges.of(22))));
    for (int port : ports) {
      rules.add(
          rule(
              rules.size() + 1,
              Verdict.PERMIT,
              (clients.isEmpty() ? any : any.withSources(clients))
                  .withProtocol(Match.TCP)
                  .withDestinations(mask("10.10.0.5"))
                  .withDestinationPorts(Ranges.of(port))));
    }
    rules.add(rule(rules.size() + 1, Verdict.DENY, any));
    return Target.of(
        new Intent(
            device,
            device.bindings().getFirst(),
            Direction.IN,
            Family.IPV4,
            rules,
            rules,
            List.of()));
  }

  private static Rule rule(int seq, Verdict verdict, Match match) {
    return new Rule(seq, verdict, match, false, List.of());
  }

  /** Hosts of which no two are one network. */
  static List<AddressMask> hosts(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> AddressMask.of(Prefix.parse("10.40." + i + ".7")))
        .toList();
  }

  private static List<AddressMask> mask(String prefix) {
    return List.of(AddressMask.of(Prefix.parse(prefix)));
  }

  DevicePlan plan(Target target) {
    return planner().plan(device, List.of(target), new PlanOptions(false));
  }

  Outcome push(Target target) {
    return push(plan(target));
  }

  Outcome push(DevicePlan plan) {
    if (plan.status() == DevicePlan.Status.NO_CHANGE) {
      return Outcome.unchanged(device);
    }
    if (plan.status() != DevicePlan.Status.CHANGE) {
      return Outcome.of(device, State.REFUSED, String.join(" ", plan.reasons()));
    }
    try {
      return new Transaction(tools(), store.begin("push"), plan, Optional.empty()).run();
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** As another process would: the one that died is gone. */
  List<Outcome> recover() {
    List<Outcome> outcomes = new ArrayList<>();
    for (TransactionRecord record : store.unfinished()) {
      try {
        outcomes.add(new Recovery(tools(), store.begin("recover")).run(device, record, true));
      } catch (InterruptedException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
    return outcomes;
  }

  @Override
  public void close() {
    store.close();
    delete(folder);
  }

  static void delete(Path folder) {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
