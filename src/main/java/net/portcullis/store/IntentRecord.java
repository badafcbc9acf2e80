package net.portcullis.store;

import java.time.Instant;

/**
 * What is about to be done to a device. It is durable before the first byte of it leaves.
 *
 * @param seq 1-based place within its transaction
 * @param step the state that it leads to
 * @param what the lines
 * @param undo the lines that take it back
 */
public record IntentRecord(
    String transaction, int seq, String step, String what, String undo, Instant at) {}
