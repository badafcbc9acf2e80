/**
 * Devices on loopback that speak a platform over SSH, Telnet and SNMP: the demo, rehearsal and
 * tests. Their behaviour is data typed from the vendors' facts, never derived from a profile.
 *
 * <p>An emulated device has no data plane. Each listens on a further TCP port of 127.0.0.1 where a
 * line {@code probe PACKET} is answered by one line, {@code simulated-open}, {@code
 * simulated-blocked} or {@code inconclusive} and a reason, from the lists that are bound at that
 * moment. The packet is written as {@link net.portcullis.acl.Packet} reads it. A connection may ask
 * any number of times.
 */
@NullMarked
package net.portcullis.emulator;

import org.jspecify.annotations.NullMarked;
