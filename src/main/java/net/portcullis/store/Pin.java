package net.portcullis.store;

import java.time.Instant;
import java.util.Optional;

/**
 * What a device was when it was enrolled.
 *
 * @param hostKey its SSH host key as OpenSSH writes public keys; absent for Telnet
 * @param hostname what its prompt says
 * @param sysObjectId what its SNMP agent says; absent where it has none
 */
public record Pin(
    String device,
    Optional<String> hostKey,
    String hostname,
    Optional<String> sysObjectId,
    Instant pinned) {}
