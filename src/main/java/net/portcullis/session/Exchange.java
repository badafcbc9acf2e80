package net.portcullis.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import net.portcullis.session.Prompts.Prompt;

/**
 * Tells apart, in what the device prints, the answers to lines that were typed together: each
 * begins with the device's echo of the line and ends with a prompt. An echo is recognised by its
 * characters, blanks aside, so that wrapping and redrawing do not matter.
 */
final class Exchange {
  private final List<String> typed;
  private final Prompts prompts;
  private final String mode;
  private final boolean echoes;
  private final Optional<Prompt> start;

  private final List<Answer> answers = new ArrayList<>();
  private final List<String> before = new ArrayList<>();
  private final StringBuilder heard = new StringBuilder();
  private List<String> output = new ArrayList<>();
  private List<String> stray = List.of();
  private boolean echoed;
  private int taken;
  private Optional<String> echoOfAnswer = Optional.empty();

  /**
   * What followed a line.
   *
   * @param stray what was printed before its echo: late messages that belong to nothing
   * @param output what was printed after it
   */
  record Answer(List<String> stray, List<String> output, Prompt prompt, boolean echoed) {
    Answer {
      stray = List.copyOf(stray);
      output = List.copyOf(output);
    }
  }

  /**
   * @param mode the mode whose prompt follows each of the lines
   * @param echoes false for a device that was seen not to repeat what is typed
   * @param start the prompt that was seen last before them
   */
  Exchange(
      List<String> typed, Prompts prompts, String mode, boolean echoes, Optional<Prompt> start) {
    this.typed = List.copyOf(typed);
    this.prompts = prompts;
    this.mode = mode;
    this.echoes = echoes;
    this.start = start;
    this.echoed = !echoes;
  }

  /** Reads the lines that have ended since the last call. */
  void take(List<String> lines) {
    while (taken < lines.size()) {
      line(lines.get(taken++));
    }
  }

  /** True where every line but the last has its answer, and the last one's echo was seen. */
  boolean mayEnd() {
    return echoed && atLast();
  }

  boolean atLast() {
    return answers.size() == typed.size() - 1;
  }

  /**
   * Which of the lines is the first that is not known to have been answered.
   *
   * @param prompted a prompt stands behind everything that was printed
   */
  int unanswered(boolean prompted) {
    return Math.min(answers.size() + (prompted && echoed && silent() ? 1 : 0), typed.size() - 1);
  }

  /** True where nothing but echoes has been printed since the last line was typed. */
  private boolean silent() {
    return said(String::isBlank);
  }

  /** True where nothing but echoes and such lines has been printed since then. */
  boolean said(Predicate<String> known) {
    return stray.isEmpty() && output.stream().allMatch(known);
  }

  /** A question's answer will be echoed: it is no output. */
  void expectEchoOf(String answer) {
    echoOfAnswer = Optional.of(answer.strip());
  }

  /** The answers, the last of which ends with this prompt. */
  List<Answer> end(Prompt last) {
    if (!echoed) {
      output = new ArrayList<>(before);
      stray = List.of();
    }
    finish(last);
    return List.copyOf(answers);
  }

  private void line(String line) {
    if (!echoed) {
      echo(line);
      return;
    }
    if (!atLast()) {
      Optional<Boundary> boundary = boundary(line, typed.get(answers.size() + 1));
      if (boundary.isPresent()) {
        finish(boundary.get().prompt());
        echo(boundary.get().rest());
        return;
      }
    }
    if (echoOfAnswer.isPresent()) {
      boolean repeated = line.isBlank() || line.strip().equals(echoOfAnswer.get());
      echoOfAnswer = Optional.empty();
      if (repeated) {
        return;
      }
    }
    boolean again = output.isEmpty() && echoes && bare(line).equals(bare(command()));
    if (!again) {
      output.add(line);
    }
  }

  private void echo(String line) {
    before.add(line);
    heard.append(bare(line));
    String wanted = bare(command());
    if (!endsWith(heard, wanted) && !scrolled(line, wanted)) {
      return;
    }
    echoed = true;
    int covered = wanted.length();
    int from = before.size();
    while (from > 0 && covered > 0) {
      from--;
      covered -= bare(before.get(from)).length();
    }
    List<String> late = new ArrayList<>();
    for (String earlier : before.subList(0, Math.max(0, from))) {
      if (!earlier.isBlank() && !isBarePrompt(earlier)) {
        late.add(earlier);
      }
    }
    if (covered < 0) {
      lead(before.get(from)).ifPresent(late::add);
    }
    stray = late;
  }

  /** What stands in front of the echo on its own line, where that is not a prompt drawn again. */
  private Optional<String> lead(String line) {
    int at = line.lastIndexOf(command());
    if (at <= 0) {
      return Optional.empty();
    }
    String lead = line.substring(0, at).stripTrailing();
    return lead.isBlank() || isBarePrompt(lead) ? Optional.empty() : Optional.of(lead);
  }

  /** A line editor without room shows only the end of a long line, behind a sign. */
  private static boolean scrolled(String line, String wanted) {
    String shown = bare(line);
    return shown.length() > 12 && shown.startsWith("$") && wanted.endsWith(shown.substring(1));
  }

  private record Boundary(Prompt prompt, String rest) {}

  /** A line that is a prompt with the beginning of the next typed line behind it. */
  private Optional<Boundary> boundary(String line, String next) {
    if (line.endsWith(next)) {
      String lead = line.substring(0, line.length() - next.length()).stripTrailing();
      Optional<Prompt> prompt = prompts.match(lead, mode);
      if (prompt.isPresent()) {
        return prompt.map(found -> new Boundary(found, next));
      }
    }
    // A wrapped echo: the prompt before must be repeated exactly.
    Optional<Prompt> previous = answers.isEmpty() ? start : Optional.of(answers.getLast().prompt());
    if (previous.isPresent() && line.startsWith(previous.get().text())) {
      String rest = bare(line.substring(previous.get().text().length()));
      if (!rest.isEmpty() && bare(next).startsWith(rest)) {
        return Optional.of(new Boundary(previous.get(), rest));
      }
    }
    return Optional.empty();
  }

  private void finish(Prompt prompt) {
    answers.add(new Answer(stray, output, prompt, echoed));
    stray = List.of();
    output = new ArrayList<>();
    before.clear();
    heard.setLength(0);
    echoed = !echoes;
  }

  private boolean isBarePrompt(String line) {
    return prompts.match(line, mode).isPresent();
  }

  private String command() {
    return typed.get(Math.min(answers.size(), typed.size() - 1));
  }

  private static boolean endsWith(StringBuilder text, String end) {
    int from = text.length() - end.length();
    return from >= 0 && text.indexOf(end, from) == from;
  }

  /** A text without its blanks. */
  private static String bare(String line) {
    StringBuilder bare = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c != ' ' && c != '\t') {
        bare.append(c);
      }
    }
    return bare.toString();
  }
}
