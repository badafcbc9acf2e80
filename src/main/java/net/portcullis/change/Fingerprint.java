package net.portcullis.change;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.portcullis.acl.ConnectionState;
import net.portcullis.acl.Line;
import net.portcullis.acl.Match;
import net.portcullis.acl.Verdict;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.DeviceConfig.ReadList;

/** Short names for what was read, so that two readings can be told to be the same or not. */
public final class Fingerprint {
  private Fingerprint() {}

  /** SHA-256 of texts, in hexadecimal; where one text ends and the next begins counts. */
  static String of(Collection<String> texts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String text : texts) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException everyRuntimeHasIt) {
      throw new IllegalStateException(everyRuntimeHasIt);
    }
  }

  /**
   * Everything that a plan depends on: all lists, bindings and references, interfaces and what runs
   * on them. {@code without} names lists and groups that do not count: those that we are staging
   * ourselves.
   */
  public static String of(DeviceConfig config, Set<String> without) {
    List<String> texts = new ArrayList<>();
    texts.add(config.hostname().orElse(""));
    config.lists().stream()
        .filter(list -> !without.contains(list.name()) && !idle(list, config))
        .map(list ->
            "list "
                + list.family().number()
                + " "
                + list.name()
                + "\n"
                + list.ids()
                + meaning(list))
        .sorted()
        .forEach(texts::add);
    config.bindings().stream()
        .map(bound ->
            "binding "
                + bound.interfaceName()
                + " "
                + bound.direction().text()
                + " "
                + bound.family().number()
                + " "
                + bound.list()
                + " "
                + bound.status().orElse(""))
        .sorted()
        .forEach(texts::add);
    config.references().stream()
        .filter(reference -> !without.contains(reference.list()))
        .map(reference -> "reference " + reference.list() + " " + reference.where())
        .sorted()
        .forEach(texts::add);
    // What is in a group counts where a list names it; its name takes one that ours might have.
    config.groups().stream()
        .filter(group -> !without.contains(group.bare()))
        .map(group -> "group " + group.name())
        .sorted()
        .forEach(texts::add);
    config.unreadable().stream()
        .map(line -> "unreadable " + line.text())
        .sorted()
        .forEach(texts::add);
    config.infrastructure().stream()
        .map(runs -> "runs " + runs.interfaceName() + " " + runs.protocol())
        .sorted()
        .forEach(texts::add);
    config.interfaces().stream()
        .map(state -> "interface " + state.name() + " " + state.ipv6())
        .sorted()
        .forEach(texts::add);
    texts.add("unmatched " + config.unmatched());
    return of(texts);
  }

  /** An empty list that nothing uses meets no packet; staging may leave such behind. */
  private static boolean idle(ReadList list, DeviceConfig config) {
    return list.access().lines().stream().noneMatch(line -> line.origin().isWritten())
        && config.bindings().stream().noneMatch(bound -> bound.list().equals(list.name()))
        && config.references().stream().noneMatch(use -> use.list().equals(list.name()));
  }

  /**
   * What one of two configurations holds and the other does not, for people; empty where a save
   * would change nothing. Lists are compared by their meaning.
   */
  public static List<String> unsaved(DeviceConfig running, DeviceConfig startup) {
    Map<String, String> now = contents(running);
    Map<String, String> then = contents(startup);
    List<String> differences = new ArrayList<>();
    now.forEach((text, words) -> {
      if (!then.containsKey(text)) {
        differences.add("'" + words + "' is not saved");
      }
    });
    then.forEach((text, words) -> {
      if (!now.containsKey(text)) {
        differences.add("'" + words + "' is saved and no longer there");
      }
    });
    return differences;
  }

  /**
   * What became other between two readings, apart from what is bound at the places of some
   * exchanges and the lists that they staged; sentences for people.
   */
  static List<String> elsewhere(DeviceConfig before, DeviceConfig after, List<Exchange> ours) {
    Map<String, String> then = contents(without(before, ours));
    Map<String, String> now = contents(without(after, ours));
    List<String> differences = new ArrayList<>();
    then.forEach((text, words) -> {
      if (!now.containsKey(text)) {
        boolean changed = now.containsValue(words);
        differences.add("'" + words + (changed ? "' was changed" : "' is no longer there"));
      }
    });
    now.forEach((text, words) -> {
      if (!then.containsKey(text) && !then.containsValue(words)) {
        differences.add("'" + words + "' is new");
      }
    });
    return differences;
  }

  private static DeviceConfig without(DeviceConfig config, List<Exchange> ours) {
    return new DeviceConfig(
        config.hostname(),
        config.lists().stream()
            .filter(list -> ours.stream().noneMatch(each -> each.stages(list)))
            .toList(),
        config.bindings().stream()
            .filter(bound -> ours.stream().noneMatch(each -> each.isAt(bound)))
            .toList(),
        config.references(),
        config.unreadable(),
        config.infrastructure(),
        config.interfaces(),
        config.others(),
        config.groups().stream()
            .filter(group -> ours.stream().noneMatch(each -> each.stages(group)))
            .toList(),
        config.unmatched(),
        config.unbound());
  }

  /** What a save makes last, each thing with words for people. */
  private static Map<String, String> contents(DeviceConfig config) {
    Map<String, String> contents = new LinkedHashMap<>();
    for (ReadList list : config.lists()) {
      contents.put(
          "list " + list.family().number() + " " + list.name() + "\n" + meaning(list),
          "list " + list.name());
    }
    for (DeviceConfig.ReadBinding bound : config.bindings()) {
      String words =
          bound.interfaceName()
              + " "
              + bound.direction().text()
              + " IPv"
              + bound.family().number()
              + " bound to "
              + bound.list();
      contents.put("binding " + words, words);
    }
    config
        .references()
        .forEach(use -> put(contents, "list " + use.list() + " used by " + use.where()));
    config
        .infrastructure()
        .forEach(runs -> put(contents, runs.protocol() + " on " + runs.interfaceName()));
    config
        .interfaces()
        .forEach(state ->
            put(contents, "interface " + state.name() + (state.ipv6() ? " with IPv6" : "")));
    for (DeviceConfig.ReadGroup group : config.groups()) {
      String words = "object group " + group.name();
      contents.put(words + "\n" + group.members(), words);
    }
    config.others().forEach(line -> put(contents, line));
    return contents;
  }

  private static void put(Map<String, String> contents, String words) {
    contents.put(words, words);
  }

  /** A list's content: what its lines mean, in their order. */
  public static String of(ReadList list) {
    return of(List.of(meaning(list)));
  }

  private static String meaning(ReadList list) {
    StringBuilder text = new StringBuilder();
    list.access().lines().forEach(line -> text.append(of(line)).append('\n'));
    return text.toString();
  }

  /**
   * A line's meaning, wherever it stands. A line that was not understood is known by its text; one
   * that nobody wrote has none of its own, since devices show in other words what it follows from.
   */
  public static String of(Line line) {
    List<String> texts = new ArrayList<>();
    texts.add(line.verdict().name());
    texts.add(
        line.exact()
            ? "exact"
            : "inexact " + (line.origin().isWritten() ? line.origin().text().strip() : ""));
    line.matches().stream().map(Fingerprint::text).sorted().forEach(texts::add);
    if (line.verdict() == Verdict.UNKNOWN) {
      texts.add(line.origin().text().strip());
    }
    return of(texts).substring(0, 16);
  }

  private static String text(Match match) {
    return String.join(
        "|",
        match.family().name(),
        match.protocols().toString(),
        sorted(match.sources()),
        sorted(match.destinations()),
        match.sourcePorts().toString(),
        match.destinationPorts().toString(),
        sorted(match.icmp()),
        match.established().toString(),
        states(match.states()),
        match.fragments().name());
  }

  private static String sorted(Collection<?> values) {
    if (values.size() < 2) {
      // Nearly always; a fleet's lines are named by the ten thousand.
      return values.toString();
    }
    return values.stream().map(Object::toString).sorted().toList().toString();
  }

  private static String states(Set<ConnectionState> states) {
    return sorted(states);
  }
}
