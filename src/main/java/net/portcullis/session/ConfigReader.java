package net.portcullis.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Output;

/**
 * Reads all that concerns access lists on one device. It is asked anew each time; an answer that is
 * word for word one of the last two means what that one meant, and is not worked out again. For one
 * thread at a time.
 */
public final class ConfigReader {
  private static final int REMEMBERED = 2;

  private final Dialect dialect;
  private final Deque<Known> last = new ArrayDeque<>();

  /**
   * An answer and its meaning.
   *
   * @param texts what each command showed, in order
   */
  private record Known(List<String> texts, DeviceConfig config) {}

  public ConfigReader(Dialect dialect) {
    this.dialect = dialect;
  }

  /**
   * Reads the running or the start-up configuration, once.
   *
   * @throws SessionException of kind {@code NOT_SHOWN} where the device refuses one of the commands
   */
  public static DeviceConfig read(Conversation conversation, Dialect dialect, Dialect.Source source)
      throws SessionException {
    return new ConfigReader(dialect).read(conversation, source);
  }

  /**
   * Reads the running or the start-up configuration.
   *
   * @throws SessionException of kind {@code NOT_SHOWN} where the device refuses one of the commands
   */
  public DeviceConfig read(Conversation conversation, Dialect.Source source)
      throws SessionException {
    return meaning(outputs(conversation, dialect, source));
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

  private DeviceConfig meaning(List<Output> outputs) {
    List<String> texts = outputs.stream().map(Output::text).toList();
    for (Known known : last) {
      if (known.texts().equals(texts)) {
        return known.config();
      }
    }
    DeviceConfig config = dialect.read(outputs);
    if (last.size() == REMEMBERED) {
      last.removeFirst();
    }
    last.addLast(new Known(texts, config));
    return config;
  }
}
