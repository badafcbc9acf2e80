package net.portcullis.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A small device: modes, access-list views, errors, an elevation, and a few ways to misbehave. */
final class ToyCli {
  /** Every line that was typed, passwords included, in order and over all sessions. */
  final List<String> typed = new CopyOnWriteArrayList<>();

  private final String hostname;

  ToyCli(String hostname) {
    this.hostname = hostname;
  }

  /** Serves one session until it ends. */
  void serve(InputStream in, OutputStream out) throws IOException {
    new Session(in, out).run();
  }

  /** A line from the other side without its end; at the end of data an exception. */
  static String line(InputStream in, OutputStream echo, boolean visible) throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("the client has gone");
      }
      if (c == '\r') {
        continue;
      }
      if (c == '\n') {
        echo.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
        return line.toString();
      }
      line.append((char) c);
      if (visible) {
        echo.write(c);
      }
    }
  }

  private final class Session {
    private final InputStream in;
    private final OutputStream out;
    private final List<String> rules = new ArrayList<>();
    private String view = "";
    private boolean system;

    Session(InputStream in, OutputStream out) {
      this.in = in;
      this.out = out;
    }

    void run() throws IOException {
      print("\r\n*** Copyright ***\r\n\0" + prompt());
      while (true) {
        String line = line(in, out, true);
        typed.add(line);
        if (line.equals("drop")) {
          return;
        }
        String answer = answer(line);
        print(answer.isEmpty() ? prompt() : answer.replace("\n", "\r\n") + "\r\n" + prompt());
      }
    }

    private String prompt() {
      String name = view.isEmpty() ? hostname : hostname + "-" + view;
      return system ? "[" + name + "]" : "<" + name + ">";
    }

    private String answer(String line) throws IOException {
      String word = line.split(" ", 2)[0];
      return switch (word) {
        case "screen-length", "undo", "" -> "";
        case "system-view" -> {
          system = true;
          yield "System View: return to User View with Ctrl+Z.";
        }
        case "quit" -> {
          system = !view.isEmpty();
          view = "";
          yield "";
        }
        case "acl" -> {
          view = "acl-ipv4-adv-" + line.substring(line.lastIndexOf(' ') + 1);
          yield "";
        }
        case "rule" -> {
          if (line.contains("bogus")) {
            yield "               ^\n % Unrecognized command found at '^' position.";
          }
          rules.add(line);
          yield "";
        }
        case "display" -> String.join("\n", rules);
        case "super" -> {
          print("Password:");
          typed.add(line(in, out, false));
          yield "User privilege role is network-admin, and only those commands can be used.";
        }
        case "flood" -> {
          byte[] block =
              "x".repeat(70).concat("\r\n").repeat(100).getBytes(StandardCharsets.US_ASCII);
          while (true) {
            out.write(block);
            out.flush();
          }
        }
        default -> " % Unrecognized command found at '^' position.";
      };
    }

    private void print(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }
  }
}
