package net.portcullis.change;

import java.util.function.Function;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Device;
import net.portcullis.session.Dialer;
import net.portcullis.store.Store;

/**
 * Everything outside that a change needs.
 *
 * @param dialects the language of a device
 * @param progress is told of each state that a device reaches; called from many threads
 */
public record Collaborators(
    Dialer dialer,
    Function<Device, Dialect> dialects,
    Verification verification,
    Store store,
    Time time,
    Progress progress) {

  /** Hears how far devices have come. */
  public interface Progress {
    void reached(String device, State state);
  }
}
