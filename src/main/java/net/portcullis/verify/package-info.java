/**
 * Looks at a device from beside its command line: SNMP reads and reachability probes. It must never
 * change anything, and must call inconclusive what it could not see.
 */
@NullMarked
package net.portcullis.verify;

import org.jspecify.annotations.NullMarked;
