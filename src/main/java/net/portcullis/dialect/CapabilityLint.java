package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what a profile begins to say of a capability and does not end. */
final class CapabilityLint {
  private final Profile profile;
  private final DocumentPlaces places;
  private final List<ProfileFinding> findings = new ArrayList<>();

  private CapabilityLint(Profile profile, DocumentPlaces places) {
    this.profile = profile;
    this.places = places;
  }

  static List<ProfileFinding> of(Profile profile, DocumentPlaces places) {
    CapabilityLint lint = new CapabilityLint(profile, places);
    // A profile without a session serves to read and write files.
    if (places.has("session")) {
      lint.session();
      lint.wayBack();
      lint.swap();
      lint.bothFamilies();
      lint.groups();
      lint.save();
      lint.pipeline();
      lint.findings.addAll(TimerLint.of(profile, places));
    }
    lint.defaults();
    return lint.findings;
  }

  private void add(ProfileFinding.Kind kind, String what, String remedy, Object... path) {
    findings.add(ProfileFinding.of(kind, places.of(path), what, remedy));
  }

  /** What is sent ahead is told apart by its echo and by the prompt before it. */
  private void pipeline() {
    boolean status = profile.session().exitStatus().isPresent();
    boolean runs =
        profile.commands().stage().stream()
            .anyMatch(step ->
                step.each() == Profile.Each.LINE
                    && step.after().equals(step.mode())
                    && step.view().isEmpty());
    if (profile.pipeline() > 1 && (status || !runs)) {
      add(
          ProfileFinding.Kind.IDLE_PIPELINE,
          status
              ? "Lines are said to be sent ahead, and each waits for the status of the one before."
              : "Lines are said to be sent ahead, and no two of a list are typed at one prompt.",
          "Take 'pipeline' out.",
          "pipeline");
    }
  }

  private void session() {
    SessionSpec session = profile.session();
    ProfileFinding.Kind kind = ProfileFinding.Kind.UNFINISHED_SESSION;
    if (session.errors().isEmpty() && session.exitStatus().isEmpty()) {
      add(
          kind,
          "No words of a refusal are known, and no status of the last line.",
          "Add 'errors: [...]', or 'exit-status: ...' where the platform is a shell.",
          "session");
    }
    if (session.login().username().isEmpty() != session.login().password().isEmpty()) {
      add(
          kind,
          "Of the prompts for a name and for a password only one is known.",
          "Add both 'username' and 'password'.",
          "session",
          "login");
    }
    if (session.privilege().filter(it -> it.password().isEmpty()).isPresent()) {
      add(
          kind,
          "The prompt for the privilege password is not known.",
          "Add 'password: [...]'.",
          "session",
          "privilege");
    }
  }

  private void wayBack() {
    Profile.Commands commands = profile.commands();
    for (String kind : commands.bind().keySet()) {
      if (missing(commands.unbind(), kind)) {
        add(
            ProfileFinding.Kind.NO_WAY_BACK,
            "Nothing takes a list off that is bound so.",
            "Add '" + kind + "' to 'unbind'.",
            "commands",
            "bind",
            kind);
      }
    }
    if (!commands.stage().isEmpty() && commands.remove().isEmpty()) {
      add(
          ProfileFinding.Kind.NO_WAY_BACK,
          "Nothing takes away a list that was staged.",
          "Add 'remove' to 'commands'.",
          "commands",
          "stage");
    }
    if (commands.change() && commands.readRunning().isEmpty()) {
      add(
          ProfileFinding.Kind.NO_WAY_BACK,
          "Lists are bound, and nothing reads them back.",
          "Add 'read-running' to 'commands'.",
          "commands");
    }
  }

  private static boolean missing(Map<String, List<Profile.Step>> steps, String kind) {
    return steps.getOrDefault(kind, steps.getOrDefault("any", List.of())).isEmpty();
  }

  private void swap() {
    Profile.Commands commands = profile.commands();
    if (!commands.change()) {
      return;
    }
    switch (profile.swap()) {
      case ATOMIC -> {
        for (String kind : commands.bind().keySet()) {
          if (missing(commands.rebind(), kind)) {
            unfinished(
                "A list is said to take another one's place, and no lines do it for '"
                    + kind
                    + "'.",
                "Add '" + kind + "' to 'rebind'.",
                "swap");
          }
        }
        commands.rebind().forEach(this::rebound);
      }
      case DELTA -> {
        if (!says(commands.edit(), Profile.Each.LINE)) {
          unfinished(
              "Bound lists are edited in place, and no step of 'edit' adds a line.",
              "Add a step with 'each: line' and ${line} to 'edit'.",
              "commands",
              "edit");
        }
        if (!says(commands.edit(), Profile.Each.REMOVED)) {
          unfinished(
              "Bound lists are edited in place, and no step of 'edit' takes a line away.",
              "Add a step with 'each: removed' and ${id} to 'edit'.",
              "commands",
              "edit");
        }
      }
      case BY_RULE -> byRule();
    }
    if (!says(commands.stage(), Profile.Each.LINE)) {
      unfinished(
          "No step of 'stage' types the lines of a list.",
          "Add a step with 'each: line' and ${line} to 'stage'.",
          "commands",
          "stage");
    }
  }

  /** Rules of all lists stand in one table; each is switched on and off, and removed, by itself. */
  private void byRule() {
    Profile.Commands commands = profile.commands();
    for (String key : List.of("switch-on", "switch-off")) {
      if (!says(
          key.equals("switch-on") ? commands.switchOn() : commands.switchOff(),
          Profile.Each.RULE)) {
        unfinished(
            "Lists are exchanged rule by rule, and no step of '" + key + "' names a rule.",
            "Add a step with 'each: rule' and ${id} to '" + key + "'.",
            "commands",
            key);
      }
    }
    if (!says(commands.remove(), Profile.Each.REMOVED)) {
      unfinished(
          "Lists are exchanged rule by rule, and no step of 'remove' takes one rule away.",
          "Add a step with 'each: removed' and ${id} to 'remove'.",
          "commands",
          "remove");
    }
    Grammar.Lists lists = profile.grammar().lists();
    if (!lists.byPair() || lists.name().indexOf('{') >= 0) {
      unfinished(
          "Lists are exchanged rule by rule, and their rules do not stand in one table for pairs of"
              + " interfaces.",
          "Add 'by-pair: true' to 'lists', and the table's name as 'name'.",
          "lists");
    }
    if (!commands.bind().isEmpty() || !commands.rebind().isEmpty()) {
      unfinished(
          "Lists are exchanged rule by rule, and lines bind a list.",
          "Take 'bind', 'rebind' and 'unbind' out.",
          "commands",
          commands.bind().isEmpty() ? "rebind" : "bind");
    }
  }

  /** One list for both families is exchanged as a whole, and named by what binds it for both. */
  private void bothFamilies() {
    if (!profile.grammar().lists().bothFamilies()) {
      return;
    }
    if (profile.swap() != Dialect.Swap.ATOMIC && profile.commands().change()) {
      unfinished(
          "Bound lists are changed line by line, and each of them holds both families: an order of"
              + " changes is proved for one alone.",
          "Write 'swap: atomic' where one line exchanges them, or 'families: each'.",
          "lists",
          "families");
    }
    if (profile.writing().groups().isPresent()) {
      groups(
          "Object groups are claimed, and lists of both families have none.",
          "Take 'groups' out of 'write'.",
          "write",
          "groups");
    }
    if (profile.writing().bodies().size() == 1) {
      add(
          ProfileFinding.Kind.HALF_A_FAMILY,
          "One list holds both families, and the lines of one of them are not written.",
          "Add the other family to 'rules'.",
          "write",
          "rules");
    }
    boolean bindsBoth =
        profile.grammar().bodies().values().stream()
            .flatMap(List::stream)
            .filter(production -> production.kind() == Grammar.Kind.BINDING)
            .flatMap(production -> production.lines().stream())
            .allMatch(CapabilityLint::isOfBoth);
    if (!bindsBoth) {
      add(
          ProfileFinding.Kind.HALF_A_FAMILY,
          "One list holds both families, and a line that binds one is not read for both.",
          "Add {family:both} to the lines that bind, or write 'families: each'.",
          "lists",
          "families");
    }
  }

  private static boolean isOfBoth(Pattern line) {
    return line.all()
        .anyMatch(part ->
            part instanceof Pattern.Field field
                && field.kind() == FieldKind.FAMILY
                && field.form().equals("both"));
  }

  private void groups() {
    Profile.Commands commands = profile.commands();
    boolean said =
        profile.writing().groups().isPresent() || profile.writing().objects().isPresent();
    boolean none = commands.defineGroup().isEmpty() && commands.removeGroup().isEmpty();
    if (!said && (none || places.has("write", "groups"))) {
      // A profile that extends another may say that it has none.
      return;
    }
    if (!said) {
      groups(
          "Lines define or remove object groups, and of what they may hold nothing is said.",
          "Add 'groups: {families: [...]}' to 'write', or take the lines out.",
          "commands");
    } else if (!says(commands.defineGroup(), Profile.Each.MEMBER)) {
      groups(
          "Object groups are written, and no step of 'define-group' types their members.",
          "Add a step with 'each: member' and ${member}, or a line with {source:...}.",
          "write",
          "groups");
    } else if (commands.removeGroup().isEmpty()) {
      groups(
          "Object groups are written, and nothing takes them away.",
          "Add 'remove-group' to 'commands'.",
          "write",
          "groups");
    } else if (profile.writing().objects().isPresent()
        && (!says(commands.defineService(), Profile.Each.LINE)
            || commands.removeService().isEmpty())) {
      groups(
          "Each service gets an object, and nothing types its lines, or takes it away.",
          "Add 'define-service', with a step with 'each: line' and ${line}, and 'remove-service'.",
          "write",
          "objects");
    } else if (profile.writing().groups().isPresent() && profile.swap() == Dialect.Swap.DELTA) {
      groups(
          "Object groups are claimed, and lists that are edited in place have none.",
          "Take 'groups' out of 'write', and 'define-group' and 'remove-group' out of 'commands'.",
          "write",
          "groups");
    }
  }

  private void groups(String what, String remedy, Object... path) {
    add(ProfileFinding.Kind.UNFINISHED_GROUPS, what, remedy, path);
  }

  /** Between a line that takes the old list off and one that binds the new one, none filters. */
  private void rebound(String kind, List<Profile.Step> steps) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).each() == Profile.Each.OLD && !takeEffectTogether(steps)) {
        unfinished(
            "This line takes the old list off before the new one is bound, so the exchange is not"
                + " one command.",
            "Write 'swap: delta', or one line that does both.",
            "commands",
            "rebind",
            kind,
            i);
      }
    }
  }

  /** True where nothing takes effect before the last line, in whose place a timer is started. */
  private boolean takeEffectTogether(List<Profile.Step> steps) {
    return profile.timers().stream()
        .flatMap(timer -> timer.replaces().stream())
        .anyMatch(line ->
            steps.getLast().text().equals(Optional.of(line))
                && steps.stream().filter(step -> step.text().equals(Optional.of(line))).count()
                    == 1);
  }

  private void unfinished(String what, String remedy, Object... path) {
    add(ProfileFinding.Kind.UNFINISHED_SWAP, what, remedy, path);
  }

  private static boolean says(List<Profile.Step> steps, Profile.Each each) {
    String value =
        switch (each) {
          case LINE -> "${line}";
          case MEMBER -> "${member}";
          case ONCE, RULE, REMOVED, OLD, SLOT -> "${id}";
        };
    return steps.stream()
        .anyMatch(step ->
            step.each() == each
                && (step.line().isPresent() || step.text().orElse("").contains(value)));
  }

  private void save() {
    Profile.Commands commands = profile.commands();
    if (!commands.save().isEmpty() && commands.readStartup().isEmpty()) {
      add(
          ProfileFinding.Kind.UNPROVED_SAVE,
          "The configuration is saved, and nothing reads what the device starts with.",
          "Add 'read-startup' to 'commands'.",
          "commands",
          "save");
    }
    if (commands.save().isEmpty()
        && commands.change()
        && !commands.readStartup().equals(commands.readRunning())) {
      add(
          ProfileFinding.Kind.UNPROVED_SAVE,
          "Nothing saves the configuration, and what the device starts with is another one.",
          "Add 'save' to 'commands'; where each change is saved, read both by the same lines.",
          "commands");
    }
  }

  private void defaults() {
    for (String key : List.of("unmatched", "empty", "missing")) {
      if (!places.has("lists", key)) {
        add(
            ProfileFinding.Kind.UNSAID_DEFAULT,
            switch (key) {
              case "unmatched" -> "What becomes of packets that no line matches is not said.";
              case "empty" -> "What a bound list without lines does is not said.";
              default -> "What binding a list that does not exist does is not said.";
            },
            "Add 'lists." + key + "': permit, deny, or unknown where no source tells.",
            "lists");
      }
    }
  }
}
