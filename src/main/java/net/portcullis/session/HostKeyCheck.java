package net.portcullis.session;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import net.portcullis.session.SessionException.Kind;

/**
 * Compares the host key of one connection with the pinned one. Without a pin nothing is trusted:
 * there is no first use.
 */
final class HostKeyCheck {
  private final String device;
  private final Optional<HostKey> pinned;
  private final boolean damaged;
  private final AtomicReference<Optional<HostKey>> presented =
      new AtomicReference<>(Optional.empty());

  HostKeyCheck(String device, Optional<String> pin) {
    this.device = device;
    this.pinned = pin.flatMap(HostKey::parse);
    this.damaged = pin.isPresent() && pinned.isEmpty();
  }

  /** The key type to ask for. */
  Optional<String> type() {
    return pinned.map(HostKey::type);
  }

  /** True where the device may be given a password. */
  boolean accepts(HostKey key) {
    presented.set(Optional.of(key));
    return pinned.isPresent() && pinned.get().equals(key);
  }

  /** What the device presented so far. */
  Optional<HostKey> presented() {
    return presented.get();
  }

  /** Why the key was not accepted; nothing where it was, or none was presented. */
  Optional<SessionException> refusal() {
    Optional<HostKey> key = presented.get();
    if (key.isEmpty() || key.equals(pinned)) {
      return Optional.empty();
    }
    String shown = key.get().toString();
    String what;
    if (damaged) {
      what =
          "the pinned host key cannot be read, so that " + shown + " cannot be compared with it. ";
    } else if (pinned.isEmpty()) {
      what = "no host key is pinned; the device presents " + shown + ". ";
    } else {
      what =
          "the host key is not the pinned one: the device presents "
              + shown
              + ", pinned is "
              + pinned.get()
              + ". Somebody may stand in between. If the device's key was really changed: ";
    }
    return Optional.of(
        new SessionException(
            Kind.WRONG_IDENTITY,
            device
                + ": "
                + what
                + "Compare it with the device's own console, then run 'portcullis enroll "
                + device
                + "'. No password was sent."));
  }
}
