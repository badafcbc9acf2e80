package net.portcullis.dialect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds timers that a profile begins to say and does not end. */
final class TimerLint {
  private final Profile profile;
  private final DocumentPlaces places;
  private final List<ProfileFinding> findings = new ArrayList<>();

  private TimerLint(Profile profile, DocumentPlaces places) {
    this.profile = profile;
    this.places = places;
  }

  static List<ProfileFinding> of(Profile profile, DocumentPlaces places) {
    TimerLint lint = new TimerLint(profile, places);
    for (int i = 0; i < profile.timers().size(); i++) {
      lint.timer(profile.timers().get(i), i);
    }
    return lint.findings;
  }

  /** Every exchange's lines. */
  private Stream<List<Profile.Step>> exchanges() {
    Profile.Commands commands = profile.commands();
    return Stream.concat(
            Stream.of(commands.bind(), commands.rebind(), commands.unbind())
                .flatMap(kinds -> kinds.values().stream()),
            switch (profile.swap()) {
              case ATOMIC -> Stream.empty();
              case DELTA -> Stream.of(commands.edit());
              case BY_RULE -> Stream.of(commands.switchOn(), commands.switchOff());
            })
        .filter(steps -> !steps.isEmpty());
  }

  /** True where every exchange ends in that line, so that another may stand in its place. */
  private boolean together(String line) {
    return exchanges().allMatch(steps -> steps.getLast().text().filter(line::equals).isPresent());
  }

  /** What lines that are gathered elsewhere still lack. */
  private void gathered(Profile.Timer timer, int index) {
    Set<String> modes = timer.gathers().keySet();
    if (!exchanges().flatMap(List::stream).allMatch(step -> modes.contains(step.mode()))) {
      timer(
          "The lines of an exchange are to be gathered, and one of them is typed in a mode that"
              + " has none in its place.",
          "Name each mode in which an exchange is typed in 'gathers'.",
          index,
          "gathers");
    }
    if (timer.cancel().isEmpty()) {
      timer(
          "What is gathered elsewhere is not undone by lines in their own modes while the timer"
              + " runs, and nothing takes it back at once.",
          "Add 'cancel'.",
          index,
          "gathers");
    }
  }

  private void timer(Profile.Timer timer, int index) {
    if (timer.arm().isEmpty()) {
      timer("The timer is never started.", "Add 'arm'.", index);
    } else if (Stream.of("${seconds}", "${minutes}", "${clock}")
        .noneMatch(time -> names(timer.arm(), time))) {
      timer(
          "The lines that start the timer do not say how long it runs.",
          "Use ${seconds}, ${minutes} or ${clock}.",
          index,
          "arm");
    } else if (names(timer.arm(), "${minutes}") && timer.granularity().toSeconds() % 60 != 0) {
      timer(
          "The timer is started in minutes, and its granularity is none.",
          "Write 'granularity: 1m'.",
          index,
          "granularity");
    }
    if (timer.replaces().isPresent() && !together(timer.replaces().get())) {
      timer(
          "The timer is to begin with the change, and '"
              + timer.replaces().get()
              + "' is not the line by which every exchange takes effect.",
          "Write the last line of all of 'bind', 'rebind', 'unbind' and 'edit'; or leave it out where"
              + " the timer is started beforehand.",
          index,
          "replaces");
    }
    if (!timer.gathers().isEmpty()) {
      gathered(timer, index);
    }
    if (timer.review().isPresent() && !timer.together()) {
      timer(
          "What the gathered lines would change is to be shown, and nothing is gathered.",
          "Add 'replaces' or 'gathers'; or leave it out.",
          index,
          "review");
    }
    if (timer.confirm().isEmpty()) {
      timer("Nothing ends the timer and keeps the change.", "Add 'confirm'.", index);
    }
    if (timer.probe().isPresent() == timer.available().isEmpty()) {
      timer(
          "Of the line that asks whether there is such a timer, and the words of a yes, one is"
              + " missing.",
          "Add both 'probe' and 'available'.",
          index);
    }
    if (timer.check().isPresent() == timer.armed().isEmpty()) {
      timer(
          "Of the line that shows the timer, and the words by which it runs, one is missing.",
          "Add both 'check' and 'armed'.",
          index);
    }
    if (timer.sameSession() && !timer.cancel().isEmpty() && timer.check().isEmpty()) {
      timer(
          "Where the session that started the timer is gone, 'cancel' is refused, and nothing shows"
              + " when the time has done the same.",
          "Add 'check' and 'armed', or leave 'cancel' out.",
          index,
          "same-session");
    }
    if (timer.longest().compareTo(Duration.ofMinutes(2)) < 0) {
      timer("The timer is too short for any change.", "Write how long it runs.", index, "longest");
    }
  }

  private static boolean names(List<Profile.Step> steps, String value) {
    return steps.stream().anyMatch(step -> step.text().orElse("").contains(value));
  }

  private void timer(String what, String remedy, Object... path) {
    Object[] whole = new Object[path.length + 1];
    whole[0] = "timed-rollbacks";
    System.arraycopy(path, 0, whole, 1, path.length);
    findings.add(
        ProfileFinding.of(ProfileFinding.Kind.UNFINISHED_TIMER, places.of(whole), what, remedy));
  }
}
