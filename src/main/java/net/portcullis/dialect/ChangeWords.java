package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.portcullis.acl.Family;

/** Says what is typed to change a device, in order. */
final class ChangeWords {
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("direction", "in"),
          Map.entry("interface", "INTERFACE"),
          Map.entry("parent", "INTERFACE"),
          Map.entry("unit", "UNIT"),
          Map.entry("zone-from", "ZONE1"),
          Map.entry("zone-to", "ZONE2"),
          Map.entry("old", "OLD"),
          Map.entry("old-chain", "OLD"),
          Map.entry("slot", "SLOT"),
          Map.entry("seconds", "SECONDS"),
          Map.entry("minutes", "MINUTES"),
          Map.entry("clock", "HH:MM:SS"));

  private final Profile profile;
  private final Typing typing;

  ChangeWords(Profile profile) {
    this.profile = profile;
    this.typing = new Typing(profile.names(), profile.writing().naming());
  }

  private List<Command> typed(List<Profile.Step> steps, String list) {
    return typed(steps, list, 3);
  }

  /** An object of an address is one of that alone. */
  private List<Command> typed(List<Profile.Step> steps, String list, int addresses) {
    Typing.Values values =
        new Typing.Values(Family.IPV4, WORDS)
            .with("family", "4")
            .with("list", list)
            .with("chain", list)
            .withGroup(new Written.Group("GROUP", SampleLists.addresses(Family.IPV4, addresses)));
    return typing.commands(
        steps, values, List.of(new Written.WrittenLine(1, "ID", "LINE")), List.of("ID"));
  }

  /** Lines with words in capitals for what they name. */
  List<Command> typed(List<Profile.Step> steps) {
    return typed(steps, "NEW");
  }

  ProfileSection read() {
    SectionWriter section = new SectionWriter("Reading");
    Profile.Commands commands = profile.commands();
    if (commands.readRunning().isEmpty()) {
      return section.written();
    }
    section.say("Reads the running configuration:").typed(typed(commands.readRunning()));
    if (commands.readStartup().equals(commands.readRunning())) {
      section.say("It is also what the device starts with.");
    } else {
      section.say("Reads the start-up configuration:").typed(typed(commands.readStartup()));
    }
    section.say(
        "A line that is not understood is kept and shown, and makes the answer unknown; nothing is"
            + " pushed over it.");
    return section.written();
  }

  ProfileSection bound() {
    SectionWriter section = new SectionWriter("Staging, binding, taking off");
    Profile.Commands commands = profile.commands();
    boolean grouped = !profile.groupedFamilies().isEmpty();
    section.sayIf(
        !commands.stage().isEmpty(),
        "A list of ours is made under a name that nobody uses, read back and proved before any"
            + " packet meets it; LINE stands for each of its lines:");
    section.typed(typed(commands.stage()));
    section.sayIf(
        profile.writing().objects().isPresent(),
        "Before it an object is defined for each of its addresses, and for each of its services:");
    section.typed(objects(commands.defineGroup(), commands.defineService()));
    section.sayIf(
        grouped,
        "Where it has object groups, each is defined before it, under a name that nobody uses:");
    section.typed(grouped ? typed(commands.defineGroup()) : List.of());
    commands.bind().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(each ->
            section
                .say("It is bound, where none was" + where(each.getKey()) + ":")
                .typed(typed(each.getValue())));
    commands.unbind().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(each ->
            section
                .say("It is taken off" + where(each.getKey()) + ":")
                .typed(typed(each.getValue())));
    section.sayIf(!commands.remove().isEmpty(), "A list that nothing binds any more is removed:");
    section.typed(typed(commands.remove(), "OLD"));
    section.sayIf(
        profile.writing().objects().isPresent(),
        "Its objects go after it, addresses and services by:");
    section.typed(objects(commands.removeGroup(), commands.removeService()));
    section.sayIf(grouped, "Its object groups go after it, each by:");
    section.typed(grouped ? typed(commands.removeGroup()) : List.of());
    return section.written();
  }

  /** What is typed for an address, and for a service. */
  private List<Command> objects(List<Profile.Step> address, List<Profile.Step> service) {
    if (profile.writing().objects().isEmpty()) {
      return List.of();
    }
    List<Command> typed = new ArrayList<>(typed(address, "NEW", 1));
    typed.addAll(typed(service));
    return List.copyOf(typed);
  }

  private static String where(String kind) {
    return switch (kind) {
      case "zone-pair" -> ", on a zone pair";
      case "vlan-interface" -> ", on a VLAN interface";
      case "port" -> ", on a port";
      default -> "";
    };
  }

  ProfileSection exchanged() {
    SectionWriter section = new SectionWriter("Exchanging a bound list");
    Profile.Commands commands = profile.commands();
    if (!commands.change()) {
      return section.written();
    }
    switch (profile.swap()) {
      case ATOMIC -> {
        section.say(
            "A bound list is exchanged in one step: one command puts the new list in the old one's"
                + " place, and at no moment is there none. Afterwards a new login must succeed, else"
                + " the old list takes its place again in the same way.");
        commands.rebind().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .forEach(each ->
                section
                    .say("What is typed" + where(each.getKey()) + ":")
                    .typed(typed(each.getValue())));
      }
      case DELTA ->
          section
              .say(
                  "A bound list is edited in place, line by line, each step proved: after each line"
                      + " the list permits nothing that neither the old nor the new one does, denies"
                      + " nothing that both permit, and the way by which the tool manages the device"
                      + " stays open. Where no such order of lines exists, nothing is begun.")
              .say("What is typed, where ID is a line that goes and LINE one that comes:")
              .typed(typed(commands.edit()));
      case BY_RULE ->
          section
              .say(
                  "A new list's rules are switched on one by one, first to last, behind those of the"
                      + " old list; then the old ones are switched off, last to first. Each state on"
                      + " the way is proved before the first: it permits nothing that neither the"
                      + " old nor the new list does, and denies nothing that both permit. Where one"
                      + " of the old rules decides about other packets too, nothing is begun.")
              .say("What switches rule ID on:")
              .typed(typed(commands.switchOn()))
              .say("What switches it off:")
              .typed(typed(commands.switchOff()));
    }
    return section.written();
  }

  ProfileSection timers() {
    SectionWriter section = new SectionWriter("The device's own undo");
    if (!profile.commands().change()) {
      return section.written();
    }
    if (profile.timers().isEmpty()) {
      return section
          .say(
              "It cannot undo a change by itself, as far as this profile says. So a change begins"
                  + " only where every state on its way keeps the management path; what is cut off is"
                  + " undone by 'recover'.")
          .written();
    }
    for (Profile.Timer timer : profile.timers()) {
      section.say(
          "It can undo a change by itself: "
              + timer.description()
              + ", up to "
              + timer.longest().toMinutes()
              + " minutes, set in "
              + (timer.granularity().toSeconds() % 60 == 0 ? "minutes" : "seconds")
              + ".");
      timer
          .probe()
          .ifPresent(probe ->
              section
                  .say(
                      "It is there where this answers " + SectionWriter.or(timer.available()) + ":")
                  .typed(typed(List.of(probe))));
      began(section, timer);
      timer
          .check()
          .ifPresentOrElse(
              check ->
                  section
                      .say("It runs where this shows " + SectionWriter.or(timer.armed()) + ":")
                      .typed(typed(List.of(check))),
              () ->
                  section.say(
                      "No command shows it: who recovers a change waits until it is surely over."));
      section
          .say("Confirmed when all is proved, which ends the timer and keeps the change:")
          .typed(typed(timer.confirm()));
      section.sayIf(!timer.cancel().isEmpty(), "Ended, so that the device goes back at once:");
      section.typed(typed(timer.cancel()));
      section.sayIf(
          timer.sameSession(),
          "Only the session that started the timer can end it: it is kept, and all else goes through"
              + " a new login. Where it is lost, the device goes back by itself.");
    }
    section.say(
        profile.timers().size() > 1
            ? "The first that is there is used. Where none is, a change begins only where every"
                + " state on its way keeps the management path."
            : without(profile.timers().getFirst()));
    return section.written();
  }

  private void began(SectionWriter section, Profile.Timer timer) {
    if (!timer.together()) {
      section.say("Started before the change:").typed(typed(timer.arm()));
      return;
    }
    section.sayIf(
        !timer.gathers().isEmpty(),
        "The change and the timer begin together: all lines of the exchange are typed in mode "
            + timer.gathers().values().stream().sorted().collect(Collectors.joining(" or "))
            + ", where they take no effect yet.");
    section.sayIf(
        !timer.fresh().isEmpty(), "First, what an earlier change may have left there is dropped:");
    section.typed(typed(timer.fresh()));
    timer
        .review()
        .ifPresent(review ->
            section
                .say(
                    "Then this must show the lines that bind as the only difference; where it shows"
                        + " anything else, nothing is put in force:")
                .typed(typed(List.of(review))));
    section
        .say(
            timer
                .replaces()
                .map(line ->
                    "The change and the timer begin together: all lines of the exchange are gathered,"
                        + " and in place of the last '"
                        + line
                        + "' stands:")
                .orElse("What puts them in force and starts the timer:"))
        .typed(typed(timer.arm()));
    section.sayIf(
        profile.swap() == Dialect.Swap.DELTA,
        "It is used where the exchange is one step at each place: a first list, one line of a list,"
            + " or taking a list off.");
  }

  private String without(Profile.Timer timer) {
    String path = "a change begins only where every state on its way keeps the management path.";
    String refused =
        "Where the line that starts it is refused, nothing of the change takes effect.";
    boolean told = timer.probe().isPresent() || profile.swap() == Dialect.Swap.DELTA;
    return !timer.together()
        ? "Where it is not there, " + path
        : told ? refused + " Where the timer is not there or not used, " + path : refused;
  }

  ProfileSection saved() {
    SectionWriter section = new SectionWriter("Saving");
    Profile.Commands commands = profile.commands();
    if (!commands.change()) {
      return section.written();
    }
    if (commands.save().isEmpty()) {
      return section.say("Each change is saved as it is made.").written();
    }
    commands.save().stream()
        .flatMap(step -> typed(List.of(step)).stream())
        .forEach(command -> section.say("Saves: " + command.text()));
    return section
        .say(
            "Only after the change is confirmed. Then the start-up configuration is read and must be"
                + " the running one.")
        .written();
  }
}
