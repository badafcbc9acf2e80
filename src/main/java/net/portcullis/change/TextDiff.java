package net.portcullis.change;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;
import java.util.stream.Collectors;

/** The lines of two lists, side by side as people are used to see them. */
final class TextDiff {
  private static final int CONTEXT = 3;

  private TextDiff() {}

  /** A unified diff; empty where the texts are the same. */
  static String of(String oldName, List<String> before, String newName, List<String> after) {
    List<String> old = before.stream().map(String::strip).toList();
    List<String> now = after.stream().map(String::strip).toList();
    return UnifiedDiffUtils.generateUnifiedDiff(
            oldName, newName, old, DiffUtils.diff(old, now), CONTEXT)
        .stream()
        .collect(Collectors.joining("\n"));
  }
}
