package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.portcullis.acl.Family;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Direction;

/**
 * What a profile knows of full hardware.
 *
 * @param says words, anywhere in a line, of an answer, of a message behind one, or of a status
 * @param readLog the line that shows the log
 * @param messages words, anywhere in a line of the log
 * @param listing lines that show what the hardware holds of a bound list, by kind of attachment
 * @param marks whole lines of a listing, of a line that the hardware does not hold
 * @param readSlots the line that shows the slots
 * @param slots how lines look that name a slot
 */
record ProfileHardware(
    List<TextPattern> says,
    Optional<Profile.Step> readLog,
    List<TextPattern> messages,
    Map<String, List<Profile.Step>> listing,
    List<TextPattern> marks,
    Optional<Profile.Step> readSlots,
    List<LogPattern> slots) {

  ProfileHardware {
    says = List.copyOf(says);
    messages = List.copyOf(messages);
    listing = Map.copyOf(listing);
    marks = List.copyOf(marks);
    slots = List.copyOf(slots);
  }

  /**
   * The same for who talks to a device.
   *
   * @param shown what shows the hardware's part of a list at a binding
   */
  HardwareFull spoken(Typing typing, List<String> pagers, Function<Bound, Shown> shown) {
    return new Spoken(this, typing, pagers, shown);
  }

  /** Where a list is bound. */
  record Bound(Binding binding, Direction direction, Family family, String list) {}

  /** Lines to type, and the values that they name. */
  record Shown(List<Profile.Step> steps, Typing.Values values) {}

  private record Spoken(
      ProfileHardware known, Typing typing, List<String> pagers, Function<Bound, Shown> shown)
      implements HardwareFull {

    @Override
    public boolean says(String text) {
      return text.lines()
          .anyMatch(line ->
              known.says.stream().anyMatch(words -> words.in(line))
                  || known.messages.stream().anyMatch(words -> words.in(line)));
    }

    @Override
    public Optional<Command> readLog() {
      return known.readLog.map(this::typed);
    }

    @Override
    public List<String> logged(String output) {
      return lines(output).stream()
          .map(String::strip)
          .filter(line -> known.messages.stream().anyMatch(words -> words.in(line)))
          .toList();
    }

    @Override
    public Optional<Command> readSlots() {
      return known.readSlots.map(this::typed);
    }

    @Override
    public List<String> slots(String output) {
      return lines(output).stream()
          .flatMap(line -> known.slots.stream().flatMap(look -> look.slot(line).stream()).limit(1))
          .distinct()
          .toList();
    }

    @Override
    public List<Command> readListing(
        Binding binding, Direction direction, Family family, String list, List<String> slots) {
      Shown shows = shown.apply(new Bound(binding, direction, family, list));
      List<Command> commands = new ArrayList<>();
      for (Profile.Step step : shows.steps()) {
        if (step.each() == Profile.Each.SLOT) {
          slots.forEach(
              slot -> commands.add(typing.command(step, shows.values().with("slot", slot))));
        } else {
          commands.add(typing.command(step, shows.values()));
        }
      }
      return commands;
    }

    @Override
    public Optional<String> marked(String output) {
      return lines(output).stream()
          .map(String::strip)
          .filter(line -> known.marks.stream().anyMatch(mark -> mark.matches(line)))
          .findFirst();
    }

    private Command typed(Profile.Step step) {
      return typing.command(step, new Typing.Values(Family.IPV4, Map.of()));
    }

    private List<String> lines(String output) {
      List<String> lines = new ArrayList<>();
      DeviceText.lines(output, pagers).forEach(lines::add);
      return lines;
    }
  }
}
