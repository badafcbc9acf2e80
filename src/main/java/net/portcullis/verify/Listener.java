package net.portcullis.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A socket that listens, as a line of {@code ss -lntup} tells it.
 *
 * @param process the first that has it open; absent where the login may not see it
 */
record Listener(String protocol, int port, Optional<String> process) {
  private static final String USERS = "users:((\"";
  private static final int LOCAL = 4;

  /** Absent where the line is not one that {@code ss} writes. */
  static Optional<Listener> read(String line) {
    int users = line.indexOf(USERS);
    List<String> words = words(users < 0 ? line : line.substring(0, users));
    if (words.size() < LOCAL + 2
        || !(words.getFirst().equals("tcp") || words.getFirst().equals("udp"))) {
      return Optional.empty();
    }
    String local = words.get(LOCAL);
    Optional<Integer> port = port(local.substring(local.lastIndexOf(':') + 1));
    return port.map(number -> new Listener(words.getFirst(), number, process(line, users)));
  }

  private static Optional<String> process(String line, int users) {
    if (users < 0) {
      return Optional.empty();
    }
    int from = users + USERS.length();
    int to = line.indexOf('"', from);
    return to <= from ? Optional.empty() : Optional.of(line.substring(from, to));
  }

  private static Optional<Integer> port(String text) {
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9' || i > 4) {
        return Optional.empty();
      }
      number = number * 10 + (c - '0');
    }
    return number == 0 || number > 65535 ? Optional.empty() : Optional.of(number);
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= line.length(); i++) {
      if (i == line.length() || line.charAt(i) == ' ' || line.charAt(i) == '\t') {
        if (i > start) {
          words.add(line.substring(start, i));
        }
        start = i + 1;
      }
    }
    return words;
  }
}
