package net.portcullis.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.portcullis.dialect.SessionSpec;
import net.portcullis.session.Exchange.Answer;
import net.portcullis.session.Prompts.Prompt;
import net.portcullis.session.SessionException.Kind;

/**
 * Types lines and waits for their answers; pages and answers what the profile knows, nothing else.
 */
final class Dialogue {
  /** What a read may print: the configuration of a large device. */
  static final int READ_BYTES = 8 * 1024 * 1024;

  /** What any other line may print. */
  static final int LINE_BYTES = 64 * 1024;

  /** What each further one may print that is sent together with it. */
  private static final int FURTHER_BYTES = 4 * 1024;

  private static final int MOST_PAGES = 4000;
  private static final int MOST_QUESTIONS = 8;

  private final Terminal terminal;
  private final SessionSpec spec;
  private final Timeouts timeouts;
  private final Prompts prompts;
  private boolean echoes = true;
  private boolean heard;
  private int awaited;
  private Optional<Prompt> last = Optional.empty();

  Dialogue(Terminal terminal, SessionSpec spec, Timeouts timeouts, Prompts prompts) {
    this.terminal = terminal;
    this.spec = spec;
    this.timeouts = timeouts;
    this.prompts = prompts;
  }

  int promptsAwaited() {
    return awaited;
  }

  Terminal terminal() {
    return terminal;
  }

  /**
   * False for a device whose first answer did not repeat what was typed: then one line at a time is
   * certain.
   */
  boolean echoes() {
    return echoes;
  }

  /**
   * Types lines at once and waits for all of their answers.
   *
   * @param mode the mode whose prompt is expected after each
   * @param reading much output is expected
   */
  List<Answer> exchange(List<String> lines, String mode, Duration limit, boolean reading)
      throws SessionException {
    Exchange exchange = new Exchange(lines, prompts, mode, echoes, last);
    terminal.fresh(reading ? READ_BYTES : LINE_BYTES + FURTHER_BYTES * (lines.size() - 1));
    try {
      return exchange(exchange, lines, mode, Deadline.in(limit, terminal.nanoTime()), reading);
    } catch (SessionException ended) {
      int index = exchange.unanswered(prompts.match(terminal.tail(), mode).isPresent());
      throw lines.get(index).isBlank() ? ended : ended.at(unanswered(lines, index));
    }
  }

  private static String unanswered(List<String> lines, int index) {
    String line = "The line '" + lines.get(index) + "'";
    return lines.size() == 1
        ? line + " was not answered."
        : line
            + ", number "
            + (index + 1)
            + " of "
            + lines.size()
            + " that were sent together, was not answered; what became of it and of those behind it is"
            + " not known.";
  }

  private List<Answer> exchange(
      Exchange exchange, List<String> lines, String mode, Deadline deadline, boolean reading)
      throws SessionException {
    StringBuilder typed = new StringBuilder();
    for (String line : lines) {
      typed.append(line).append(lineEnd());
    }
    terminal.type(typed.toString(), deadline);
    awaited++;
    int pages = 0;
    int questions = 0;
    while (true) {
      exchange.take(terminal.lines());
      Sight sight = look(mode, lines.getLast());
      if (terminal.stirs(quiet(sight, exchange, mode, reading), deadline)) {
        if (deadline.passed()) {
          throw late(deadline);
        }
        continue;
      }
      switch (sight) {
        case Sight.Prompted(Prompt prompt) -> {
          if (!exchange.atLast()) {
            throw terminal.failure(
                Kind.UNKNOWN_PROMPT,
                "the answers to lines that were sent together cannot be told apart"
                    + terminal.lastSeen());
          }
          List<Answer> answers = exchange.end(prompt);
          last = Optional.of(prompt);
          if (!heard && !lines.getLast().isEmpty()) {
            heard = true;
            echoes = answers.getLast().echoed();
          }
          return answers;
        }
        case Sight.Known(SessionSpec.Question question, boolean pager) -> {
          if (!exchange.atLast()) {
            // What is in flight behind it would be read as its answer, and ours as a line.
            throw terminal.failure(
                Kind.UNKNOWN_PROMPT,
                "the device asks in the middle of lines that were sent together"
                    + terminal.lastSeen()
                    + ". Nothing was answered");
          }
          if (pager ? ++pages > MOST_PAGES : ++questions > MOST_QUESTIONS) {
            throw terminal.failure(
                Kind.UNKNOWN_PROMPT, "the device asks without end" + terminal.lastSeen());
          }
          answer(question, pager, exchange, deadline);
        }
        case Sight.Strange(String tail) ->
            throw terminal.failure(
                Kind.UNKNOWN_PROMPT,
                "the device asks what the profile does not know: "
                    + Shown.quote(tail)
                    + ". Nothing was answered");
        case Sight.Nothing() -> throw late(deadline);
      }
    }
  }

  private void answer(
      SessionSpec.Question question, boolean pager, Exchange exchange, Deadline deadline)
      throws SessionException {
    if (pager) {
      terminal.cut(Sight.column(question.text(), terminal.tail()));
    } else {
      terminal.cut(0);
      exchange.expectEchoOf(question.answer());
    }
    terminal.type(question.answer() + (question.enter() ? lineEnd() : ""), deadline);
  }

  private Sight look(String mode, String line) {
    String tail = terminal.tail();
    if (tail.isEmpty()) {
      return new Sight.Nothing();
    }
    Optional<Prompt> prompt = prompts.match(tail, mode);
    if (prompt.isPresent()) {
      return new Sight.Prompted(prompt.get());
    }
    Optional<Sight.Known> known =
        Sight.known(spec.pagers(), true, line, tail)
            .or(() -> Sight.known(spec.questions(), false, line, tail));
    if (known.isPresent()) {
      return known.get();
    }
    return Sight.asks(tail) ? new Sight.Strange(tail) : new Sight.Nothing();
  }

  private long quiet(Sight sight, Exchange exchange, String mode, boolean reading) {
    return switch (sight) {
      case Sight.Prompted(Prompt prompt) -> {
        if (!exchange.mayEnd()) {
          yield timeouts.doubtful().toNanos();
        }
        if (!echoes || !prompt.mode().equals(mode)) {
          yield 5 * timeouts.prompt().toNanos();
        }
        yield !reading && exchange.said(spec::isHarmless) ? 0 : timeouts.prompt().toNanos();
      }
      case Sight.Known known -> timeouts.prompt().toNanos();
      case Sight.Strange strange -> timeouts.question().toNanos();
      case Sight.Nothing() -> Long.MAX_VALUE / 2;
    };
  }

  private SessionException late(Deadline deadline) {
    return terminal.failure(
        Kind.LOST,
        "no prompt came within " + deadline.whole().toMillis() + " ms" + terminal.lastSeen());
  }

  String lineEnd() {
    return terminal.wire().lineEnd().orElse(spec.lineEnd());
  }
}
