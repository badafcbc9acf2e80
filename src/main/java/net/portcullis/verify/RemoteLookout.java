package net.portcullis.verify;

import java.time.Duration;
import net.portcullis.acl.Packet;
import net.portcullis.session.RemoteShell;
import net.portcullis.session.SessionException;

/**
 * Sends from a Unix host over SSH, with what is there: nc, else bash, and ping. Command lines hold
 * nothing but words of ours, numbers and addresses.
 */
final class RemoteLookout implements Lookout {
  private final RemoteShell shell;
  private final long seconds;

  RemoteLookout(RemoteShell shell, Duration patience) {
    this.shell = shell;
    this.seconds = Math.max(1, patience.toSeconds());
  }

  @Override
  public Sight look(Packet packet) {
    try {
      return switch (Lookout.means(packet)) {
        case CONNECT -> connect(packet);
        case DATAGRAM -> datagram(packet);
        case ECHO ->
            Pings.judge(
                run("ping -n -q -c 1 -W %d -I %s %s"
                        .formatted(seconds, packet.source(), packet.destination()))
                    .status());
        case NONE -> Sight.inconclusive("only packets that open a flow can be sent");
      };
    } catch (SessionException lost) {
      return Sight.inconclusive("the vantage point failed: " + lost.getMessage());
    }
  }

  private Sight connect(Packet packet) throws SessionException {
    RemoteShell.Ran ran = run(netcat(packet, "-v -z") + " 2>&1");
    if (ran.status() == 127) {
      ran =
          run(
              "timeout %d bash -c 'exec 3<>/dev/tcp/%s/%d' 2>&1"
                  .formatted(seconds, packet.destination(), port(packet)));
      if (ran.status() == 127) {
        return Sight.inconclusive("the vantage point has neither nc nor bash");
      }
    }
    if (ran.status() == 0) {
      return Sight.open("connected");
    }
    if (ran.output().contains("refused")) {
      return Sight.open("refused by the far side: the packet arrived");
    }
    if (ran.output().contains("assign requested address")) {
      return Sight.inconclusive("the vantage point does not have the address " + packet.source());
    }
    return Sight.blocked("no connection within " + seconds + " s");
  }

  private Sight datagram(Packet packet) throws SessionException {
    RemoteShell.Ran ran = run("echo | " + netcat(packet, "-u -W 1") + " | wc -c");
    String octets = ran.output().strip();
    return ran.status() == 0 && !octets.isEmpty() && !octets.equals("0")
        ? Sight.open("answered")
        : Sight.inconclusive("no answer, which UDP services need not give");
  }

  private String netcat(Packet packet, String options) {
    return "nc -n %s -w %d -s %s %s%s %d"
        .formatted(
            options,
            seconds,
            packet.source(),
            packet.sourcePort().isPresent() ? "-p " + packet.sourcePort().getAsInt() + " " : "",
            packet.destination(),
            port(packet));
  }

  private RemoteShell.Ran run(String command) throws SessionException {
    return shell.run("LC_ALL=C " + command, Duration.ofSeconds(seconds + 5));
  }

  private static int port(Packet packet) {
    return packet.destinationPort().orElseThrow();
  }

  @Override
  public void close() {
    shell.close();
  }
}
