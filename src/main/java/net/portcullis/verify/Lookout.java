package net.portcullis.verify;

import net.portcullis.acl.ConnectionState;
import net.portcullis.acl.Family;
import net.portcullis.acl.Match;
import net.portcullis.acl.Packet;

/** A vantage point at work: sends one packet at a time and tells what it saw. */
interface Lookout extends AutoCloseable {

  Sight look(Packet packet);

  @Override
  void close();

  /** How a packet can be sent by ordinary means. */
  enum Means {
    CONNECT,
    DATAGRAM,
    ECHO,
    NONE
  }

  /**
   * Only what opens a flow can be sent: answers, fragments and other protocols need raw sockets.
   */
  static Means means(Packet packet) {
    if (packet.fragment() || packet.established() || packet.state() != ConnectionState.NEW) {
      return Means.NONE;
    }
    int echo = packet.family() == Family.IPV4 ? 8 : 128;
    boolean isEcho =
        packet.icmp().filter(icmp -> icmp.type() == echo && icmp.code() == 0).isPresent();
    return switch (packet.protocol()) {
      case Match.TCP -> Means.CONNECT;
      case Match.UDP -> Means.DATAGRAM;
      default -> isEcho ? Means.ECHO : Means.NONE;
    };
  }
}
