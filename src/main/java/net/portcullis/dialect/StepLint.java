package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.portcullis.acl.Family;
import net.portcullis.input.Place;

/** Finds lines to type that stand in no mode, or that have no words for what they must say. */
final class StepLint {
  /** What lines may name. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("direction", "in"),
          Map.entry("interface", "eth1.5"),
          Map.entry("parent", "eth1"),
          Map.entry("unit", "5"),
          Map.entry("zone-from", "Inner"),
          Map.entry("zone-to", "Outer"),
          Map.entry("list", "Lists_in_4_g2"),
          Map.entry("chain", "Lists_in_4_g2"),
          Map.entry("old", "Lists_in_4_g1"),
          Map.entry("old-chain", "Lists_in_4_g1"),
          Map.entry("slot", "1"),
          Map.entry("seconds", "120"),
          Map.entry("minutes", "2"),
          Map.entry("clock", "00:02:00"));

  private final Profile profile;
  private final DocumentPlaces places;
  private final Typing typing;
  private final Set<String> modes;
  private final List<ProfileFinding> findings = new ArrayList<>();

  private StepLint(Profile profile, DocumentPlaces places) {
    this.profile = profile;
    this.places = places;
    this.typing = new Typing(profile.names(), profile.writing().naming());
    this.modes = new HashSet<>(profile.session().modes().keySet());
  }

  static List<ProfileFinding> of(Profile profile, DocumentPlaces places) {
    StepLint lint = new StepLint(profile, places);
    Profile.Commands commands = profile.commands();
    lint.once(commands.readRunning(), "commands", "read-running");
    lint.once(commands.readStartup(), "commands", "read-startup");
    lint.once(commands.save(), "commands", "save");
    lint.each(commands.stage(), "commands", "stage");
    lint.each(commands.remove(), "commands", "remove");
    lint.each(commands.edit(), "commands", "edit");
    lint.each(commands.switchOn(), "commands", "switch-on");
    lint.each(commands.switchOff(), "commands", "switch-off");
    List<Family> grouped =
        profile.writing().objects().isPresent()
            ? lint.families()
            : profile.writing().groups().map(it -> List.copyOf(it.families())).orElse(List.of());
    lint.each(commands.defineService(), grouped, "commands", "define-service");
    lint.each(commands.removeService(), grouped, "commands", "remove-service");
    lint.each(commands.defineGroup(), grouped, "commands", "define-group");
    lint.each(commands.removeGroup(), grouped, "commands", "remove-group");
    commands.bind().forEach((kind, steps) -> lint.each(steps, "commands", "bind", kind));
    commands.rebind().forEach((kind, steps) -> lint.each(steps, "commands", "rebind", kind));
    commands.unbind().forEach((kind, steps) -> lint.each(steps, "commands", "unbind", kind));
    profile.hits().ifPresent(hits -> lint.step(hits.read(), lint.families(), "hits", "read"));
    profile
        .changes()
        .ifPresent(log -> lint.step(log.read(), List.of(Family.IPV4), "changes", "read"));
    profile
        .headroom()
        .ifPresent(room -> lint.step(room.read(), List.of(Family.IPV4), "headroom", "read"));
    profile.hardwareFull().ifPresent(lint::hardware);
    for (int i = 0; i < profile.timers().size(); i++) {
      lint.timer(profile.timers().get(i), i);
    }
    return lint.findings;
  }

  private void hardware(ProfileHardware hardware) {
    List<Family> one = List.of(Family.IPV4);
    hardware.readLog().ifPresent(step -> step(step, one, "hardware-full", "log", "read"));
    hardware
        .listing()
        .forEach((kind, steps) -> each(steps, "hardware-full", "listing", "read", kind));
    hardware
        .readSlots()
        .ifPresent(step -> step(step, one, "hardware-full", "listing", "slots", "read"));
  }

  private void timer(Profile.Timer timer, int index) {
    once(timer.arm(), "timed-rollbacks", index, "arm");
    once(timer.confirm(), "timed-rollbacks", index, "confirm");
    once(timer.fresh(), "timed-rollbacks", index, "fresh");
    once(timer.cancel(), "timed-rollbacks", index, "cancel");
    timer
        .gathers()
        .forEach((own, instead) -> {
          mode(own, places.of("timed-rollbacks", index, "gathers", own));
          mode(instead, places.of("timed-rollbacks", index, "gathers", own));
        });
    List<Family> one = List.of(Family.IPV4);
    timer.probe().ifPresent(step -> step(step, one, "timed-rollbacks", index, "probe"));
    timer.check().ifPresent(step -> step(step, one, "timed-rollbacks", index, "check"));
    timer.review().ifPresent(step -> step(step, one, "timed-rollbacks", index, "review"));
  }

  /** The families that lists are written for. */
  private List<Family> families() {
    return List.of(Family.values()).stream()
        .filter(family -> profile.writing().bodies().containsKey(family))
        .toList();
  }

  private void once(List<Profile.Step> steps, Object... path) {
    for (int i = 0; i < steps.size(); i++) {
      step(steps.get(i), List.of(Family.IPV4), with(path, i));
    }
  }

  private void each(List<Profile.Step> steps, Object... path) {
    each(steps, families(), path);
  }

  private void each(List<Profile.Step> steps, List<Family> families, Object... path) {
    for (int i = 0; i < steps.size(); i++) {
      step(steps.get(i), families, with(path, i));
    }
  }

  private void step(Profile.Step step, List<Family> families, Object... path) {
    if (places.has("session")) {
      mode(step.mode(), places.of(with(path, "mode")));
      if (!step.after().equals(step.mode())) {
        mode(step.after(), places.of(with(path, "after")));
      }
    }
    Place place =
        step.line().isPresent() ? places.of(with(path, "line")) : places.of(with(path, "text"));
    List<Family> written = families.stream().filter(it -> problem(step, it).isEmpty()).toList();
    if (!families.isEmpty() && written.isEmpty()) {
      findings.add(
          ProfileFinding.of(
              ProfileFinding.Kind.UNWRITABLE_STEP,
              place,
              "This line cannot be written: " + problem(step, families.getFirst()).orElse(""),
              "Use the values that lines of this kind have, or take the field out."));
    } else if (written.size() < families.size()) {
      Family missing = families.stream().filter(it -> !written.contains(it)).findFirst().get();
      findings.add(
          ProfileFinding.of(
              ProfileFinding.Kind.HALF_A_FAMILY,
              place,
              "Lists of IPv"
                  + missing.number()
                  + " are written, and this line has no words for them.",
              "Add a form with {family:" + missing.number() + "}."));
    }
  }

  private void mode(String mode, Place place) {
    if (!modes.contains(mode)) {
      findings.add(
          ProfileFinding.of(
              ProfileFinding.Kind.UNKNOWN_MODE,
              place,
              "The session has no mode '" + mode + "'.",
              "Name one of: "
                  + String.join(", ", modes.stream().sorted().toList())
                  + "; or add it to 'session.modes'."));
    }
  }

  /** Why a step cannot be typed; absent where it can. */
  private Optional<String> problem(Profile.Step step, Family family) {
    Typing.Values values =
        new Typing.Values(family, WORDS)
            .with("family", Integer.toString(family.number()))
            .withGroup(new Written.Group("Lists_in_4_g2_1", SampleLists.addresses(family, 2)));
    try {
      typing.commands(
          List.of(step), values, List.of(new Written.WrittenLine(1, "10", "x")), List.of("10"));
      return Optional.empty();
    } catch (IllegalStateException unwritable) {
      return Optional.of(String.valueOf(unwritable.getMessage()));
    } catch (IllegalArgumentException untypable) {
      return Optional.of(String.valueOf(untypable.getMessage()));
    }
  }

  static Object[] with(Object[] path, Object last) {
    Object[] longer = new Object[path.length + 1];
    System.arraycopy(path, 0, longer, 0, path.length);
    longer[path.length] = last;
    return longer;
  }
}
