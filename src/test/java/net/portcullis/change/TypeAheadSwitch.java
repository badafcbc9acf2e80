package net.portcullis.change;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import net.portcullis.acl.Address;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Device;
import net.portcullis.session.Conversation;
import net.portcullis.session.Dialer;
import net.portcullis.session.SessionException;
import net.portcullis.session.SimulatedConversation;

/**
 * A switch that takes what is typed ahead of its answers, and does something bad at one line: what
 * was typed behind that line meets it as it then is.
 */
final class TypeAheadSwitch implements Dialer {
  private final SimMachine machine;
  private final VirtualTime time;
  private final Supplier<State> reached;
  private final Trouble trouble;
  private final String at;
  private final List<Typed> typed = new ArrayList<>();
  private boolean happened;

  /** What it does, once. */
  enum Trouble {
    NONE,
    REJECTS,
    REJECTS_IN_STRANGE_WORDS,
    /** The line behind is read as the answer; the line that asks does nothing. */
    ASKS,
    /** What was typed ahead is forgotten; it waits for the answer. */
    ASKS_AND_FORGETS,
    /** A question that the profile has an answer for, at the wrong time. */
    ASKS_WHAT_IS_KNOWN,
    /** The first character of the line behind is the key. */
    PAGES,
    PAGES_AND_FORGETS,
    DROPS_THE_VIEW,
    /** Whatever is typed from then on goes into somebody else's list. */
    LANDS_IN_ANOTHER_LIST,
    HANGS_UP_BEFORE,
    HANGS_UP_AFTER,
    ECHOES_TWICE,
    /** Says nothing more, ever. */
    FALLS_SILENT
  }

  /** Lines that were typed at once, and how far the change was then. */
  record Typed(State reached, int lines, boolean unanswered) {}

  TypeAheadSwitch(
      SimMachine machine, VirtualTime time, Supplier<State> reached, Trouble trouble, String at) {
    this.machine = machine;
    this.time = time;
    this.reached = reached;
    this.trouble = trouble;
    this.at = at;
  }

  List<Typed> typed() {
    return List.copyOf(typed);
  }

  boolean happened() {
    return happened;
  }

  @Override
  public Conversation connect(Device device, Dialect dialect) throws SessionException {
    return SimulatedConversation.open(
        device, dialect, new Session(), Address.parse("10.30.0.129"), time::nanos);
  }

  /** One login. */
  private final class Session implements SimulatedConversation.Line {
    private final Deque<Byte> printed = new ArrayDeque<>();
    private final StringBuilder line = new StringBuilder();
    private String view = "<sw1>";
    private boolean ended;
    private boolean asking;
    private boolean paging;
    private boolean silent;

    Session() {
      print("\r\nWelcome.\r\n" + view);
    }

    private void print(String text) {
      for (byte b : text.getBytes(StandardCharsets.US_ASCII)) {
        printed.add(b);
      }
    }

    @Override
    public int read(byte[] into, long nanos) {
      if (printed.isEmpty()) {
        if (ended) {
          return -1;
        }
        time.sleep(java.time.Duration.ofNanos(nanos));
        return 0;
      }
      int length = Math.min(into.length, printed.size());
      for (int i = 0; i < length; i++) {
        into[i] = printed.remove();
      }
      return length;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      if (ended) {
        throw new IOException("Connection reset");
      }
      String text = new String(bytes, StandardCharsets.US_ASCII).replace("\r", "");
      typed.add(
          new Typed(reached.get(), (int) text.chars().filter(c -> c == '\n').count(), waits()));
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (ended || silent) {
          return;
        }
        if (paging) {
          paging = false;
          print("\r               \r" + view);
        } else if (c != '\n') {
          line.append(c);
        } else if (typed(line)) {
          // It forgets the rest.
          return;
        }
      }
    }

    private boolean waits() {
      return !printed.isEmpty();
    }

    private boolean typed(StringBuilder whole) {
      String text = whole.toString();
      whole.setLength(0);
      if (asking) {
        asking = false;
        print(text + "\r\n" + view);
        return false;
      }
      if (happened || !text.startsWith(at)) {
        answered(text, text);
        return false;
      }
      happened = true;
      return trouble(text);
    }

    private void answered(String echo, String text) {
      if (text.startsWith("rule ") && !view.contains("-acl-")) {
        print(echo + "\r\n % Unrecognized command found at '^' position.\r\n" + view);
        return;
      }
      SimMachine.Said said = machine.line(view, text);
      view = said.view();
      print(echo + "\r\n" + said.output() + view);
    }

    /** True where it forgets what was typed ahead. */
    private boolean trouble(String text) {
      switch (trouble) {
        case NONE -> answered(text, text);
        case REJECTS -> print(text + "\r\n % Wrong parameter found at '^' position.\r\n" + view);
        case REJECTS_IN_STRANGE_WORDS ->
            print(text + "\r\nDas geht heute leider nicht.\r\n" + view);
        case ASKS, ASKS_AND_FORGETS -> {
          asking = true;
          print(text + "\r\nThis affects 3 users. Go ahead? ");
        }
        case ASKS_WHAT_IS_KNOWN -> {
          asking = true;
          print(text + "\r\nflash:/startup.cfg exists, overwrite? [Y/N]:");
        }
        case PAGES, PAGES_AND_FORGETS -> {
          paging = true;
          machine.line(view, text);
          print(text + "\r\n ---- More ----");
        }
        case DROPS_THE_VIEW -> {
          view = "[sw1]";
          print(text + "\r\n % Wrong parameter found at '^' position.\r\n" + view);
        }
        case LANDS_IN_ANOTHER_LIST -> {
          view = "[sw1-acl-ipv4-adv-THEIRS]";
          print(text + "\r\n % Wrong parameter found at '^' position.\r\n" + view);
        }
        case HANGS_UP_BEFORE -> ended = true;
        case HANGS_UP_AFTER -> {
          machine.line(view, text);
          ended = true;
        }
        case ECHOES_TWICE -> answered(text + "\r\n" + text, text);
        case FALLS_SILENT -> silent = true;
      }
      return trouble == Trouble.ASKS_AND_FORGETS
          || trouble == Trouble.ASKS_WHAT_IS_KNOWN
          || trouble == Trouble.PAGES_AND_FORGETS;
    }

    @Override
    public void close() {
      ended = true;
    }
  }
}
