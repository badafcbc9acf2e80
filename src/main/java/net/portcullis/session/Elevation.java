package net.portcullis.session;

import java.util.Optional;
import net.portcullis.dialect.SessionSpec;
import net.portcullis.session.Prompts.Prompt;
import net.portcullis.session.SessionException.Kind;

/** Becomes privileged. The password goes to the prompt that the profile names, once. */
final class Elevation {
  private final Terminal terminal;
  private final SessionSpec spec;
  private final SessionSpec.Privilege privilege;
  private final Timeouts timeouts;
  private final Prompts prompts;
  private final Optional<Secret> password;
  private boolean given;

  Elevation(
      Terminal terminal,
      SessionSpec spec,
      SessionSpec.Privilege privilege,
      Timeouts timeouts,
      Prompts prompts,
      Optional<Secret> password) {
    this.terminal = terminal;
    this.spec = spec;
    this.privilege = privilege;
    this.timeouts = timeouts;
    this.prompts = prompts;
    this.password = password;
  }

  /** The prompt of the privileged mode. */
  Prompt run() throws SessionException {
    Deadline deadline = Deadline.in(spec.commandTimeout(), terminal.nanoTime());
    String lineEnd = terminal.wire().lineEnd().orElse(spec.lineEnd());
    terminal.fresh(Dialogue.LINE_BYTES);
    terminal.type(privilege.command() + lineEnd, deadline);
    while (true) {
      String tail = terminal.tail();
      boolean asked = Sight.whole(privilege.password(), tail);
      Optional<Prompt> prompt =
          terminal.lines().isEmpty() ? Optional.empty() : prompts.match(tail, privilege.mode());
      if (terminal.stirs(quiet(asked || prompt.isPresent(), tail), deadline)) {
        if (deadline.passed()) {
          throw failure("no answer came in time" + terminal.lastSeen());
        }
        continue;
      }
      if (asked) {
        answer(lineEnd, deadline);
      } else if (prompt.isPresent()) {
        return arrived(prompt.get());
      } else if (Sight.asks(tail)) {
        throw terminal.failure(
            Kind.UNKNOWN_PROMPT,
            "after '"
                + privilege.command()
                + "' the device asks what the profile does not know: "
                + Shown.quote(tail)
                + ". Nothing was answered");
      } else {
        throw failure("no answer came in time" + terminal.lastSeen());
      }
    }
  }

  private long quiet(boolean known, String tail) {
    if (known) {
      return timeouts.prompt().toNanos();
    }
    return Sight.asks(tail) ? timeouts.question().toNanos() : Long.MAX_VALUE / 2;
  }

  private void answer(String lineEnd, Deadline deadline) throws SessionException {
    if (given) {
      throw failure("the device asked for the password a second time");
    }
    if (password.isEmpty()) {
      throw failure("the device asks for a password; name it as 'privilege' in the inventory");
    }
    given = true;
    terminal.fresh(Dialogue.LINE_BYTES);
    Login.typeSecret(terminal, password.get(), lineEnd, deadline);
  }

  private Prompt arrived(Prompt prompt) throws SessionException {
    for (String line : terminal.lines()) {
      if (Sight.any(spec.errors(), line) || Sight.any(spec.login().refused(), line)) {
        throw failure("it was refused: " + Shown.quote(line.strip()));
      }
    }
    if (!prompt.mode().equals(privilege.mode())) {
      throw failure("the prompt stayed " + Shown.quote(prompt.text()));
    }
    return prompt;
  }

  private SessionException failure(String why) {
    return terminal.failure(
        Kind.LOGIN_REFUSED, "'" + privilege.command() + "' did not give privilege: " + why);
  }
}
