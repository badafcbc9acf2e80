package net.portcullis.session;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import net.portcullis.session.SessionException.Kind;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;

/** Runs commands over one SSH session, each on a channel of its own. */
final class SshCommands implements RemoteShell {
  private static final int MOST_OUTPUT = 64 * 1024;

  private final String host;
  private final ClientSession session;

  SshCommands(String host, ClientSession session) {
    this.host = host;
    this.session = session;
  }

  @Override
  public Ran run(String command, Duration limit) throws SessionException {
    Bounded output = new Bounded();
    try (ChannelExec channel = session.createExecChannel(command)) {
      channel.setOut(output);
      channel.setErr(output);
      channel.setIn(java.io.InputStream.nullInputStream());
      channel.open().verify(limit);
      var events = channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), limit);
      Integer status = channel.getExitStatus();
      if (events.contains(ClientChannelEvent.TIMEOUT) || status == null) {
        throw new SessionException(
            Kind.LOST,
            host
                + ": a command did not end within "
                + limit.toSeconds()
                + " s, or its end was lost.");
      }
      return new Ran(status, output.text());
    } catch (IOException | RuntimeException failed) {
      throw new SessionException(
          Kind.LOST,
          host + ": a command could not be run: " + Shown.quote(why(failed)) + ".",
          failed);
    }
  }

  private static String why(Exception failed) {
    return failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
  }

  @Override
  public void close() {
    session.close(false);
  }

  /** Keeps the first of what is written and swallows the rest. */
  private static final class Bounded extends OutputStream {
    private final byte[] kept = new byte[MOST_OUTPUT];
    private int length;

    @Override
    public synchronized void write(int octet) {
      if (length < kept.length) {
        kept[length++] = (byte) octet;
      }
    }

    @Override
    public synchronized void write(byte[] octets, int from, int count) {
      int fits = Math.min(count, kept.length - length);
      System.arraycopy(octets, from, kept, length, fits);
      length += fits;
    }

    synchronized String text() {
      return new String(kept, 0, length, StandardCharsets.ISO_8859_1);
    }
  }
}
