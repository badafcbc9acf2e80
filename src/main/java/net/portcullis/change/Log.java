package net.portcullis.change;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.change.Outcome.Reached;
import net.portcullis.dialect.Command;
import net.portcullis.inventory.Device;
import net.portcullis.store.Store;
import net.portcullis.store.TransactionRecord;

/** Writes down what is about to be done to one device and how far it has come. */
final class Log {
  private static final String RECOVER = "portcullis recover";

  private final Collaborators tools;
  private final Device device;
  private final TransactionRecord record;
  private final long began;
  private final List<Reached> steps = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private Journal journal;

  /** What the store has. */
  private Journal written;

  private boolean intending;

  Log(Collaborators tools, Device device, TransactionRecord record, Journal journal) {
    this.tools = tools;
    this.device = device;
    this.record = record;
    this.journal = journal;
    this.written = journal;
    this.began = tools.time().nanos();
  }

  Journal journal() {
    return journal;
  }

  Device device() {
    return device;
  }

  String run() {
    return record.run();
  }

  Store store() {
    return tools.store();
  }

  /** When the device's timer runs out, for people. */
  Instant deadline() {
    return Instant.ofEpochMilli(journal.deadline()).truncatedTo(ChronoUnit.SECONDS);
  }

  void change(Journal next) {
    journal = next;
  }

  void note(String sentence) {
    notes.add(sentence);
  }

  /** Returns when the disk has it. */
  void intend(State step, List<Command> what, List<Command> undo) {
    intending = true;
    tools.store().intend(record, step.name(), text(what), text(undo));
  }

  void reached(State state) {
    persist(state);
    seen(state);
  }

  /** Writes the journal down while the state stays what it is. */
  void persist(State state) {
    if (journal.equals(written)) {
      tools.store().reached(record, state.name(), state.ended());
    } else {
      tools.store().reached(record, state.name(), state.ended(), journal.text());
      written = journal;
    }
  }

  private void seen(State state) {
    Instant at = tools.time().instant();
    steps.add(new Reached(state, at, (tools.time().nanos() - began) / 1_000_000));
    tools.progress().reached(device.name(), state);
  }

  Outcome end(State state, Optional<String> error) {
    reached(state);
    return new Outcome(device, state, steps, error, List.of(), notes);
  }

  /** Where only a person can go on. */
  Outcome attention(String error, List<Command> commands) {
    return told(error, commands.stream().map(Command::text).toList());
  }

  /** Where nobody can tell before the device answers again. */
  Outcome unread(String error) {
    return told(error + " When it answers again, run 'portcullis recover'.", List.of(RECOVER));
  }

  private Outcome told(String error, List<String> commands) {
    reached(State.NEEDS_ATTENTION);
    return new Outcome(device, State.NEEDS_ATTENTION, steps, Optional.of(error), commands, notes);
  }

  /** Where the change is gone, and lines of it may have been taken elsewhere. */
  Outcome astray(String error, List<String> lines) {
    return told(
        error
            + " What was staged is gone, but the device was no longer where the lines behind that one"
            + " were meant to be typed, and did not refuse "
            + lines.size()
            + " of them, the first being '"
            + lines.getFirst()
            + "'. Look at what it holds now, take back what they did there, then run 'portcullis"
            + " recover'.",
        List.of(RECOVER));
  }

  /** True where the intent to reach a state was ever written down, by whichever process. */
  boolean intended(State step) {
    return tools.store().intents(record.id()).stream()
        .anyMatch(intent -> intent.step().equals(step.name()));
  }

  /** Where not even the store can be told. */
  Outcome unrecorded(String error) {
    State state = intending ? State.NEEDS_ATTENTION : State.REFUSED;
    seen(state);
    String rest =
        intending
            ? " Nothing more was sent to the device; its own timer undoes what it can. When the store can be"
                + " written again, run 'portcullis recover'."
            : " Nothing was sent to the device.";
    return new Outcome(
        device,
        state,
        steps,
        Optional.of(error + rest),
        intending ? List.of(RECOVER) : List.of(),
        notes);
  }

  static String text(List<Command> commands) {
    StringBuilder text = new StringBuilder();
    for (Command command : commands) {
      text.append(text.isEmpty() ? "" : "\n").append(command.text());
    }
    return text.toString();
  }
}
