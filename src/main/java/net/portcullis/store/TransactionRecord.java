package net.portcullis.store;

import java.time.Instant;

/**
 * One device in one run.
 *
 * @param id unique among all
 * @param state the last state that was reached; the change package names them
 * @param ended false while there is something to finish or to undo
 * @param detail what the change package needs to do so
 */
public record TransactionRecord(
    String id,
    String run,
    String device,
    String state,
    boolean ended,
    String detail,
    Instant started,
    Instant updated) {}
