package net.portcullis.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import net.portcullis.acl.Address;

/**
 * A recorded conversation, replayed one byte at a time in virtual time. A file has one step a line:
 *
 * <pre>
 *   # why this case exists
 *   profile NAME          the platform; h3c-comware7 where none is said
 *   telnet                the transport does not log in (lines then end as the profile says)
 *   privilege             the inventory names a privilege password
 *   started               the usual opening: prompt, and the profile's two lines that prepare
 *   < TEXT                the device sends; \r \n \0 \a \b \e \xNN are characters
 *   > TEXT                exactly this line must be typed; {login} and {privilege} are the secrets
 *   >| TEXT               exactly this must be typed, without line end
 *   ~ MILLIS              the device is silent
 *   drip MILLIS TEXT      the device sends a byte each so many milliseconds
 *   flood TEXT            the device sends this for ever
 *   hang-up               the device ends the connection
 *   open | ask MODE LINE | send MODE LINE [-> MODE [VIEW]] | all WINDOW MODE LINE / LINE ...
 *   = accepted [OUTPUT] | rejected WORDS | astray WORDS | KIND [within MILLIS] WORDS
 * </pre>
 *
 * After the steps the device is silent. Whatever is typed beyond the steps is an error.
 */
final class Transcript implements Wire {
  /** What is done and what must come of it. */
  record Operation(String what, List<String> expected, int line) {}

  private sealed interface Step {
    record Send(String text) implements Step {}

    record Await(String text) implements Step {}

    record Silence(long nanos) implements Step {}

    record Flood(String text) implements Step {}

    record End() implements Step {}
  }

  private final Deque<Step> steps = new ArrayDeque<>();
  private final List<Operation> operations = new ArrayList<>();
  private final StringBuilder typed = new StringBuilder();
  private String profile = "h3c-comware7";
  private final boolean telnet;
  private final boolean privilege;
  private long now;
  private int at;
  private boolean closed;

  Transcript(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    telnet = lines.contains("telnet");
    privilege = lines.contains("privilege");
    int number = 0;
    for (String line : lines) {
      number++;
      read(line, number);
    }
  }

  String profile() {
    return profile;
  }

  private void read(String line, int number) {
    String word = line.split(" ", 2)[0];
    String rest = line.length() > word.length() ? line.substring(word.length() + 1) : "";
    switch (word) {
      case "", "#", "telnet", "privilege" -> {}
      case "profile" -> profile = rest;
      case "started" -> {
        read("< \\r\\n<sw1>", number);
        for (String prepared : List.of("screen-length disable", "undo terminal monitor")) {
          read("> " + prepared, number);
          read("< " + prepared + "\\r\\n<sw1>", number);
        }
      }
      case "<" -> steps.add(new Step.Send(text(rest)));
      case ">" -> steps.add(new Step.Await(text(rest) + (telnet ? "\r\n" : "\n")));
      case ">|" -> steps.add(new Step.Await(text(rest)));
      case "~" -> steps.add(new Step.Silence(millis(rest)));
      case "drip" -> {
        String[] parts = rest.split(" ", 2);
        for (int i = 0; i < parts[1].length(); i++) {
          steps.add(new Step.Silence(millis(parts[0])));
          steps.add(new Step.Send(parts[1].substring(i, i + 1)));
        }
      }
      case "flood" -> steps.add(new Step.Flood(text(rest)));
      case "hang-up" -> steps.add(new Step.End());
      case "open", "ask", "send", "all" ->
          operations.add(new Operation(line, new ArrayList<>(), number));
      case "=" -> operations.getLast().expected().add(rest);
      default -> throw new AssertionError("line " + number + ": " + line);
    }
  }

  private static long millis(String text) {
    return Long.parseLong(text) * 1_000_000;
  }

  /** The characters that a text with escapes stands for. */
  static String text(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        plain.append(c);
        continue;
      }
      char next = text.charAt(++i);
      switch (next) {
        case 'r' -> plain.append('\r');
        case 'n' -> plain.append('\n');
        case '0' -> plain.append('\0');
        case 'a' -> plain.append('\u0007');
        case 'b' -> plain.append('\b');
        case 'e' -> plain.append('\u001B');
        case 'x' -> {
          plain.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
          i += 2;
        }
        default -> plain.append(next);
      }
    }
    return plain
        .toString()
        .replace("{login}", ToyServers.PASSWORD)
        .replace("{privilege}", ToyServers.PRIVILEGE);
  }

  boolean telnet() {
    return telnet;
  }

  boolean privilege() {
    return privilege;
  }

  List<Operation> operations() {
    return operations;
  }

  long now() {
    return now;
  }

  boolean closed() {
    return closed;
  }

  /** What was typed and not expected, or expected and not typed. */
  String unexpected() {
    StringBuilder missing = new StringBuilder();
    for (Step step : steps) {
      if (step instanceof Step.Await(String text)) {
        if (typed.indexOf(text) == 0) {
          typed.delete(0, text.length());
        } else {
          missing.append(" expected but not typed: ").append(text);
        }
      }
    }
    return typed.isEmpty() ? missing.toString() : "typed but not expected: " + typed + missing;
  }

  @Override
  public int read(byte[] into, long nanos) {
    long left = nanos;
    while (true) {
      switch (steps.peek()) {
        case null -> {
          now += left;
          return 0;
        }
        case Step.Send(String text) -> {
          if (at == text.length()) {
            at = 0;
            steps.remove();
            continue;
          }
          into[0] = (byte) text.charAt(at++);
          now += 1000;
          return 1;
        }
        case Step.Await(String text) -> {
          if (typed.indexOf(text) != 0) {
            now += left;
            return 0;
          }
          typed.delete(0, text.length());
          steps.remove();
        }
        case Step.Silence(long silence) -> {
          steps.remove();
          if (left < silence) {
            steps.push(new Step.Silence(silence - left));
            now += left;
            return 0;
          }
          now += silence;
          left -= silence;
        }
        case Step.Flood(String text) -> {
          int length = into.length - into.length % text.length();
          for (int i = 0; i < length; i++) {
            into[i] = (byte) text.charAt(i % text.length());
          }
          now += 1000;
          return length;
        }
        case Step.End end -> {
          return END;
        }
      }
    }
  }

  @Override
  public void write(byte[] bytes, long nanos) throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
    typed.append(new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public Optional<Address> source() {
    return Optional.empty();
  }

  @Override
  public Optional<String> lineEnd() {
    return telnet ? Optional.empty() : Optional.of("\n");
  }

  @Override
  public void close() {
    closed = true;
  }
}
