package net.portcullis.session;

import java.util.ArrayList;
import java.util.List;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Output;

/** Reads all that concerns access lists on a device, through an open conversation. */
public final class ConfigReader {
  private ConfigReader() {}

  /**
   * Reads the running or the start-up configuration.
   *
   * @throws SessionException of kind {@code NOT_SHOWN} where the device refuses one of the commands
   */
  public static DeviceConfig read(Conversation conversation, Dialect dialect, Dialect.Source source)
      throws SessionException {
    return dialect.read(outputs(conversation, dialect, source));
  }

  /** What the device shows of it, not yet read. */
  public static List<Output> outputs(
      Conversation conversation, Dialect dialect, Dialect.Source source) throws SessionException {
    List<Output> outputs = new ArrayList<>();
    for (Command command : dialect.readCommands(source)) {
      switch (conversation.ask(command)) {
        case Reply.Accepted accepted -> outputs.add(new Output(command.text(), accepted.output()));
        case Reply.Rejected rejected ->
            throw new SessionException(
                SessionException.Kind.NOT_SHOWN,
                "The device refuses '" + command.text() + "': " + rejected.why());
      }
    }
    return outputs;
  }
}
