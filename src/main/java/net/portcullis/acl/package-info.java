/**
 * What an access list means: the vendor-neutral model and the algebra of packet sets over it. Pure:
 * no input or output, no clock, no platform. It must never answer permit or deny where a line was
 * not understood.
 */
@NullMarked
package net.portcullis.acl;

import org.jspecify.annotations.NullMarked;
