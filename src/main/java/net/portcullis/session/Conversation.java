package net.portcullis.session;

import java.util.List;
import java.util.Optional;
import net.portcullis.acl.Address;
import net.portcullis.dialect.Command;

/** An open, logged-in, prepared conversation with a device. One thread uses it at a time. */
public interface Conversation extends AutoCloseable {

  /** The device's name as its prompt or its hostname command shows it. */
  String hostname();

  /** Sentences on what the device asked at login that a person should know of. */
  default List<String> notices() {
    return List.of();
  }

  /**
   * The source address that the device sees for this session, as far as it can be known from here.
   */
  Optional<Address> source();

  /**
   * Goes to the command's mode, types the line, and waits for the prompt of the mode that follows.
   *
   * @throws SessionException where no answer came that can be read; then the outcome is not known
   */
  Reply send(Command command) throws SessionException;

  /** A command whose output is wanted, whatever it says, unless the platform calls it an error. */
  Reply ask(Command command) throws SessionException;

  /**
   * Sends lines in order and stops at the first that is refused. With a window of 1 its reply is
   * the last returned; with more, the replies to lines that were already in flight follow it, so
   * that there is exactly one reply for each line that was typed, in order.
   *
   * @param window how many lines that stay in their view may be unanswered at a time; 1 waits for
   *     each
   */
  List<Reply> sendAll(List<Command> commands, int window) throws SessionException;

  /** How many times a prompt was waited for: a measure of round trips. */
  int promptsAwaited();

  /** Logs out and closes; never throws. */
  @Override
  void close();
}
