package net.portcullis.compliance;

import java.util.List;
import net.portcullis.store.FindingRecord;

/**
 * What a check changed in what is known: each of its devices is held against the last check that
 * read it. Findings of devices that could not be read are in none of these but {@code standing}.
 *
 * @param opened seen for the first time
 * @param reopened seen again after a check had found them gone
 * @param closed gone
 * @param standing neither come nor gone
 */
public record Trend(
    List<FindingRecord> opened,
    List<FindingRecord> reopened,
    List<FindingRecord> closed,
    List<FindingRecord> standing) {
  public Trend {
    opened = List.copyOf(opened);
    reopened = List.copyOf(reopened);
    closed = List.copyOf(closed);
    standing = List.copyOf(standing);
  }

  /** True where nothing came and nothing went. */
  public boolean unchanged() {
    return opened.isEmpty() && reopened.isEmpty() && closed.isEmpty();
  }
}
