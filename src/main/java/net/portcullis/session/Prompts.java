package net.portcullis.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.dialect.SessionSpec;
import net.portcullis.dialect.TextPattern;

/** Recognises a platform's prompts, once the device's name is known exactly that device's. */
final class Prompts {
  private static final String HOSTNAME = "{hostname}";

  /** Longer than any prompt with the longest name and view. */
  static final int LONGEST = 512;

  private final SessionSpec spec;
  private final String hostname;

  Prompts(SessionSpec spec, String hostname) {
    this.spec = spec;
    this.hostname = hostname;
  }

  /**
   * A prompt that was seen.
   *
   * @param view what stands where the pattern has stars
   * @param text the whole prompt
   */
  record Prompt(String mode, List<String> view, String text) {
    Prompt {
      view = List.copyOf(view);
    }
  }

  /** The prompt that a whole line is; the preferred mode is asked first. */
  Optional<Prompt> match(String line, String preferred) {
    if (line.isEmpty() || line.length() > LONGEST) {
      return Optional.empty();
    }
    Optional<Prompt> prompt = inMode(line, preferred);
    if (prompt.isPresent()) {
      return prompt;
    }
    for (String mode : spec.modes().keySet()) {
      prompt = inMode(line, mode);
      if (prompt.isPresent()) {
        return prompt;
      }
    }
    return Optional.empty();
  }

  private Optional<Prompt> inMode(String line, String name) {
    SessionSpec.Mode mode = spec.modes().get(name);
    if (mode == null) {
      return Optional.empty();
    }
    for (TextPattern pattern : mode.prompts()) {
      Optional<List<String>> view = stars(pattern.text().replace(HOSTNAME, star(hostname)), line);
      if (view.isPresent() && view.get().stream().allMatch(Prompts::isView)) {
        return Optional.of(new Prompt(name, view.get(), line));
      }
    }
    return Optional.empty();
  }

  /** The device's name in a line that is a prompt of one of the modes of any device. */
  static Optional<String> hostname(SessionSpec spec, List<String> modes, String line) {
    if (line.length() > LONGEST) {
      return Optional.empty();
    }
    for (String name : modes) {
      SessionSpec.Mode mode = spec.modes().get(name);
      if (mode == null) {
        continue;
      }
      for (TextPattern pattern : mode.prompts()) {
        int at = pattern.text().indexOf(HOSTNAME);
        if (at >= 0) {
          int before = starsIn(pattern.text().substring(0, at));
          Optional<List<String>> found = stars(pattern.text().replace(HOSTNAME, "*"), line);
          Optional<String> hostname = found.map(texts -> texts.get(before)).filter(Prompts::isName);
          if (hostname.isPresent()) {
            return hostname;
          }
        }
      }
    }
    return Optional.empty();
  }

  /** True where the prompts of the modes carry the device's name. */
  static boolean carryHostname(SessionSpec spec, List<String> modes) {
    return modes.stream()
        .map(spec.modes()::get)
        .anyMatch(mode ->
            mode != null && mode.prompts().stream().anyMatch(p -> p.text().contains(HOSTNAME)));
  }

  /** A line of output that happens to begin and end like a prompt mostly has other words within. */
  private static boolean isView(String text) {
    boolean view = true;
    for (int i = 0; i < text.length(); i++) {
      view &= " <>[]".indexOf(text.charAt(i)) < 0;
    }
    return view;
  }

  private static boolean isName(String text) {
    boolean name = !text.isEmpty() && text.length() <= 255;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      name &= c > ' ' && "<>[]()#$%&*!\"'`;|?{}".indexOf(c) < 0;
    }
    return name;
  }

  private static int starsIn(String pattern) {
    return pieces(pattern).size() - 1;
  }

  private static String star(String literal) {
    return literal.replace("*", "\\*");
  }

  /**
   * What the stars stand for where the pattern is the whole line; each takes as little as it can.
   */
  static Optional<List<String>> stars(String pattern, String line) {
    List<String> pieces = pieces(stripTrailing(pattern));
    String first = pieces.getFirst();
    String last = pieces.getLast();
    if (pieces.size() == 1) {
      return line.equals(first) ? Optional.of(List.of()) : Optional.empty();
    }
    if (line.length() < first.length() + last.length()
        || !line.startsWith(first)
        || !line.endsWith(last)) {
      return Optional.empty();
    }
    List<String> found = new ArrayList<>();
    int at = first.length();
    int end = line.length() - last.length();
    for (String piece : pieces.subList(1, pieces.size() - 1)) {
      int next = line.indexOf(piece, at);
      if (next < 0 || next + piece.length() > end) {
        return Optional.empty();
      }
      found.add(line.substring(at, next));
      at = next + piece.length();
    }
    found.add(line.substring(at, end));
    return Optional.of(found);
  }

  private static String stripTrailing(String pattern) {
    int end = pattern.length();
    while (end > 0 && pattern.charAt(end - 1) == ' ') {
      end--;
    }
    return pattern.substring(0, end);
  }

  private static List<String> pieces(String pattern) {
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length() && pattern.charAt(i + 1) == '*') {
        piece.append('*');
        i++;
      } else if (c == '*') {
        pieces.add(piece.toString());
        piece.setLength(0);
      } else {
        piece.append(c);
      }
    }
    pieces.add(piece.toString());
    return pieces;
  }
}
