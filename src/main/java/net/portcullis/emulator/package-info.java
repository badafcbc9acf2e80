/**
 * Devices on loopback that speak a platform over SSH, Telnet and SNMP: the demo, rehearsal and
 * tests. Their behaviour is data typed from the vendors' facts, never derived from a profile.
 */
@NullMarked
package net.portcullis.emulator;

import org.jspecify.annotations.NullMarked;
