package net.portcullis.change;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.portcullis.acl.Comparison;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.DeviceConfig.ReadList;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Written;
import net.portcullis.inventory.Device;
import net.portcullis.session.ConfigReader;
import net.portcullis.session.Conversation;
import net.portcullis.session.Dialer;
import net.portcullis.session.SessionException;
import net.portcullis.store.OwnedList;
import net.portcullis.store.Store;

/**
 * Takes over the place of lists that Portcullis did not write, or that somebody changed, so that a
 * push may put its own there. A list of others is never edited or removed for that.
 */
public final class Adoption {
  private final Dialer dialer;
  private final Function<Device, Dialect> dialects;
  private final Store store;
  private final Time time;

  public Adoption(Dialer dialer, Function<Device, Dialect> dialects, Store store, Time time) {
    this.dialer = dialer;
    this.dialects = dialects;
    this.store = store;
    this.time = time;
  }

  /**
   * A bound list that may be adopted.
   *
   * @param text its lines, and groups that bear its name, to be typed again
   * @param difference what would change for packets if the intended list stood there
   */
  public record Candidate(
      Device device,
      Target target,
      ReadList list,
      Written text,
      boolean named,
      Comparison difference) {
    /** Where the list is bound, for people. */
    public String place() {
      return target.place();
    }
  }

  /** The lists at a device's places that are not ours as they stand. */
  public List<Candidate> candidates(Device device, List<Target> targets) throws SessionException {
    Dialect dialect = dialects.apply(device);
    DeviceConfig running;
    try (Conversation conversation = dialer.connect(device, dialect)) {
      running = ConfigReader.read(conversation, dialect, Dialect.Source.RUNNING);
    }
    List<OwnedList> records = store.owned(device.name());
    Ownership ownership = new Ownership(records);
    ChangePlanner planner = new ChangePlanner(device, dialect, running, records);
    List<Candidate> candidates = new ArrayList<>();
    List<Target> whole = BothFamilies.whole(dialect, running, targets);
    List<Target> theirs =
        whole.stream()
            .filter(target ->
                planner.bound(target).filter(list -> mayBeAdopted(ownership.of(list))).isPresent())
            .toList();
    // The lines of a list of both are recorded with each, so they are recorded anew with each.
    for (Target target : BothFamilies.changing(dialect, theirs, whole)) {
      Optional<ReadList> bound = planner.bound(target);
      if (bound.isPresent()) {
        boolean named =
            dialect
                .generation(
                    bound.get().name(),
                    device.owns(),
                    target.binding(),
                    target.direction(),
                    target.family())
                .isPresent();
        candidates.add(
            new Candidate(
                device,
                target,
                bound.get(),
                dialect.bothFamilies()
                    ? running.writtenBoth(bound.get())
                    : running.written(bound.get()),
                named,
                Comparison.compare(
                    planner.current(target), planner.wanted(target), target.family())));
      }
    }
    return candidates;
  }

  private static boolean mayBeAdopted(Ownership.Standing standing) {
    return switch (standing) {
      case Ownership.Standing.Ours ours -> false;
      case Ownership.Standing.Adopted adopted -> false;
      case Ownership.Standing.Altered altered -> true;
      case Ownership.Standing.Foreign foreign -> true;
    };
  }

  /** Writes down that an operator has looked at the list and lets a push replace it. */
  public void adopt(Candidate candidate, String run) {
    store.own(
        new OwnedList(
            candidate.device().name(),
            candidate.target().family().number(),
            candidate.list().name(),
            Fingerprint.of(candidate.list()),
            Journal.text(
                candidate.named()
                    ? candidate.text()
                    : new Written(
                        candidate.list().name(),
                        candidate.target().family(),
                        List.of(),
                        List.of())),
            !candidate.named(),
            run,
            Instant.ofEpochMilli(time.millis())));
  }
}
