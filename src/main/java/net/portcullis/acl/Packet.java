package net.portcullis.acl;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The headers of one packet, or, where the source port is left out, of the 65,536 packets that
 * differ in it alone.
 *
 * <p>Written {@code tcp 10.1.1.1:40000 > 10.2.2.2:22 established}, {@code udp ...}, {@code icmp
 * 10.1.1.1 > 10.2.2.2 8/0}, {@code ip 10.1.1.1 > 10.2.2.2 proto 47}; IPv6 addresses stand in
 * brackets. After these {@code fragment} and one of {@code new}, {@code reply}, {@code related},
 * {@code invalid} may follow.
 *
 * @param protocol 0 to 255; ICMP is 1 for IPv4 and 58 for IPv6
 * @param sourcePort only where the packet carries ports; absent there: any of them
 * @param destinationPort present exactly where the packet carries ports
 * @param icmp present exactly where the packet carries an ICMP header
 * @param established ACK or RST is set; false for all but TCP
 * @param fragment a later fragment, which carries neither ports nor ICMP type nor flags
 */
public record Packet(
    Address source,
    Address destination,
    int protocol,
    OptionalInt sourcePort,
    OptionalInt destinationPort,
    Optional<Icmp> icmp,
    boolean established,
    boolean fragment,
    ConnectionState state) {

  /**
   * The ICMP type and code of a packet.
   *
   * @param type 0 to 255
   * @param code 0 to 255
   */
  public record Icmp(int type, int code) {
    public Icmp {
      requireWithin(type, 255, "ICMP type");
      requireWithin(code, 255, "ICMP code");
    }

    @Override
    public String toString() {
      return type + "/" + code;
    }
  }

  public Packet {
    requireWithin(protocol, 255, "protocol");
    sourcePort.ifPresent(port -> requireWithin(port, 65535, "source port"));
    destinationPort.ifPresent(port -> requireWithin(port, 65535, "destination port"));
    boolean ports = !fragment && Match.WITH_PORTS.contains(protocol);
    boolean carriesIcmp = !fragment && protocol == Match.icmpProtocol(source.family());
    if (source.family() != destination.family()) {
      throw new IllegalArgumentException("The two addresses are of different families.");
    }
    if (destinationPort.isPresent() != ports || (sourcePort.isPresent() && !ports)) {
      throw new IllegalArgumentException(
          ports ? "The packet needs a destination port." : "The packet carries no ports.");
    }
    if (icmp.isPresent() != carriesIcmp) {
      throw new IllegalArgumentException(
          carriesIcmp ? "The packet needs an ICMP type and code." : "The packet carries no ICMP.");
    }
    if (established && (fragment || protocol != Match.TCP)) {
      throw new IllegalArgumentException("The packet carries no TCP flags.");
    }
  }

  /** A whole TCP, UDP or other packet with ports, of state new, without ACK or RST. */
  public static Packet of(
      int protocol, Address source, OptionalInt sourcePort, Address destination, int port) {
    return new Packet(
        source,
        destination,
        protocol,
        sourcePort,
        OptionalInt.of(port),
        Optional.empty(),
        false,
        false,
        ConnectionState.NEW);
  }

  /**
   * Reads a packet. What a later fragment does not carry may be written and is left out.
   *
   * @throws PacketSyntaxException pointing at the character
   */
  public static Packet parse(String text) {
    return new PacketReader(text).read();
  }

  public Family family() {
    return source.family();
  }

  /** True where the packet carries ports: its protocol has them and it is no later fragment. */
  public boolean carriesPorts() {
    return destinationPort.isPresent();
  }

  /** The same packet with that source port. */
  public Packet withSourcePort(int port) {
    return new Packet(
        source,
        destination,
        protocol,
        OptionalInt.of(port),
        destinationPort,
        icmp,
        established,
        fragment,
        state);
  }

  /** The form that {@link #parse} reads; equal packets have equal texts. */
  @Override
  public String toString() {
    boolean isIcmp = protocol == Match.icmpProtocol(family());
    StringBuilder text = new StringBuilder();
    text.append(
        protocol == Match.TCP ? "tcp" : protocol == Match.UDP ? "udp" : isIcmp ? "icmp" : "ip");
    text.append(' ').append(endpoint(source, sourcePort));
    text.append(" > ").append(endpoint(destination, destinationPort));
    if (protocol != Match.TCP && protocol != Match.UDP && !isIcmp) {
      text.append(" proto ").append(protocol);
    }
    icmp.ifPresent(message -> text.append(' ').append(message));
    if (established) {
      text.append(" established");
    }
    if (fragment) {
      text.append(" fragment");
    }
    if (state != ConnectionState.NEW) {
      text.append(' ').append(state.name().toLowerCase(Locale.ROOT));
    }
    return text.toString();
  }

  private static String endpoint(Address address, OptionalInt port) {
    String host = address.family() == Family.IPV6 ? "[" + address + "]" : address.toString();
    return port.isPresent() ? host + ":" + port.getAsInt() : host;
  }

  private static void requireWithin(int number, int highest, String what) {
    if (number < 0 || number > highest) {
      throw new IllegalArgumentException(
          number + " is no " + what + ".\nWrite a number from 0 to " + highest + ".");
    }
  }
}
