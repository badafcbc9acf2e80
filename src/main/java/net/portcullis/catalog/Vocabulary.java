package net.portcullis.catalog;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.portcullis.acl.Ranges;
import net.portcullis.input.Fields;

/** The names that rows may use, known before the first row is read. */
record Vocabulary(Map<String, Entry.Parameter> parameters, Set<String> roles) {
  Vocabulary {
    parameters = Map.copyOf(parameters);
    roles = Set.copyOf(roles);
  }

  /** A role that roles.yaml describes; throws as {@link Fields#value} expects. */
  String role(String text) {
    if (roles.contains(text)) {
      return text;
    }
    throw new IllegalArgumentException(
        "The role '"
            + text
            + "' is not described in roles.yaml.\n"
            + nearest(text, roles, "Add it there, or use one that is."));
  }

  /** A parameter that some row declares; throws as {@link Fields#value} expects. */
  String parameter(String text) {
    if (parameters.containsKey(text)) {
      return text;
    }
    throw new IllegalArgumentException(
        "No row declares the parameter '"
            + text
            + "'.\n"
            + nearest(
                text,
                parameters.keySet(),
                "Declare it on a row: 'parameter: {name: ..., default: ...}'."));
  }

  /** The default of a parameter that {@link #parameter} has accepted. */
  Ranges defaultPorts(String name) {
    return Words.portList(Objects.requireNonNull(parameters.get(name)).defaultPorts());
  }

  private static String nearest(String text, Set<String> words, String otherwise) {
    return Fields.nearest(text, words.stream().sorted().toList())
        .map(near -> "Did you mean '" + near + "'?")
        .orElse(otherwise);
  }
}
