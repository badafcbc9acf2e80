/**
 * Tries a profile on emulated devices of its platform: neither is believed, each is held against
 * the other. It must never contact anything but loopback, and never call right what it did not try.
 */
@NullMarked
package net.portcullis.emulator.trial;

import org.jspecify.annotations.NullMarked;
