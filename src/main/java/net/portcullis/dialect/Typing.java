package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Family;

/** Turns a profile's steps into commands by putting values in. */
final class Typing {
  private final Names names;
  private final Profile.Naming naming;

  Typing(Names names, Profile.Naming naming) {
    this.names = names;
    this.naming = naming;
  }

  /**
   * The values that steps may name.
   *
   * @param words by name, for patterns and for {@code ${name}}
   * @param members the addresses of a group
   * @param member the one of them that a step is about
   */
  record Values(
      Family family,
      Map<String, String> words,
      List<AddressMask> members,
      Optional<AddressMask> member) {
    Values {
      words = Map.copyOf(words);
      members = List.copyOf(members);
    }

    Values(Family family, Map<String, String> words) {
      this(family, words, List.of(), Optional.empty());
    }

    Values withGroup(Written.Group group) {
      return new Values(family, words, group.members(), member).with("group", group.name());
    }

    private Values about(AddressMask one) {
      return new Values(family, words, members, Optional.of(one)).with("member", one.toString());
    }

    Values with(String name, String value) {
      return with(Map.of(name, value));
    }

    Values with(Map<String, String> others) {
      Map<String, String> more = new HashMap<>(words);
      more.putAll(others);
      return new Values(family, more, members, member);
    }

    /** With a list's name, and the parts of it that nested platforms name alone. */
    Values withList(String list) {
      return with("list", list).with("chain", list.substring(list.lastIndexOf('/') + 1));
    }
  }

  /**
   * The commands of some steps; {@code lines} and {@code removed} are what repeated steps go
   * through.
   */
  List<Command> commands(
      List<Profile.Step> steps,
      Values values,
      List<Written.WrittenLine> lines,
      List<String> removed) {
    List<Command> commands = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Profile.Step step = steps.get(i);
      if (step.each() == Profile.Each.RULE) {
        int end = endOfRule(steps, i);
        commands.addAll(eachRule(steps.subList(i, end), completed(values), lines));
        i = end - 1;
        continue;
      }
      switch (step.each()) {
        case RULE -> throw new IllegalStateException("Steps of a rule are typed together.");
        case ONCE, SLOT -> commands.add(command(step, values));
        case LINE -> {
          Values whole = completed(values);
          lines.forEach(line ->
              commands.add(filled(step, whole.with(Map.of("line", line.text(), "id", line.id())))));
        }
        case REMOVED -> {
          Values whole = completed(values);
          removed.forEach(id -> commands.add(filled(step, whole.with("id", id))));
        }
        case MEMBER -> {
          Values whole = completed(values);
          values.members().forEach(member -> commands.add(filled(step, whole.about(member))));
        }
        case OLD ->
            Optional.ofNullable(values.words().get("old"))
                .ifPresent(old -> commands.add(command(step, values.withList(old))));
      }
    }
    return List.copyOf(commands);
  }

  /** Behind the last step that is typed for the same rule; lines may stand between. */
  private static int endOfRule(List<Profile.Step> steps, int from) {
    int end = from + 1;
    for (int i = from + 1; i < steps.size(); i++) {
      switch (steps.get(i).each()) {
        case RULE -> end = i + 1;
        case LINE -> {}
        case ONCE, REMOVED, MEMBER, OLD, SLOT -> {
          return end;
        }
      }
    }
    return end;
  }

  /** For each rule in turn: what is typed once for it, and its own lines. */
  private List<Command> eachRule(
      List<Profile.Step> steps, Values values, List<Written.WrittenLine> lines) {
    Map<String, List<Written.WrittenLine>> rules = new LinkedHashMap<>();
    lines.forEach(line -> rules.computeIfAbsent(line.id(), _ -> new ArrayList<>()).add(line));
    List<Command> commands = new ArrayList<>();
    rules.forEach((id, own) -> {
      for (Profile.Step step : steps) {
        if (step.each() == Profile.Each.RULE) {
          commands.add(filled(step, values.with("id", id)));
        } else {
          own.forEach(line ->
              commands.add(filled(step, values.with(Map.of("line", line.text(), "id", id)))));
        }
      }
    });
    return commands;
  }

  /** One step's command. */
  Command command(Profile.Step step, Values given) {
    return filled(step, completed(given));
  }

  /** With the values that follow from others: they cost more than a long list has time for. */
  private Values completed(Values given) {
    Values said = numbered(given);
    return names
        .word("family", Integer.toString(said.family().number()))
        .map(word -> said.with("family-name", word))
        .orElse(said);
  }

  private Command filled(Profile.Step step, Values values) {
    String text =
        step.line()
            .map(pattern ->
                typed(pattern, draft(values))
                    .orElseThrow(() ->
                        new IllegalStateException("A step of the profile cannot be written.")))
            .orElseGet(() -> filled(step.text().orElse(""), values));
    return new Command(
        text, step.mode(), step.after(), step.view().map(view -> filled(view, values)));
  }

  /** A line says of addresses no more than the one that it is about. */
  private static Draft draft(Values values) {
    Draft names = Draft.of(values.family(), values.words());
    return values
        .member()
        .map(member -> names.withSource(names.source().withAddresses(List.of(member))))
        .orElse(names);
  }

  private Optional<String> typed(Pattern pattern, Draft draft) {
    return new LineWriter(names, any -> true)
        .write(pattern, draft)
        .map(places -> Said.line(places, draft));
  }

  /**
   * A text with its values put in: {@code ${name}}, and {@code ${name:table}} for the word that
   * stands for the value in a table of names.
   */
  private String filled(String template, Values values) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < template.length()) {
      int open = template.indexOf("${", at);
      int close = open < 0 ? -1 : template.indexOf('}', open);
      if (close < 0) {
        return text.append(template, at, template.length()).toString();
      }
      String name = template.substring(open + 2, close);
      String value =
          value(name, values)
              .orElseThrow(() ->
                  new IllegalStateException(
                      "There is no value '" + name + "' for a step of the profile."));
      text.append(template, at, open).append(value);
      at = close + 1;
    }
    return text.toString();
  }

  /** With the list's number, and with how a view calls a list that has both. */
  private Values numbered(Values values) {
    String list = values.words().getOrDefault("list", "");
    Optional<String> number = list.isEmpty() ? Optional.empty() : naming.number(list);
    return number
        .map(it -> values.with("alias", it).with("called", it + "-" + list))
        .orElseGet(() -> values.with("called", list));
  }

  private Optional<String> value(String name, Values values) {
    int colon = name.indexOf(':');
    Optional<String> value =
        Optional.ofNullable(values.words().get(colon < 0 ? name : name.substring(0, colon)));
    return colon < 0 ? value : value.flatMap(it -> names.word(name.substring(colon + 1), it));
  }
}
