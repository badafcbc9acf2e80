package net.portcullis.change;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Comparison;
import net.portcullis.acl.Line;
import net.portcullis.change.Step.Mark;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.DeviceConfig.ReadList;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.StagedText;
import net.portcullis.dialect.Written;

/**
 * A list as it will be written, read back before it is sent: what we write must mean what we want
 * in the reader's eyes too.
 *
 * @param lines the meaning of each line as it will be read back; parallel to {@code
 *     written.lines()} where there are as many
 */
record Draft(Written written, AccessList meaning, List<Line> lines, List<Command> stage) {
  Draft {
    lines = List.copyOf(lines);
    stage = List.copyOf(stage);
  }

  /** A draft, or sentences on why the list cannot be written here. */
  sealed interface Result {
    record Ready(Draft draft) implements Result {}

    record Impossible(List<String> reasons) implements Result {
      public Impossible {
        reasons = List.copyOf(reasons);
      }
    }
  }

  static Result of(Dialect dialect, Written written, AccessList meaning) {
    List<String> reasons = new ArrayList<>(written.problems());
    reasons.addAll(dialect.exceeded(written));
    if (!reasons.isEmpty()) {
      return new Result.Impossible(reasons);
    }
    List<Command> stage = dialect.stage(written);
    Optional<AccessList> read = readBack(dialect, written);
    if (read.isPresent() && !Comparison.compare(meaning, read.get(), written.family()).isEqual()) {
      return new Result.Impossible(
          List.of(
              "What the profile writes for this list does not mean what is wanted; correct its grammar."));
    }
    // From here on the list as it reads stands for what is wanted: it is proved the same, and a
    // device that shows it is then known by its lines. Where commands do not read like a
    // configuration, the staged list's own reading must do.
    AccessList shown = read.orElse(meaning);
    return new Result.Ready(new Draft(written, shown, shown.lines(), stage));
  }

  /**
   * What the lines that write a list mean, where the platform's reader can read them as they are.
   */
  static Optional<AccessList> readBack(Dialect dialect, Written written) {
    DeviceConfig read = dialect.readFile(written.name(), StagedText.of(dialect, written));
    return read.list(written.name(), written.family())
        .map(ReadList::access)
        .filter(access ->
            ids(written).size()
                == (dialect.bothFamilies()
                    ? read.writtenBoth(read.list(written.name(), written.family()).orElseThrow())
                        .lines()
                        .size()
                    : typed(access.lines())));
  }

  /** The identifiers of the list's lines: what several commands make up is one line. */
  private static List<String> ids(Written written) {
    List<String> ids = new ArrayList<>();
    for (Written.WrittenLine line : written.lines()) {
      if (ids.isEmpty() || line.id().isEmpty() || !line.id().equals(ids.getLast())) {
        ids.add(line.id());
      }
    }
    return ids;
  }

  /** How many lines are not implied by the platform. */
  private static long typed(List<Line> lines) {
    return lines.stream().filter(line -> line.origin().isWritten()).count();
  }

  /** The lines as they will be read back. */
  List<Mark> marks() {
    List<Mark> marks = new ArrayList<>();
    // What the platform implies has no identifier.
    Iterator<String> ids =
        typed(lines) == ids(written).size() ? ids(written).iterator() : Collections.emptyIterator();
    for (Line line : lines) {
      String id = line.origin().isWritten() && ids.hasNext() ? ids.next() : "";
      marks.add(new Mark(id, Fingerprint.of(line)));
    }
    return marks;
  }
}
