package net.portcullis.session;

import java.time.Duration;

/**
 * How long is waited for what. The limits are absolute: bytes that trickle in do not extend them. A
 * command's own limit comes from the platform's profile.
 *
 * @param connect name resolution, TCP and the transport's own greeting
 * @param login from connected to the first prompt
 * @param prompt silence after which a prompt at the end of output is believed
 * @param doubtful silence after which a prompt without the typed line before it is believed
 * @param question silence after which an unended line that looks like a question is one
 */
public record Timeouts(
    Duration connect, Duration login, Duration prompt, Duration doubtful, Duration question) {

  /** What serves devices on a campus network. */
  public static final Timeouts USUAL =
      new Timeouts(
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofMillis(30),
          Duration.ofMillis(1200),
          Duration.ofMillis(1200));
}
