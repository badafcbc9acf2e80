package net.portcullis.change;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import net.portcullis.acl.Address;
import net.portcullis.change.FakeDevice.Killed;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Device;
import net.portcullis.session.Conversation;
import net.portcullis.session.Dialer;
import net.portcullis.session.SessionException;
import net.portcullis.session.SimulatedConversation;

/**
 * A switch at the other end of a line of bytes. Everything that may go wrong at a line, or at a
 * byte of it, is asked of the chaos.
 */
final class SimSwitch implements Dialer {
  private static final Duration LATENCY = Duration.ofMillis(10);

  private final String name;
  private final VirtualTime time;
  private final SimChaos chaos;
  private final SimMachine machine;
  private final List<Session> sessions = new ArrayList<>();
  private long upAgain;
  private long lockedUntil;

  SimSwitch(String name, VirtualTime time, SimChaos chaos, SimMachine machine) {
    this.name = name;
    this.time = time;
    this.chaos = chaos;
    this.machine = machine;
  }

  SimMachine machine() {
    return machine;
  }

  @Override
  public Conversation connect(Device device, Dialect dialect) throws SessionException {
    time.sleep(Duration.ofMillis(20));
    machine.tick();
    if (time.nanos() < upAgain || machine.shutToNew()) {
      throw new SessionException(SessionException.Kind.UNREACHABLE, name + " does not answer.");
    }
    Session session = new Session();
    sessions.add(session);
    return SimulatedConversation.open(
        device, dialect, session, Address.parse("10.30.0.129"), time::nanos);
  }

  /** Our process is gone, and with it its sessions. */
  void hangUp() {
    sessions.forEach(session -> session.ended = true);
    sessions.clear();
    machine.sessionEnds();
  }

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Chunk(long at, byte[] bytes) {}

  /** One login. */
  private final class Session implements SimulatedConversation.Line {
    private final Deque<Chunk> printed = new ArrayDeque<>();
    private final StringBuilder typing = new StringBuilder();
    private String view = "<" + name + ">";
    private boolean ended;

    /** Bytes of either direction that are still let through; negative where all are. */
    private int bytesLeft = -1;

    Session() {
      print("\r\nWelcome.\r\n" + view, LATENCY);
    }

    private void print(String text, Duration after) {
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      printed.add(new Chunk(time.nanos() + after.toNanos(), bytes));
    }

    @Override
    public int read(byte[] into, long nanos) {
      Chunk next = printed.peek();
      if (next == null && ended) {
        return -1;
      }
      if (next == null || next.at() > time.nanos() + nanos) {
        time.sleep(Duration.ofNanos(nanos));
        machine.tick();
        return 0;
      }
      if (next.at() > time.nanos()) {
        time.sleep(Duration.ofNanos(next.at() - time.nanos()));
        machine.tick();
      }
      printed.remove();
      System.arraycopy(next.bytes(), 0, into, 0, Math.min(into.length, next.bytes().length));
      if (next.bytes().length > into.length) {
        byte[] rest = java.util.Arrays.copyOfRange(next.bytes(), into.length, next.bytes().length);
        printed.addFirst(new Chunk(next.at(), rest));
        return into.length;
      }
      return next.bytes().length;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      if (ended) {
        throw new IOException("Connection reset");
      }
      machine.tick();
      for (byte b : bytes) {
        if (bytesLeft == 0) {
          cut();
          return;
        }
        bytesLeft -= bytesLeft > 0 ? 1 : 0;
        if (b == '\n') {
          String line = typing.toString();
          typing.setLength(0);
          line(line);
        } else if (b != '\r') {
          if (typing.isEmpty()) {
            mayBeCut();
          }
          typing.append((char) b);
        }
        if (ended) {
          return;
        }
      }
    }

    /** A cut comes within this line or its answer. */
    private void mayBeCut() {
      if (bytesLeft < 0 && chaos.strikes(SimFault.CUT, "a byte")) {
        bytesLeft = chaos.random().nextInt(chaos.random().nextBoolean() ? 120 : 2400);
      }
    }

    private void cut() {
      ended = true;
      machine.sessionEnds();
      printed.clear();
    }

    @Override
    public void close() {
      if (!ended) {
        machine.sessionEnds();
      }
      ended = true;
      printed.clear();
    }

    private void line(String text) {
      if (machine.shutToAll()) {
        return;
      }
      before(text);
      if (ended) {
        return;
      }
      Answer answer = answer(text);
      Duration delay =
          chaos.strikes(SimFault.DELAYED, text)
              ? Duration.ofMillis(chaos.random().nextInt(1, 200_000))
              : LATENCY;
      if (chaos.strikes(SimFault.KILLED_AFTER_A_LINE, text)) {
        throw new Killed();
      }
      if (machine.shutToAll()) {
        return;
      }
      String shown = text + "\r\n" + answer.output();
      boolean asks = answer.asks();
      String all = asks ? shown : shown + view;
      if (bytesLeft >= 0 && all.length() > bytesLeft) {
        print(all.substring(0, bytesLeft), delay);
        bytesLeft = 0;
        ended = true;
        machine.sessionEnds();
        return;
      }
      bytesLeft -= bytesLeft > 0 ? all.length() : 0;
      print(all, delay);
      answer
          .later()
          .ifPresent(message -> print("\r\n" + message + "\r\n" + view, delay.plusMillis(1)));
    }

    private void before(String text) {
      SimFault[] others = {
        SimFault.OTHERS_CHANGE_THE_LIST,
        SimFault.OTHERS_BIND_ANOTHER,
        SimFault.OTHERS_CHANGE_ELSEWHERE,
        SimFault.OTHERS_SAVE
      };
      for (SimFault fault : others) {
        if (chaos.strikes(fault, text)) {
          machine.others(fault);
        }
      }
      if (machine.timerRuns() && chaos.strikes(SimFault.OTHERS_CONFIRM, text)) {
        machine.others(SimFault.OTHERS_CONFIRM);
      }
      if (chaos.strikes(SimFault.OTHERS_LOCK, text)) {
        lockedUntil = time.nanos() + Duration.ofSeconds(chaos.random().nextInt(1, 90)).toNanos();
      }
      if (chaos.strikes(SimFault.CLOCK_JUMP, text)) {
        time.jump(Duration.ofSeconds(chaos.random().nextInt(-7200, 7200)));
      }
      if (chaos.strikes(SimFault.KILLED_BEFORE_A_LINE, text)) {
        throw new Killed();
      }
      if (chaos.strikes(SimFault.REBOOT, text)) {
        machine.restart();
        upAgain = time.nanos() + Duration.ofSeconds(chaos.random().nextInt(1, 240)).toNanos();
        hangUp();
        printed.clear();
      }
    }

    /** What is printed behind the echo. */
    private record Answer(String output, boolean asks, Optional<String> later) {
      static Answer of(String output) {
        return new Answer(output, false, Optional.empty());
      }
    }

    private Answer answer(String text) {
      if (chaos.strikes(SimFault.REJECT_KNOWN, text)) {
        return Answer.of(" % Permission denied for this line.\r\n");
      }
      if (chaos.strikes(SimFault.REJECT_UNKNOWN, text)) {
        return Answer.of("Das geht heute leider nicht.\r\n");
      }
      if (chaos.strikes(SimFault.QUESTION, text)) {
        return new Answer("This affects 3 users. Go ahead?", true, Optional.empty());
      }
      boolean changes = SimMachine.changes(text);
      if (changes && chaos.strikes(SimFault.IGNORED, text)) {
        return Answer.of("");
      }
      if (changes && time.nanos() < lockedUntil) {
        return Answer.of(" % The configuration is locked by another user.\r\n");
      }
      SimMachine.Said said = machine.line(view, typed(text));
      view = said.view();
      boolean doubtful = said.taken() && chaos.strikes(SimFault.DOUBTFUL, text);
      String output = said.output() + (doubtful ? "Nov 30 LINK_UPDOWN: port 7 is up.\r\n" : "");
      if (said.taken() && said.inForce()) {
        lockOut(text);
        if (chaos.strikes(SimFault.HARDWARE_FULL, text)) {
          machine.noRoom();
          boolean late = chaos.random().nextBoolean();
          return new Answer(
              output, false, late ? Optional.of("%Nov 30 ACL: no resource.") : Optional.empty());
        }
      }
      return Answer.of(output);
    }

    private void lockOut(String text) {
      if (chaos.phase() != SimPhase.SWAPPING && chaos.phase() != SimPhase.ARMING) {
        return;
      }
      if (chaos.strikes(SimFault.LOCK_OUT_OF_NEW_SESSIONS, text)) {
        machine.lockOut(false);
      }
      if (chaos.strikes(SimFault.LOCK_OUT_OF_ALL_SESSIONS, text)) {
        machine.lockOut(true);
      }
    }

    /** What the device makes of what was typed. */
    private String typed(String text) {
      if (text.startsWith("network host ") && chaos.strikes(SimFault.WIDENED, text)) {
        rewritten();
        return "network subnet wildcard 10.0.0.0 0.255.255.255";
      }
      int port = text.indexOf(" destination-port eq ");
      if (!text.startsWith("rule ") || port < 0) {
        return text;
      }
      if (chaos.strikes(SimFault.WIDENED, text)) {
        rewritten();
        return text.substring(0, port);
      }
      if (chaos.strikes(SimFault.PORT_WRAPPED, text)) {
        rewritten();
        return text.substring(0, port) + " destination-port eq 1" + text.length();
      }
      return text;
    }

    private void rewritten() {
      if (chaos.phase() != SimPhase.STAGING) {
        machine.rewrites();
      }
    }
  }
}
