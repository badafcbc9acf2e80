package net.portcullis.session;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.portcullis.dialect.SessionSpec;
import net.portcullis.session.Exchange.Answer;
import net.portcullis.session.Login.Account;
import net.portcullis.session.Prompts.Prompt;
import net.portcullis.session.SessionException.Kind;

/** From the first byte of a device's command line to a conversation that is ready for use. */
final class Opening {
  private final Terminal terminal;
  private final SessionSpec spec;
  private final Timeouts timeouts;
  private final String expected;

  Opening(Terminal terminal, SessionSpec spec, Timeouts timeouts, String expected) {
    this.terminal = terminal;
    this.spec = spec;
    this.timeouts = timeouts;
    this.expected = expected;
  }

  /**
   * @param account who logs in, where the transport did not
   * @param privilege the password of the privileged mode
   */
  Conversation open(Optional<Account> account, Optional<Secret> privilege, Set<String> slow)
      throws SessionException {
    Deadline deadline = Deadline.in(timeouts.login(), terminal.nanoTime());
    Login login = new Login(terminal, spec, timeouts, expected, account);
    Prompt at = login.run(deadline);
    Prompts prompts = new Prompts(spec, expected);
    Dialogue dialogue = new Dialogue(terminal, spec, timeouts, prompts);
    if (spec.prepare().isEmpty()) {
      // A banner that looks like a prompt does not answer; where nothing else is typed, ask it so.
      at =
          dialogue.exchange(List.of(""), at.mode(), spec.commandTimeout(), true).getLast().prompt();
    }
    if (mustElevate(at, privilege)) {
      at =
          new Elevation(
                  terminal, spec, spec.privilege().orElseThrow(), timeouts, prompts, privilege)
              .run();
    }
    for (String line : spec.prepare()) {
      // A user without the right to switch the pager off is paged instead.
      at =
          dialogue
              .exchange(List.of(line), at.mode(), spec.commandTimeout(), false)
              .getLast()
              .prompt();
    }
    if (spec.hostname().isPresent()) {
      Answer answer =
          dialogue
              .exchange(List.of(spec.hostname().get()), at.mode(), spec.commandTimeout(), true)
              .getLast();
      checkHostname(answer);
      at = answer.prompt();
    }
    return new CliConversation(dialogue, spec, expected, slow, at, login.notices());
  }

  /** To the first prompt of a device of which nothing more is known; nothing is prepared there. */
  Stranger greet(Optional<Account> account) throws SessionException {
    Deadline deadline = Deadline.in(timeouts.login(), terminal.nanoTime());
    Prompt at = new Login(terminal, spec, timeouts, expected, account).run(deadline);
    List<String> banner = List.copyOf(terminal.lines());
    Dialogue dialogue = new Dialogue(terminal, spec, timeouts, new Prompts(spec, expected));
    // A banner that looks like a prompt does not answer.
    at = dialogue.exchange(List.of(""), at.mode(), spec.commandTimeout(), true).getLast().prompt();
    return new Stranger(dialogue, spec, expected, banner, at);
  }

  private boolean mustElevate(Prompt at, Optional<Secret> privilege) {
    if (spec.privilege().isEmpty()) {
      return false;
    }
    String mode = spec.privilege().get().mode();
    return mode.equals(spec.start()) ? privilege.isPresent() : !at.mode().equals(mode);
  }

  private void checkHostname(Answer answer) throws SessionException {
    List<String> shown =
        answer.output().stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (!shown.equals(List.of(expected))) {
      throw terminal.failure(
          Kind.WRONG_IDENTITY,
          "it says that it is "
              + Shown.quote(String.join(" ", shown))
              + ", but the inventory expects "
              + Shown.quote(expected)
              + ". Correct 'host' or 'hostname' in the inventory");
    }
  }
}
