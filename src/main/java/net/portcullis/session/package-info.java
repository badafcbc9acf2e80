/**
 * A conversation with a command line over SSH or Telnet: prompts, pager, privilege, errors and
 * absolute deadlines. It must never send a secret to a prompt it did not expect, nor a line twice.
 */
@NullMarked
package net.portcullis.session;

import org.jspecify.annotations.NullMarked;
