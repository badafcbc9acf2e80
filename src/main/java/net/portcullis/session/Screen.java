package net.portcullis.session;

import java.util.ArrayList;
import java.util.List;

/**
 * What a person would see of a device's bytes: carriage returns, backspaces and the few cursor
 * movements that pagers and line editors use are carried out within the line; every other control
 * is dropped. Bytes beyond ASCII are kept as Latin-1 and mean nothing here.
 */
final class Screen {
  /** A cursor cannot be sent further to the right than this. */
  private static final int WIDEST_JUMP = 4096;

  private final List<String> lines = new ArrayList<>();
  private final StringBuilder current = new StringBuilder();
  private final StringBuilder parameters = new StringBuilder();
  private int cursor;
  private State state = State.TEXT;

  private enum State {
    TEXT,
    ESCAPE,
    CHARSET,
    CONTROL_SEQUENCE,
    STRING,
    STRING_ESCAPE
  }

  /** Takes bytes in the order of their arrival. */
  void feed(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      take((char) (bytes[i] & 0xFF));
    }
  }

  /** The lines that have ended, oldest first. */
  List<String> lines() {
    return lines;
  }

  /** The line that has not ended, without trailing blanks. */
  String current() {
    int end = current.length();
    while (end > 0 && current.charAt(end - 1) == ' ') {
      end--;
    }
    return current.substring(0, end);
  }

  /** Length of the line that has not ended. */
  int currentLength() {
    return current.length();
  }

  /** Takes away what stands in the unended line from a column on: a pager's or question's words. */
  void cut(int column) {
    current.setLength(Math.min(column, current.length()));
    cursor = current.length();
  }

  /** Forgets everything shown so far. */
  void clear() {
    lines.clear();
    cut(0);
  }

  private void take(char c) {
    switch (state) {
      case TEXT -> text(c);
      case ESCAPE -> escape(c);
      case CHARSET -> state = State.TEXT;
      case CONTROL_SEQUENCE -> controlSequence(c);
      case STRING -> {
        if (c == 0x07 || c == '\n') {
          state = State.TEXT;
        } else if (c == 0x1B) {
          state = State.STRING_ESCAPE;
        }
      }
      case STRING_ESCAPE -> state = c == '\\' ? State.TEXT : State.STRING;
    }
  }

  private void text(char c) {
    switch (c) {
      case '\n' -> {
        lines.add(current());
        cut(0);
      }
      case '\r' -> cursor = 0;
      case '\b' -> cursor = Math.max(0, cursor - 1);
      case 0x1B -> state = State.ESCAPE;
      default -> {
        if ((c >= ' ' && c != 0x7F) || c == '\t') {
          put(c);
        }
      }
    }
  }

  private void put(char c) {
    while (current.length() < cursor) {
      current.append(' ');
    }
    if (cursor == current.length()) {
      current.append(c);
    } else {
      current.setCharAt(cursor, c);
    }
    cursor++;
  }

  private void escape(char c) {
    switch (c) {
      case '[' -> {
        parameters.setLength(0);
        state = State.CONTROL_SEQUENCE;
      }
      case ']', 'P', 'X', '^', '_' -> state = State.STRING;
      case '(', ')', '*', '+', '#', '%' -> state = State.CHARSET;
      default -> state = State.TEXT;
    }
  }

  private void controlSequence(char c) {
    if (c >= '@' && c <= '~') {
      state = State.TEXT;
      move(c);
    } else if (c == '\n' || c == 0x1B) {
      state = State.TEXT;
      text(c);
    } else if (parameters.length() < 16) {
      parameters.append(c);
    }
  }

  private void move(char command) {
    switch (command) {
      case 'D' -> cursor = Math.max(0, cursor - Math.max(1, number()));
      case 'C' -> cursor = Math.min(WIDEST_JUMP, cursor + Math.max(1, number()));
      case 'G' -> cursor = Math.clamp(number() - 1L, 0, WIDEST_JUMP);
      case 'K' -> erase();
      default -> {}
    }
  }

  private void erase() {
    switch (number()) {
      case 0 -> current.setLength(Math.min(cursor, current.length()));
      case 1 -> {
        for (int i = 0; i < Math.min(cursor + 1, current.length()); i++) {
          current.setCharAt(i, ' ');
        }
      }
      default -> current.setLength(0);
    }
  }

  private int number() {
    int number = 0;
    for (int i = 0; i < parameters.length(); i++) {
      char c = parameters.charAt(i);
      if (c < '0' || c > '9') {
        return number;
      }
      number = Math.min(WIDEST_JUMP, number * 10 + (c - '0'));
    }
    return number;
  }
}
