package net.portcullis.change;

import java.util.List;
import java.util.Optional;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Device;
import net.portcullis.session.ConfigReader;
import net.portcullis.session.Conversation;
import net.portcullis.session.Dialer;
import net.portcullis.session.Reply;
import net.portcullis.session.SessionException;

/**
 * The line to one device: opened when needed, and never used again after a failure. What was lost
 * is settled by reading on a new one, not by sending again.
 */
final class Link implements AutoCloseable {
  private final Dialer dialer;
  private final Device device;
  private final Dialect dialect;
  private final ConfigReader reader;
  private Optional<Conversation> open;

  /** The one that started a timer which no other can end. */
  private Optional<Conversation> arming = Optional.empty();

  private boolean named;

  Link(Dialer dialer, Device device, Dialect dialect, Optional<Conversation> open) {
    this.dialer = dialer;
    this.device = device;
    this.dialect = dialect;
    this.reader = new ConfigReader(dialect);
    this.open = open;
  }

  Dialect dialect() {
    return dialect;
  }

  Conversation conversation() throws SessionException {
    if (open.isEmpty()) {
      open = Optional.of(dialer.connect(device, dialect));
    }
    return open.get();
  }

  /** Logs in anew; only when that has succeeded the old session is left. */
  void fresh() throws SessionException {
    Conversation next = dialer.connect(device, dialect);
    drop();
    open = Optional.of(next);
  }

  /**
   * Starts a timer. Where only this session can end it, it is kept for that and whatever else is
   * said goes through a new one: lines of ours might confirm what they are to undo.
   *
   * @return as {@link #send}
   */
  Optional<String> arm(Arming way) throws SessionException {
    Optional<String> refused = send(way.arm());
    if (way.sameSession()) {
      arming.ifPresent(Conversation::close);
      arming = open;
      open = Optional.empty();
    }
    return refused;
  }

  /**
   * Sends the lines that end a timer.
   *
   * @return as {@link #send}; also where the only session that could end it is gone
   */
  Optional<String> end(Arming way, List<Command> commands) throws SessionException {
    if (!way.sameSession()) {
      return send(commands);
    }
    if (arming.isEmpty()) {
      return Optional.of("Only the session that started the timer could end it, and it is gone.");
    }
    Optional<Conversation> other = open;
    open = arming;
    arming = Optional.empty();
    try {
      return send(commands);
    } finally {
      arming = open;
      open = other;
    }
  }

  /** From now on a configuration must say the device's name. */
  void mustBeNamed(boolean must) {
    named = must;
  }

  /**
   * Reads a configuration.
   *
   * @throws SessionException of kind {@code NOT_SHOWN} also where what was printed is something
   *     else: words that nobody knows must not be taken for a device that has nothing
   */
  DeviceConfig read(Dialect.Source source) throws SessionException {
    DeviceConfig config = guarded(conversation -> reader.read(conversation, source));
    if (named && config.hostname().isEmpty()) {
      boolean nothing = source == Dialect.Source.STARTUP && config.equals(dialect.read(List.of()));
      if (!nothing) {
        throw new SessionException(
            SessionException.Kind.NOT_SHOWN,
            "What the device printed is not its configuration: it does not say the device's name.");
      }
    }
    return config;
  }

  Reply ask(Command command) throws SessionException {
    return guarded(conversation -> conversation.ask(command));
  }

  /**
   * Whether the device shows that a timer runs; absent where it has no line for that.
   *
   * @throws SessionException of kind {@code NOT_SHOWN} where it refuses to show it: then nobody
   *     knows
   */
  Optional<Boolean> shown(Arming arming) throws SessionException {
    if (arming.check().isEmpty()) {
      return Optional.empty();
    }
    Dialect.TimedRollback way = dialect.timedRollbacks().get(arming.way());
    return Optional.of(way.armed(shown(arming.check().get())));
  }

  /**
   * Whether a timer is over after it was to be ended. One answer may be words that nobody knows, so
   * it is asked twice; where ending it was refused, it must answer the same again.
   */
  boolean over(Dialect.TimedRollback way, Command check, Optional<String> refusal)
      throws SessionException {
    String shown = shown(check);
    if (way.armed(shown)) {
      return false;
    }
    String again = shown(check);
    return !way.armed(again)
        && (refusal.isEmpty() || (certain(refusal.get()) && shown.equals(again)));
  }

  private String shown(Command check) throws SessionException {
    return switch (ask(check)) {
      case Reply.Accepted accepted -> accepted.output();
      case Reply.Rejected rejected ->
          throw new SessionException(
              SessionException.Kind.NOT_SHOWN,
              "The device refuses '" + check.text() + "': " + rejected.why());
    };
  }

  /**
   * Sends lines in order, waiting for each.
   *
   * @return why the first refused one was refused; absent where all were taken
   */
  Optional<String> send(List<Command> commands) throws SessionException {
    for (Command command : commands) {
      Optional<String> refused = refused(guarded(conversation -> conversation.send(command)));
      if (refused.isPresent()) {
        return refused;
      }
    }
    return Optional.empty();
  }

  /**
   * Why lines that were sent together were not all taken.
   *
   * @param astray lines that the device may have taken elsewhere than they were meant for
   */
  record Refusal(String why, List<String> astray) {
    Refusal {
      astray = List.copyOf(astray);
    }
  }

  /** Sends lines of which several may be unanswered at a time. */
  Optional<Refusal> pipeline(List<Command> commands, int window) throws SessionException {
    List<Reply> replies = guarded(conversation -> conversation.sendAll(commands, window));
    // Lines that were in flight behind a refused one have replies too: the first refusal tells why.
    Optional<String> first = replies.stream().flatMap(reply -> refused(reply).stream()).findFirst();
    if (first.isPresent()) {
      List<String> astray =
          replies.stream()
              .filter(reply -> reply instanceof Reply.Rejected rejected && rejected.astray())
              .map(reply -> reply.command().text())
              .toList();
      return Optional.of(new Refusal(first.get(), astray));
    }
    return replies.size() == commands.size()
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                "Only " + replies.size() + " of " + commands.size() + " lines were answered.",
                List.of()));
  }

  /**
   * True where a refusal is in the words that the platform has for errors, or the platform tells by
   * a status whether a line was carried out: the line did nothing. Words that nobody expected may
   * stand behind a line that was taken.
   */
  boolean certain(String refusal) {
    return dialect.session().exitStatus().isPresent()
        || dialect.session().errors().stream().anyMatch(error -> error.in(refusal));
  }

  private static Optional<String> refused(Reply reply) {
    return switch (reply) {
      case Reply.Accepted accepted -> Optional.empty();
      case Reply.Rejected rejected ->
          Optional.of(
              "The device did not take '"
                  + rejected.command().text()
                  + "': "
                  + rejected.why()
                  + (rejected.output().isBlank()
                      ? ""
                      : " (it said: " + oneLine(rejected.output()) + ")"));
    };
  }

  private static String oneLine(String output) {
    return output.strip().replace('\n', ' ').replace('\r', ' ');
  }

  private interface Talk<T> {
    T on(Conversation conversation) throws SessionException;
  }

  private <T> T guarded(Talk<T> talk) throws SessionException {
    Conversation conversation = conversation();
    boolean fine = false;
    try {
      T result = talk.on(conversation);
      fine = true;
      return result;
    } finally {
      if (!fine) {
        drop();
      }
    }
  }

  /** Leaves the session, but for the one that a timer needs. */
  void drop() {
    open.ifPresent(Conversation::close);
    open = Optional.empty();
  }

  @Override
  public void close() {
    drop();
    arming.ifPresent(Conversation::close);
    arming = Optional.empty();
  }
}
