/**
 * Plans a change, carries it through one device's transaction, recovers what was interrupted, and
 * walks a fleet. A change ends in the old state or the new one.
 */
@NullMarked
package net.portcullis.change;

import org.jspecify.annotations.NullMarked;
