package net.portcullis.change;

import java.util.ArrayList;
import java.util.List;
import net.portcullis.dialect.Command;
import net.portcullis.session.Conversation;
import net.portcullis.session.Reply;
import net.portcullis.session.SessionException;

/**
 * A conversation with a device in memory, to which lines that are sent together come one by one.
 */
interface LineByLine extends Conversation {
  @Override
  default List<Reply> sendAll(List<Command> commands, int window) throws SessionException {
    List<Reply> replies = new ArrayList<>();
    for (Command command : commands) {
      replies.add(send(command));
      if (replies.getLast() instanceof Reply.Rejected) {
        break;
      }
    }
    return replies;
  }
}
