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
  private final Set<Terminal> terminals = ConcurrentHashMap.newKeySet();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final LongAdder logins = new LongAdder();
  private final LongAdder lines = new LongAdder();
  private final AtomicInteger numbers = new AtomicInteger();
  private final Newest typed = new Newest();
  private final Newest logged = new Newest();
  private final Newest answers = new Newest();

  /** The newest thousand of something, in order. */
  private static final class Newest {
    private static final int KEPT = 1000;

    private final Deque<String> kept = new ArrayDeque<>();

    synchronized void add(String text) {
      if (kept.size() == KEPT) {
        kept.removeFirst();
      }
      kept.addLast(text);
    }

    synchronized List<String> all() {
      return List.copyOf(kept);
    }
  }

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
    typed.add(line);
  }

  /** The newest thousand lines, in order. */
  List<String> typed() {
    return typed.all();
  }

  void log(String message) {
    logged.add(message);
  }

  /** The newest thousand messages, in order. */
  List<String> logged() {
    return logged.all();
  }

  void asked(String question) {
    asked.add(question);
  }

  void answered(String answer) {
    answers.add(answer);
  }

  /** What was typed at questions, whatever it was, the newest thousand. */
  List<String> answers() {
    return answers.all();
  }

  /** Each question once. */
  Set<String> asked() {
    return Set.copyOf(asked);
  }

  EmulatedDevice.Traffic traffic() {
    return new EmulatedDevice.Traffic(logins.sum(), lines.sum());
  }
}
