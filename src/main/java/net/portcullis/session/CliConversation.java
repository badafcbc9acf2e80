package net.portcullis.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.portcullis.acl.Address;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.SessionSpec;
import net.portcullis.session.Exchange.Answer;
import net.portcullis.session.Prompts.Prompt;

/** A conversation after login: knows which mode it is in and finds the way to others. */
final class CliConversation implements Conversation {
  private final Dialogue dialogue;
  private final SessionSpec spec;
  private final Judge judge;
  private final String hostname;
  private final Set<String> slow;
  private final List<String> notices;
  private Prompt at;

  /**
   * @param slow lines for which the profile's time for saving holds
   * @param at the prompt that was seen last
   * @param notices sentences on what was asked at login
   */
  CliConversation(
      Dialogue dialogue,
      SessionSpec spec,
      String hostname,
      Set<String> slow,
      Prompt at,
      List<String> notices) {
    this.notices = List.copyOf(notices);
    this.dialogue = dialogue;
    this.spec = spec;
    this.judge = new Judge(spec);
    this.hostname = hostname;
    this.slow = Set.copyOf(slow);
    this.at = at;
  }

  @Override
  public String hostname() {
    return hostname;
  }

  @Override
  public List<String> notices() {
    return notices;
  }

  @Override
  public Optional<Address> source() {
    return dialogue.terminal().wire().source();
  }

  @Override
  public Reply send(Command command) throws SessionException {
    Optional<Reply> blocked = goTo(command);
    if (blocked.isPresent()) {
      return blocked.get();
    }
    Prompt before = at;
    Answer answer = exchange(List.of(command), false).getLast();
    return placed(command, before, answer, judged(command, answer));
  }

  @Override
  public Reply ask(Command command) throws SessionException {
    Optional<Reply> blocked = goTo(command);
    if (blocked.isPresent()) {
      return blocked.get();
    }
    Prompt before = at;
    Answer answer = exchange(List.of(command), true).getLast();
    Reply reply =
        spec.exitStatus().isPresent()
            ? judge.status(command, answer, status())
            : judge.reading(command, answer);
    return placed(command, before, answer, reply);
  }

  @Override
  public List<Reply> sendAll(List<Command> commands, int window) throws SessionException {
    List<Reply> replies = new ArrayList<>();
    int next = 0;
    while (next < commands.size()) {
      int end =
          spec.exitStatus().isPresent() || !dialogue.echoes()
              ? next
              : together(commands, next, window);
      if (end - next < 2) {
        replies.add(send(commands.get(next)));
        next++;
      } else {
        List<Command> batch = commands.subList(next, end);
        Prompt before = at;
        List<Answer> answers = exchange(batch, false);
        for (int i = 0; i < batch.size(); i++) {
          Prompt stood = i == 0 ? before : answers.get(i - 1).prompt();
          replies.add(inFlight(batch.get(i), before, stood, answers.get(i)));
        }
        next = end;
      }
      if (replies.stream().anyMatch(reply -> reply instanceof Reply.Rejected)) {
        return List.copyOf(replies);
      }
    }
    return List.copyOf(replies);
  }

  /**
   * What became of a line that was typed before the answer to the one in front of it was seen.
   *
   * @param meant the prompt at which all of them were to be typed
   * @param stood the prompt at which the device read it
   */
  private Reply inFlight(Command command, Prompt meant, Prompt stood, Answer answer) {
    Reply judged = judge.configuration(command, answer);
    if (stood.mode().equals(meant.mode()) && stood.view().equals(meant.view())) {
      return placed(command, meant, answer, judged);
    }
    return new Reply.Rejected(
        command,
        judged.output(),
        "The device read it at the prompt " + Shown.quote(stood.text()) + ".",
        !judge.refuses(judged.output()));
  }

  /** The end of the run of lines that stay in the view where the device stands now. */
  private int together(List<Command> commands, int from, int window) {
    int end = from;
    while (end < commands.size()
        && end - from < window
        && !commands.get(end).changesView()
        && commands.get(end).mode().equals(at.mode())) {
      end++;
    }
    return end;
  }

  @Override
  public int promptsAwaited() {
    return dialogue.promptsAwaited();
  }

  @Override
  public void close() {
    dialogue.terminal().wire().close();
  }

  private List<Answer> exchange(List<Command> commands, boolean reading) throws SessionException {
    Command last = commands.getLast();
    Duration limit =
        commands.stream().anyMatch(command -> slow.contains(command.text()))
            ? spec.saveTimeout()
            : spec.commandTimeout();
    List<Answer> answers =
        dialogue.exchange(
            commands.stream().map(Command::text).toList(), last.after(), limit, reading);
    at = answers.getLast().prompt();
    return answers;
  }

  private Reply judged(Command command, Answer answer) throws SessionException {
    return spec.exitStatus().isPresent()
        ? judge.status(command, answer, status())
        : judge.configuration(command, answer);
  }

  private Answer status() throws SessionException {
    return dialogue
        .exchange(List.of(spec.exitStatus().orElseThrow()), at.mode(), spec.commandTimeout(), false)
        .getLast();
  }

  /** A line that was taken must also have led where it should. */
  private static Reply placed(Command command, Prompt before, Answer answer, Reply reply) {
    if (reply instanceof Reply.Rejected) {
      return reply;
    }
    Prompt after = answer.prompt();
    boolean mode = after.mode().equals(command.after());
    boolean view =
        command.view().isPresent()
            ? after.view().contains(command.view().get())
            : command.changesView() || after.view().equals(before.view());
    if (mode && view) {
      return reply;
    }
    return new Reply.Rejected(
        command,
        reply.output(),
        "Afterwards the device showed the prompt "
            + Shown.quote(after.text())
            + ", which is not that of "
            + command.view().orElse("mode '" + command.after() + "'")
            + ".");
  }

  /**
   * Walks to the command's mode; a reply where the way is barred, and then the line was not typed.
   */
  private Optional<Reply> goTo(Command command) throws SessionException {
    if (at.mode().equals(command.mode())) {
      return Optional.empty();
    }
    List<String> here = chain(at.mode());
    List<String> there = chain(command.mode());
    String meeting = here.stream().filter(there::contains).findFirst().orElse("");
    for (String mode : here.subList(0, Math.max(0, here.indexOf(meeting)))) {
      Optional<String> line = mode(mode).flatMap(SessionSpec.Mode::leave);
      Optional<Reply> barred = step(command, line, mode(mode).flatMap(SessionSpec.Mode::from));
      if (barred.isPresent()) {
        return barred;
      }
    }
    List<String> down = there.subList(0, Math.max(0, there.indexOf(meeting))).reversed();
    for (String mode : down) {
      Optional<String> line = mode(mode).flatMap(SessionSpec.Mode::enter);
      Optional<Reply> barred = step(command, line, Optional.of(mode));
      if (barred.isPresent()) {
        return barred;
      }
    }
    return at.mode().equals(command.mode())
        ? Optional.empty()
        : Optional.of(barred(command, "", "no line leads there from mode '" + at.mode() + "'"));
  }

  private Optional<Reply> step(Command command, Optional<String> line, Optional<String> to)
      throws SessionException {
    if (line.isEmpty() || to.isEmpty()) {
      return Optional.of(barred(command, "", "no line leads there from mode '" + at.mode() + "'"));
    }
    Command way = new Command(line.get(), at.mode(), to.get(), Optional.empty());
    Answer answer = exchange(List.of(way), false).getLast();
    if (answer.prompt().mode().equals(to.get())) {
      return Optional.empty();
    }
    String output = String.join("\n", answer.output()).strip();
    return Optional.of(
        barred(command, output, "'" + line.get() + "' led to " + Shown.quote(at.text())));
  }

  private static Reply barred(Command command, String output, String why) {
    return new Reply.Rejected(
        command,
        output,
        "It was not sent, because mode '" + command.mode() + "' was not reached: " + why + ".");
  }

  /** A mode and those it is entered from, up to one that nothing leads to. */
  private List<String> chain(String mode) {
    List<String> chain = new ArrayList<>();
    Optional<String> next = Optional.of(mode);
    while (next.isPresent() && !chain.contains(next.get())) {
      chain.add(next.get());
      next = mode(next.get()).flatMap(SessionSpec.Mode::from);
    }
    return chain;
  }

  private Optional<SessionSpec.Mode> mode(String name) {
    return Optional.ofNullable(spec.modes().get(name));
  }
}
