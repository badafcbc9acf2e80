package net.portcullis.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.portcullis.dialect.SessionSpec;
import net.portcullis.session.Prompts.Prompt;
import net.portcullis.session.SessionException.Kind;

/**
 * The dialogue before the first prompt. A name and a password are typed at most once each, and only
 * where the transport itself does not log in.
 */
final class Login {
  private static final int MOST_DISMISSED = 4;
  private static final int BANNER_BYTES = 256 * 1024;

  private final Terminal terminal;
  private final SessionSpec spec;
  private final Timeouts timeouts;
  private final String expected;
  private final Prompts prompts;
  private final Optional<Account> account;
  private final List<String> firstModes;

  private boolean named;
  private boolean trusted;
  private int dismissed;
  private final List<String> notices = new ArrayList<>();
  private int taken;

  /** Who logs in where the transport does not do it. */
  record Account(String user, Optional<Secret> password) {}

  private sealed interface Step {
    record Wait() implements Step {}

    record Arrived(Prompt prompt) implements Step {}

    record Elsewhere(String hostname) implements Step {}

    record Name() implements Step {}

    record Password() implements Step {}

    record Dismiss(SessionSpec.Question question) implements Step {}

    record Strange(String tail) implements Step {}
  }

  Login(
      Terminal terminal,
      SessionSpec spec,
      Timeouts timeouts,
      String expected,
      Optional<Account> account) {
    this.terminal = terminal;
    this.spec = spec;
    this.timeouts = timeouts;
    this.expected = expected;
    this.prompts = new Prompts(spec, expected);
    this.account = account;
    this.firstModes = firstModes(spec);
  }

  /** The modes that a session may begin in. */
  static List<String> firstModes(SessionSpec spec) {
    return spec.privilege().map(p -> List.of(spec.start(), p.mode())).orElse(List.of(spec.start()));
  }

  /** Goes on until the first prompt of the expected device. */
  Prompt run(Deadline deadline) throws SessionException {
    try {
      return dialogue(deadline);
    } catch (SessionException lost) {
      if (lost.kind() != Kind.LOST) {
        throw lost;
      }
      if (!notices.isEmpty()) {
        throw refused(
            String.join(" ", notices()) + " Then it ended the session (" + lost.getMessage() + ")");
      }
      throw trusted
          ? refused("the session ended after the password was given (" + lost.getMessage() + ")")
          : new SessionException(Kind.UNREACHABLE, String.valueOf(lost.getMessage()), lost);
    }
  }

  private Prompt dialogue(Deadline deadline) throws SessionException {
    terminal.fresh(BANNER_BYTES);
    while (true) {
      refusals();
      Step step = look();
      if (terminal.stirs(quiet(step), deadline)) {
        if (deadline.passed()) {
          throw late(deadline);
        }
        continue;
      }
      switch (step) {
        case Step.Arrived(Prompt prompt) -> {
          return prompt;
        }
        case Step.Elsewhere(String hostname) ->
            throw terminal.failure(
                Kind.WRONG_IDENTITY,
                "its prompt says that it is "
                    + Shown.quote(hostname)
                    + ", but the inventory expects "
                    + Shown.quote(expected)
                    + ". Correct 'host' or 'hostname' in the inventory");
        case Step.Name() -> name(deadline);
        case Step.Password() -> password(deadline);
        case Step.Dismiss(SessionSpec.Question question) -> dismiss(question, deadline);
        case Step.Strange(String tail) ->
            throw terminal.failure(
                Kind.UNKNOWN_PROMPT,
                "at login the device asks what the profile does not know: "
                    + Shown.quote(tail)
                    + ". Nothing was answered");
        case Step.Wait() -> throw late(deadline);
      }
    }
  }

  private Step look() {
    String tail = terminal.tail();
    if (tail.isBlank()) {
      return new Step.Wait();
    }
    Optional<SessionSpec.Question> known =
        spec.login().dismiss().stream().filter(q -> q.text().in(tail)).findFirst();
    if (known.isPresent()) {
      return new Step.Dismiss(known.get());
    }
    Optional<Prompt> prompt =
        prompts.match(tail, spec.start()).filter(p -> firstModes.contains(p.mode()));
    if (prompt.isPresent()) {
      return new Step.Arrived(prompt.get());
    }
    if (account.isPresent() && Sight.any(spec.login().username(), tail)) {
      return new Step.Name();
    }
    if (account.isPresent() && Sight.whole(spec.login().password(), tail)) {
      return new Step.Password();
    }
    Optional<String> other = Prompts.hostname(spec, firstModes, tail);
    if (other.isPresent()) {
      return new Step.Elsewhere(other.get());
    }
    return Sight.asks(tail) ? new Step.Strange(tail) : new Step.Wait();
  }

  /** A banner may hold anything, so a prompt that nobody logged in for is believed more slowly. */
  private long quiet(Step step) {
    return switch (step) {
      case Step.Arrived arrived ->
          account.isEmpty() || trusted
              ? timeouts.prompt().toNanos()
              : timeouts.doubtful().toNanos();
      case Step.Name name -> timeouts.prompt().toNanos();
      case Step.Password password -> timeouts.prompt().toNanos();
      case Step.Dismiss dismiss -> timeouts.prompt().toNanos();
      case Step.Elsewhere elsewhere -> timeouts.doubtful().toNanos();
      case Step.Strange strange -> timeouts.question().toNanos();
      case Step.Wait() -> Long.MAX_VALUE / 2;
    };
  }

  private void refusals() throws SessionException {
    List<String> lines = terminal.lines();
    for (; taken < lines.size(); taken++) {
      String line = lines.get(taken);
      if (trusted && Sight.any(spec.login().refused(), line)) {
        throw refused("the device refused the name or the password: " + Shown.quote(line.strip()));
      }
      passwordChange(line);
    }
    passwordChange(terminal.tail());
  }

  private void passwordChange(String line) throws SessionException {
    boolean authenticated = trusted || account.isEmpty();
    if (authenticated && Sight.any(spec.passwordChange(), line)) {
      throw refused(
          "the device demands a new password ("
              + Shown.quote(line.strip())
              + "). Log in by hand once and change it");
    }
  }

  private void name(Deadline deadline) throws SessionException {
    if (named) {
      throw refused("the device asked for the name a second time");
    }
    named = true;
    forget();
    terminal.type(account.orElseThrow().user() + lineEnd(), deadline);
  }

  private void password(Deadline deadline) throws SessionException {
    if (trusted) {
      throw refused("the device asked for the password a second time");
    }
    if (!named && !spec.login().username().isEmpty()) {
      throw terminal.failure(
          Kind.UNKNOWN_PROMPT,
          "the device asks for a password without having asked for a name: "
              + Shown.quote(terminal.tail())
              + ". Nothing was answered");
    }
    Optional<Secret> password = account.orElseThrow().password();
    if (password.isEmpty()) {
      throw refused("the device asks for a password and the inventory gives none");
    }
    trusted = true;
    forget();
    typeSecret(terminal, password.get(), lineEnd(), deadline);
  }

  private void dismiss(SessionSpec.Question question, Deadline deadline) throws SessionException {
    if (++dismissed > MOST_DISMISSED) {
      throw terminal.failure(
          Kind.UNKNOWN_PROMPT, "the device asks without end" + terminal.lastSeen());
    }
    question.note().ifPresent(note -> notices.add(notice(question, note)));
    forget();
    terminal.type(question.answer() + (question.enter() ? lineEnd() : ""), deadline);
  }

  private static String notice(SessionSpec.Question question, String note) {
    return "At login the device showed '"
        + question.text().text()
        + "', and '"
        + question.answer()
        + "' was typed: "
        + note;
  }

  /** Sentences on what was asked before the first prompt that a person should know of. */
  List<String> notices() {
    return notices.stream().distinct().toList();
  }

  private void forget() {
    terminal.fresh(BANNER_BYTES);
    taken = 0;
  }

  /** Types a secret and wipes what was typed. */
  static void typeSecret(Terminal terminal, Secret secret, String lineEnd, Deadline deadline)
      throws SessionException {
    byte[] text = secret.utf8();
    byte[] line = Arrays.copyOf(text, text.length + lineEnd.length());
    for (int i = 0; i < lineEnd.length(); i++) {
      line[text.length + i] = (byte) lineEnd.charAt(i);
    }
    try {
      terminal.type(line, deadline);
    } finally {
      Arrays.fill(text, (byte) 0);
      Arrays.fill(line, (byte) 0);
    }
  }

  private SessionException refused(String what) {
    return terminal.failure(Kind.LOGIN_REFUSED, what);
  }

  private SessionException late(Deadline deadline) {
    return terminal.failure(
        Kind.UNREACHABLE,
        "no prompt came within " + deadline.whole().toMillis() + " ms" + terminal.lastSeen());
  }

  private String lineEnd() {
    return terminal.wire().lineEnd().orElse(spec.lineEnd());
  }
}
