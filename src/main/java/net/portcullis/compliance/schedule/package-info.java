/**
 * Makes checks scheduled: runs each slot of a schedule once, whatever dies in between, tells who
 * wants to know what changed, and shows how it fares. It must never let two runs look at one device
 * at once, and never lose in silence what somebody was to be told.
 */
@NullMarked
package net.portcullis.compliance.schedule;

import org.jspecify.annotations.NullMarked;
