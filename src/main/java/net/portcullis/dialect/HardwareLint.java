package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;

/** Finds what a profile leaves half said of how a device tells that its hardware is full. */
final class HardwareLint {
  private final Profile profile;
  private final DocumentPlaces places;
  private final List<ProfileFinding> findings = new ArrayList<>();

  private HardwareLint(Profile profile, DocumentPlaces places) {
    this.profile = profile;
    this.places = places;
  }

  static List<ProfileFinding> of(Profile profile, DocumentPlaces places) {
    HardwareLint lint = new HardwareLint(profile, places);
    if (places.has("session") && profile.hardwareFull().isEmpty()) {
      lint.add(
          "Nothing is said of how the device tells that its hardware is full.",
          "Add 'hardware-full:' with its words, or 'hardware-full: {}' where no source has any.",
          "session");
    }
    profile.hardwareFull().ifPresent(lint::look);
    return lint.findings;
  }

  private void look(ProfileHardware full) {
    if (full.readLog().isPresent() && full.messages().isEmpty()) {
      add(
          "The log is read, and no message of it is known to tell that the hardware is full.",
          "Add such words to 'lines'.",
          "hardware-full",
          "log");
    }
    boolean tells =
        !full.marks().isEmpty()
            || profile.grammar().bodies().keySet().stream()
                .anyMatch(body ->
                    profile.grammar().patterns(body, Grammar.Kind.BINDING).stream()
                        .flatMap(Pattern::fields)
                        .anyMatch(field -> field.kind() == FieldKind.STATUS));
    if (!full.listing().isEmpty() && !tells) {
      add(
          "What the hardware holds is shown, and no line is known to tell that it does not hold one.",
          "Add such lines to 'marks', or {status} to a binding of the grammar.",
          "hardware-full",
          "listing");
    }
    boolean bySlot =
        full.listing().values().stream()
            .flatMap(List::stream)
            .anyMatch(step -> step.each() == Profile.Each.SLOT);
    boolean slots =
        full.readSlots().isPresent() && full.slots().stream().anyMatch(LogPattern::tellsSlot);
    if (bySlot != slots) {
      add(
          bySlot
              ? "A listing is shown for each slot, and nothing tells the slots."
              : "The slots are asked for, and no listing names one.",
          "Write 'slots' with a line that shows them and {slot} where its number stands, and"
              + " 'each: slot' at the lines that name it.",
          "hardware-full",
          "listing");
    }
  }

  private void add(String what, String remedy, Object... path) {
    findings.add(
        ProfileFinding.of(ProfileFinding.Kind.LIMIT_WITHOUT_TEXT, places.of(path), what, remedy));
  }
}
