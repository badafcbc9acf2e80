/**
 * What must survive us: runs, intents, leases, pins and the audit chain, in SQLite. An intent is
 * durable before its first byte leaves; the store never decides what to do with it.
 */
@NullMarked
package net.portcullis.store;

import org.jspecify.annotations.NullMarked;
