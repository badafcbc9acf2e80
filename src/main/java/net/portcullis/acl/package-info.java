/**
 * What an access list means: the vendor-neutral model and the algebra of packet sets over it. Pure:
 * no input or output, no clock, no platform. It must never answer permit or deny where a line was
 * not understood.
 *
 * <p>Entry points: {@link net.portcullis.acl.Packet#parse} reads a packet, {@link
 * net.portcullis.acl.Evaluator#evaluate} says what a list does with it, {@link
 * net.portcullis.acl.Comparison#compare} how two lists differ, {@link
 * net.portcullis.acl.PacketSpace} is the exact algebra of sets behind it. {@link
 * net.portcullis.acl.Corridor} proves that a list lies between two, {@link net.portcullis.acl.Loss}
 * measures what a change takes away, {@link net.portcullis.acl.Lint} finds lines that do nothing or
 * too much, {@link net.portcullis.acl.Matches} merges and compares single matches.
 */
@NullMarked
package net.portcullis.acl;

import org.jspecify.annotations.NullMarked;
