package net.portcullis.acl;

/**
 * What a stateful filter knows of a packet's connection. {@code REPLY} is a packet of a connection
 * that was accepted before, in either direction; {@code RELATED} one that such a connection
 * announced, an ICMP error or a helper's data connection.
 */
public enum ConnectionState {
  NEW,
  REPLY,
  RELATED,
  INVALID
}
