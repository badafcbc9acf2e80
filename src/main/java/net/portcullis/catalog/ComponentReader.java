package net.portcullis.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.portcullis.input.Fields;
import net.portcullis.input.Problems;

/** Reads one component's file. */
final class ComponentReader {
  private ComponentReader() {}

  static Component read(Fields file, Vocabulary words, Problems problems) {
    String id = file.required("component", Words::name).orElse("");
    String section = file.required("section", Words::section).orElse("");
    Map<String, String> titles = Words.bilingual(file, "titles", problems);
    Statement external = file.required("external", Words::statement).orElse(Statement.NOT_STATED);
    Statement internal = file.required("internal", Words::statement).orElse(Statement.NOT_STATED);
    boolean supplement = file.flag("supplement", false);
    List<Entry> entries = new ArrayList<>();
    for (Fields entry : file.mappings("entries")) {
      entries.add(EntryReader.read(entry, id, words, problems));
    }
    file.end();
    return new Component(id, section, titles, external, internal, supplement, entries);
  }
}
