package net.portcullis.store;

import java.util.List;

/** What a run of checks changed, over all of its attempts. */
public record RunChanges(
    List<FindingRecord> opened,
    List<FindingRecord> reopened,
    List<FindingRecord> closed,
    List<DeviceChange> devices) {
  public RunChanges {
    opened = List.copyOf(opened);
    reopened = List.copyOf(reopened);
    closed = List.copyOf(closed);
    devices = List.copyOf(devices);
  }
}
