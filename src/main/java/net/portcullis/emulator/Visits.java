package net.portcullis.emulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The sessions on a device's command line, and what was typed, asked and logged in them. */
final class Visits {
  private static final int KEPT = 1000;

  private final Set<Terminal> terminals = ConcurrentHashMap.newKeySet();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final LongAdder logins = new LongAdder();
  private final LongAdder lines = new LongAdder();
  private final AtomicInteger numbers = new AtomicInteger();
  private final Deque<String> typed = new ArrayDeque<>();
  private final Deque<String> logged = new ArrayDeque<>();
  private final Deque<String> answers = new ArrayDeque<>();

  void joined(Terminal terminal) {
    logins.increment();
    terminals.add(terminal);
  }

  void left(Terminal terminal) {
    terminals.remove(terminal);
  }

  /** What a session is told from the others by. */
  int number() {
    return numbers.incrementAndGet();
  }

  int open() {
    return terminals.size();
  }

  /** Every session ends. */
  void end() {
    terminals.forEach(Terminal::close);
  }

  void typed(String line) {
    lines.increment();
    synchronized (typed) {
      if (typed.size() == KEPT) {
        typed.removeFirst();
      }
      typed.addLast(line);
    }
  }

  /** The newest thousand lines, in order. */
  List<String> typed() {
    synchronized (typed) {
      return List.copyOf(typed);
    }
  }

  void log(String message) {
    synchronized (logged) {
      if (logged.size() == KEPT) {
        logged.removeFirst();
      }
      logged.addLast(message);
    }
  }

  /** The newest thousand messages, in order. */
  List<String> logged() {
    synchronized (logged) {
      return List.copyOf(logged);
    }
  }

  void asked(String question) {
    asked.add(question);
  }

  void answered(String answer) {
    synchronized (answers) {
      if (answers.size() == KEPT) {
        answers.removeFirst();
      }
      answers.addLast(answer);
    }
  }

  /** What was typed at questions, whatever it was, the newest thousand. */
  List<String> answers() {
    synchronized (answers) {
      return List.copyOf(answers);
    }
  }

  /** Each question once. */
  Set<String> asked() {
    return Set.copyOf(asked);
  }

  EmulatedDevice.Traffic traffic() {
    return new EmulatedDevice.Traffic(logins.sum(), lines.sum());
  }
}
