package net.portcullis.change;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.portcullis.acl.AddressMask;
import net.portcullis.change.FakeDevice.Config;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Profiles;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Device;
import net.portcullis.store.Owner;

/**
 * A device as it stands before a change, the store that belongs to it, the plan, and what the
 * device holds afterwards where nothing goes wrong. Made once; each run begins from a copy.
 */
@SuppressWarnings("ArrayRecordComponent") // The store's bytes are written and never compared.
record SimScenario(
    String name,
    SimMachine.Kind kind,
    Dialect dialect,
    Device device,
    Config running,
    Config startup,
    byte[] store,
    DevicePlan plan,
    Config after) {
  static final Owner OWNER = new Owner("alice", "elsewhere", 1, 1);

  /** What there is, and what is wanted. */
  enum Change {
    FIRST_LIST,
    OTHER_RULES,
    TAKEN_BACK,
    ADOPTED,
    /** Somebody else's change elsewhere is not saved, and is to be saved along. */
    FOREIGN_SAVED
  }

  static List<SimScenario> all() {
    Profiles profiles = profiles();
    List<SimScenario> all = new ArrayList<>();
    for (SimMachine.Kind kind : SimMachine.Kind.values()) {
      for (Change change : Change.values()) {
        all.add(of(kind, change, profiles.dialect(kind.profile()).orElseThrow()));
      }
    }
    return all;
  }

  static SimScenario of(SimMachine.Kind kind, Change change) {
    return of(kind, change, profiles().dialect(kind.profile()).orElseThrow());
  }

  private static Profiles profiles() {
    Problems problems = new Problems();
    Profiles profiles =
        Profiles.read(
            List.of(Path.of("device-profiles"), Path.of("src/test/resources/change/profiles")),
            problems);
    problems.throwIfAny();
    return profiles;
  }

  private static SimScenario of(SimMachine.Kind kind, Change change, Dialect plain) {
    Dialect dialect = kind == SimMachine.Kind.GROUPED ? plain.withGroups() : plain;
    try (Scene scene = new Scene()) {
      Config config = new Config("sw1");
      if (change == Change.ADOPTED) {
        config.lists.put("acl advanced name LEGACY", new TreeMap<>(Map.of(5, "permit ip")));
        config.bindings.put("4 inbound", "LEGACY");
      }
      SimMachine machine = new SimMachine("sw1", scene.time, kind, config, config);
      SimChaos calm = new SimChaos(0, (phase, fault) -> {});
      calm.calm();
      SimSwitch dialer = new SimSwitch("sw1", scene.time, calm, machine);
      Collaborators tools =
          new Collaborators(
              dialer,
              any -> dialect,
              Verification.none(),
              scene.store,
              scene.time,
              (name, state) -> {});
      Planner planner =
          new Planner(
              dialer,
              any -> dialect,
              Scene.inventory(List.of(scene.device), List.of()),
              scene.store);
      List<AddressMask> clients = kind == SimMachine.Kind.GROUPED ? Scene.hosts(16) : List.of();
      List<Target> wanted = List.of(scene.wanted(clients, 443, 9090));
      boolean saveForeign = change == Change.FOREIGN_SAVED;
      switch (change) {
        case FIRST_LIST -> {}
        case OTHER_RULES, FOREIGN_SAVED ->
            push(tools, planner, scene.device, List.of(scene.wanted(clients, 443, 8080)), false);
        case TAKEN_BACK -> {
          push(tools, planner, scene.device, List.of(scene.wanted(clients, 443, 8080)), false);
          Rollback rollback =
              new Rollback(
                  Scene.inventory(List.of(scene.device), List.of()), any -> dialect, scene.store);
          wanted =
              switch (rollback.of("sw1")) {
                case Rollback.Result.Wanted back -> back.targets().values().iterator().next();
                case Rollback.Result.Impossible impossible ->
                    throw new IllegalStateException(impossible.why());
              };
        }
        case ADOPTED -> adopt(scene, dialer, dialect, wanted);
      }
      if (saveForeign) {
        machine.others(SimFault.OTHERS_CHANGE_ELSEWHERE);
      }
      DevicePlan plan = planner.plan(scene.device, wanted, new PlanOptions(saveForeign));
      scene.store.close();
      byte[] store = Files.readAllBytes(scene.folder.resolve("portcullis.db"));
      Config running = machine.running().copy();
      Config startup = machine.startup().copy();
      push(tools, planner, scene.device, wanted, saveForeign);
      return new SimScenario(
          kind + " " + change,
          kind,
          dialect,
          scene.device,
          running,
          startup,
          store,
          plan,
          machine.running().copy());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void adopt(Scene scene, SimSwitch dialer, Dialect dialect, List<Target> wanted) {
    try {
      Adoption adoption = new Adoption(dialer, any -> dialect, scene.store, scene.time);
      adoption.adopt(
          adoption.candidates(scene.device, wanted).getFirst(), scene.store.begin("adopt"));
    } catch (net.portcullis.session.SessionException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static void push(
      Collaborators tools, Planner planner, Device device, List<Target> wanted, boolean foreign) {
    DevicePlan plan = planner.plan(device, wanted, new PlanOptions(foreign));
    try {
      String run = tools.store().begin("push");
      Outcome outcome = new Transaction(tools, run, plan, Optional.empty()).run();
      if (outcome.state() != State.SAVED) {
        throw new IllegalStateException(plan.reasons() + " " + outcome);
      }
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  String oldPlace() {
    return SimMachine.place(running);
  }

  String newPlace() {
    return SimMachine.place(after);
  }
}
