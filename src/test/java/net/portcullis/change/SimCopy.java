package net.portcullis.change;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;
import java.util.Optional;
import net.portcullis.change.FakeDevice.Config;

/**
 * A copy of a switch's configuration that is edited apart, and what others changed on the switch
 * since it was made. It stays when its session ends.
 */
final class SimCopy {
  private Optional<Config> copy = Optional.empty();
  private int changes;
  private int copiedAfter;
  private int shownAfter;

  /** Goes on with the one that is there. */
  void open(Config running) {
    if (copy.isEmpty()) {
      copy = Optional.of(running.copy());
      copiedAfter = changes;
      shownAfter = -1;
    }
  }

  boolean isOpen() {
    return copy.isPresent();
  }

  Config config() {
    return copy.orElseThrow();
  }

  void drop() {
    copy = Optional.empty();
  }

  void othersChange() {
    changes++;
  }

  String difference(Config running) {
    shownAfter = changes;
    List<String> before = running.text().lines().toList();
    List<String> after = config().text().lines().toList();
    return String.join(
            "\n",
            UnifiedDiffUtils.generateUnifiedDiff(
                "running", "session", before, DiffUtils.diff(before, after), 3))
        + "\n";
  }

  /**
   * What is wrong with committing it now. What others changed after we had looked is lost: nothing
   * can be done.
   */
  Optional<String> trespass() {
    if (shownAfter < 0) {
      return Optional.of("a copy was committed that nobody had looked at");
    }
    return copiedAfter < shownAfter && shownAfter == changes
        ? Optional.of("a commit undid what others had changed, and the device had shown it")
        : Optional.empty();
  }
}
