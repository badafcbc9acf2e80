package net.portcullis.compliance.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.portcullis.inventory.Automation.Notification;
import net.portcullis.store.DeviceChange;
import net.portcullis.store.FindingRecord;
import net.portcullis.store.Outgoing;
import net.portcullis.store.RunChanges;

/** Something that people want to know. Text in it is a device's or a file's, not safe to print. */
public sealed interface Notice {
  /** The schedule that it is about. */
  String schedule();

  /** A word for it. */
  String kind();

  /**
   * A run changed what is known.
   *
   * @param devices those that became known or unknown
   */
  record Changes(
      String schedule,
      String run,
      Instant slot,
      List<FindingRecord> opened,
      List<FindingRecord> reopened,
      List<FindingRecord> fixed,
      List<DeviceChange> devices)
      implements Notice {
    public Changes {
      opened = List.copyOf(opened);
      reopened = List.copyOf(reopened);
      fixed = List.copyOf(fixed);
      devices = List.copyOf(devices);
    }

    @Override
    public String kind() {
      return "changes";
    }

    boolean empty() {
      return opened.isEmpty() && reopened.isEmpty() && fixed.isEmpty() && devices.isEmpty();
    }
  }

  /** Slots passed that nobody was there for. */
  record Missed(String schedule, Instant first, Instant last, int slots) implements Notice {
    @Override
    public String kind() {
      return "missed";
    }
  }

  /** A run could not be made, and the one before it could. */
  record Failed(String schedule, Instant slot, String why) implements Notice {
    @Override
    public String kind() {
      return "failed";
    }
  }

  /** What is sent to whom; nothing to those who asked to hear of nothing in it. */
  static List<Outgoing> to(
      List<Notification> whom, Function<Notice, String> text, Function<Notification, Notice> what) {
    List<Outgoing> outgoing = new ArrayList<>();
    for (Notification each : whom) {
      Notice notice = what.apply(each);
      if (!(notice instanceof Changes changes && changes.empty())) {
        outgoing.add(new Outgoing(each.name(), notice.kind(), text.apply(notice)));
      }
    }
    return outgoing;
  }

  /** What a run changed that is at least as severe, and nobody waived. */
  static Changes of(
      String schedule, String run, Instant slot, RunChanges changes, String severity) {
    return new Changes(
        schedule,
        run,
        slot,
        told(changes.opened(), severity),
        told(changes.reopened(), severity),
        told(changes.closed(), severity),
        changes.devices().stream()
            .filter(it -> it.status().equals("unknown") != it.was().equals("unknown"))
            .toList());
  }

  private static List<FindingRecord> told(List<FindingRecord> findings, String severity) {
    List<String> ranks = List.of("info", "warning", "error", "unknown");
    return findings.stream()
        .filter(it -> !it.waived() && ranks.indexOf(it.severity()) >= ranks.indexOf(severity))
        .toList();
  }
}
