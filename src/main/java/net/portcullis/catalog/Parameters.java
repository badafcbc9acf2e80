package net.portcullis.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.portcullis.acl.Range;
import net.portcullis.input.Fields;
import net.portcullis.input.Node;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;

/** The values that a deployment may set. Rows of several components may share one. */
final class Parameters {
  private Parameters() {}

  /** Every parameter that the files declare; two declarations of one name must agree. */
  static Map<String, Entry.Parameter> of(List<Node> files, Problems problems) {
    Map<String, Entry.Parameter> parameters = new LinkedHashMap<>();
    Map<String, Place> places = new LinkedHashMap<>();
    for (Node file : files) {
      // What is wrong with a file or an entry is told when it is read itself.
      for (Node item : Fields.of(file, new Problems()).items("entries")) {
        Fields entry = Fields.of(item, new Problems());
        Optional<Entry.Parameter> declared = read(entry);
        if (declared.isEmpty()) {
          continue;
        }
        Entry.Parameter parameter = declared.get();
        Place place = entry.place("parameter");
        Entry.Parameter earlier = parameters.putIfAbsent(parameter.name(), parameter);
        if (earlier == null) {
          places.put(parameter.name(), place);
        } else if (!earlier.defaultPorts().equals(parameter.defaultPorts())) {
          problems.add(
              place,
              "The parameter '"
                  + parameter.name()
                  + "' has another default here than at "
                  + places.get(parameter.name())
                  + ".",
              "Give both " + earlier.defaultPorts() + ", or choose another name.");
        }
      }
    }
    return parameters;
  }

  /** The parameter of one entry. */
  static Optional<Entry.Parameter> read(Fields entry) {
    return entry
        .mapping("parameter")
        .flatMap(fields -> {
          Optional<String> name = fields.required("name", Words::name);
          List<Range> ports = fields.values("default", Words::ports);
          if (!fields.has("default")) {
            fields.text("default");
          }
          boolean mayWiden = fields.flag("may-widen", false);
          fields.end();
          return name.filter(known -> !ports.isEmpty())
              .map(known ->
                  new Entry.Parameter(
                      known,
                      String.join(",", ports.stream().map(Range::toString).toList()),
                      mayWiden));
        });
  }
}
