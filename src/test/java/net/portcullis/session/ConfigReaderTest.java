package net.portcullis.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import net.portcullis.acl.Address;
import net.portcullis.acl.Family;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Profiles;
import net.portcullis.input.Problems;
import org.junit.jupiter.api.Test;

class ConfigReaderTest {
  private static final String ONE = "sysname SW1\nacl advanced name A\n rule 0 permit ip\n";
  private static final String OTHER = "sysname SW1\nacl advanced name A\n rule 0 deny ip\n";

  private final Dialect dialect =
      Profiles.read(List.of(Path.of("device-profiles")), "h3c-comware7", new Problems())
          .dialect("h3c-comware7")
          .orElseThrow();
  private final ConfigReader reader = new ConfigReader(dialect);
  private final Deque<String> shown = new ArrayDeque<>();
  private int asked;

  @Test
  void theSameWordsAreAskedForAnewAndMeanTheSame() throws SessionException {
    DeviceConfig first = read(ONE);
    int once = asked;

    assertThat(read(ONE)).isSameAs(first);
    assertThat(asked).isEqualTo(2 * once);
  }

  @Test
  void oneOtherWordIsSeen() throws SessionException {
    DeviceConfig permits = read(ONE);
    DeviceConfig denies = read(OTHER);

    assertThat(denies.list("A", Family.IPV4)).isNotEqualTo(permits.list("A", Family.IPV4));
    assertThat(read(ONE)).isSameAs(permits);
  }

  @Test
  void whatWasShownThreeAnswersAgoIsWorkedOutAnew() throws SessionException {
    DeviceConfig first = read(ONE);
    read(OTHER);
    read(OTHER + "#\n");

    assertThat(read(ONE)).isEqualTo(first).isNotSameAs(first);
  }

  private DeviceConfig read(String text) throws SessionException {
    shown.clear();
    shown.add(text);
    return reader.read(new Shower(), Dialect.Source.RUNNING);
  }

  /** Shows the text at the first question and nothing at others. */
  private final class Shower implements Conversation {
    @Override
    public Reply ask(Command command) {
      asked++;
      return new Reply.Accepted(command, shown.isEmpty() ? "" : shown.removeFirst());
    }

    @Override
    public Reply send(Command command) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Reply> sendAll(List<Command> commands, int window) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String hostname() {
      return "SW1";
    }

    @Override
    public Optional<Address> source() {
      return Optional.empty();
    }

    @Override
    public int promptsAwaited() {
      return asked;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
