package net.portcullis.change;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Line;
import net.portcullis.dialect.Written;

/** The lines of two lists, side by side as people are used to see them. */
final class TextDiff {
  private static final int CONTEXT = 3;

  private TextDiff() {}

  /**
   * A list as text.
   *
   * @param meanings of the lines, parallel to them; a line that means what one of the other side's
   *     does is no difference, however each side spells it
   */
  record Side(String name, List<String> lines, List<String> meanings) {
    Side {
      lines = lines.stream().map(String::strip).toList();
      meanings = meanings.size() == lines.size() ? List.copyOf(meanings) : lines;
    }
  }

  /** A side with the members of its object groups before its lines. */
  static Side with(List<Written.Group> groups, Side side) {
    List<String> lines = new ArrayList<>();
    List<String> meanings = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      for (AddressMask member : groups.get(i).members()) {
        lines.add("object group " + groups.get(i).name() + ": " + member);
        // A generation has other names; its groups come in the same order.
        meanings.add("group " + i + " " + member);
      }
      for (String line : groups.get(i).service()) {
        lines.add("service " + groups.get(i).name() + ": " + line);
        meanings.add("group " + i + " " + line);
      }
    }
    lines.addAll(side.lines());
    meanings.addAll(side.meanings());
    return new Side(side.name(), lines, meanings);
  }

  /** The lines of a list that are about its family; a list may hold those of another too. */
  static Side ofFamily(String name, Optional<AccessList> list) {
    List<Line> lines =
        list.map(AccessList::lines).orElse(List.of()).stream()
            .filter(line -> line.origin().isWritten())
            .toList();
    return new Side(
        name,
        lines.stream().map(line -> line.origin().text()).toList(),
        lines.stream().map(Fingerprint::of).toList());
  }

  /** A unified diff; empty where the texts are the same. */
  static String of(Side before, Side after) {
    Map<String, String> spelled = new HashMap<>();
    for (int i = 0; i < before.lines().size(); i++) {
      spelled.put(before.meanings().get(i), before.lines().get(i));
    }
    List<String> now = new ArrayList<>();
    for (int i = 0; i < after.lines().size(); i++) {
      now.add(spelled.getOrDefault(after.meanings().get(i), after.lines().get(i)));
    }
    return UnifiedDiffUtils.generateUnifiedDiff(
            before.name(),
            after.name(),
            before.lines(),
            DiffUtils.diff(before.lines(), now),
            CONTEXT)
        .stream()
        .collect(Collectors.joining("\n"));
  }
}
