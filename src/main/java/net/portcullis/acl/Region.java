package net.portcullis.acl;

import java.util.Optional;

/**
 * Packets that two lists treat differently, or that nobody knows how they treat.
 *
 * @param witness one of the packets, confirmed by the {@link Evaluator} on both sides
 * @param box all the packets of the region
 * @param text the box for people, such as {@code tcp 10.0.0.0/8 -> 10.2.2.0/24 ports 1024-65535}
 * @param oldLine the line responsible for what the old list does with the witness; absent where its
 *     default decides
 * @param newLine the same for the new list
 * @param share of all headers of the family, 0 to 1
 */
public record Region(
    Packet witness,
    Match box,
    String text,
    Verdict oldVerdict,
    Optional<Line> oldLine,
    Verdict newVerdict,
    Optional<Line> newLine,
    double share) {}
