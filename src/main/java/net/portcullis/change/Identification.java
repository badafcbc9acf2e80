package net.portcullis.change;

import java.util.List;
import java.util.Optional;
import net.portcullis.change.Verification.Identity;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Device;
import net.portcullis.session.SessionException;
import net.portcullis.store.Pin;

/**
 * Whether the device at the other end is the one that is meant, by its own name and its agent's.
 */
final class Identification {
  private final Collaborators tools;
  private final Link link;
  private final Log log;

  Identification(Collaborators tools, Link link, Log log) {
    this.tools = tools;
    this.link = link;
    this.log = log;
  }

  /** Why the device is not the one that is meant; absent where nothing says so. */
  Optional<String> stranger() throws SessionException {
    Device device = log.device();
    Dialect dialect = link.dialect();
    String hostname = link.conversation().hostname();
    if (!hostname.equals(device.expectedHostname())) {
      return Optional.of(
          "The device calls itself "
              + hostname
              + ", not "
              + device.expectedHostname()
              + "; nothing was sent.");
    }
    Optional<String> pinned = tools.store().pinned(device.name()).flatMap(Pin::sysObjectId);
    List<String> known = dialect.snmp().identity();
    return switch (tools
        .verification()
        .identity(device, dialect)
        .orElse(new Identity.Unanswered(""))) {
      case Identity.Unanswered silent -> {
        if (!silent.why().isEmpty()) {
          log.note("The agent did not say what the device is: " + silent.why());
        }
        yield Optional.empty();
      }
      case Identity.Known answer -> {
        if (pinned.isPresent() && !pinned.get().equals(answer.sysObjectId())) {
          yield Optional.of(
              "The device's agent says that it is "
                  + answer.sysObjectId()
                  + ", but "
                  + pinned.get()
                  + " was enrolled; nothing was sent. If the device was exchanged, enroll it again.");
        }
        yield known.isEmpty()
                || known.stream().anyMatch(prefix -> under(answer.sysObjectId(), prefix))
            ? Optional.empty()
            : Optional.of(
                "The device's agent says that it is "
                    + answer.sysObjectId()
                    + ", which the profile "
                    + dialect.name()
                    + " does not know; nothing was sent. Correct the device's profile.");
      }
    };
  }

  private static boolean under(String oid, String prefix) {
    return oid.equals(prefix) || oid.startsWith(prefix.endsWith(".") ? prefix : prefix + ".");
  }
}
