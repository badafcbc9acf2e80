package net.portcullis.change;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Family;
import net.portcullis.acl.Prefix;
import net.portcullis.change.Step.Action;
import net.portcullis.change.Step.Mark;
import net.portcullis.change.Step.Point;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.Written;
import net.portcullis.dialect.Written.WrittenLine;
import net.portcullis.input.Fields;
import net.portcullis.input.Node;
import net.portcullis.input.Problems;
import net.portcullis.input.YamlReader;
import net.portcullis.inventory.Direction;

/**
 * What another process needs to finish or undo a device's change.
 *
 * @param stateHash of the device before the change
 * @param named the device's configuration says the device's name: what does not say it is none
 * @param deadline when the device's timer runs out, in milliseconds since 1970; 0 while none runs
 */
record Journal(
    String stateHash,
    boolean named,
    Optional<Arming> arming,
    long deadline,
    List<Command> save,
    List<Exchange> exchanges) {
  private static final int SCHEMA = 1;

  Journal {
    save = List.copyOf(save);
    exchanges = List.copyOf(exchanges);
  }

  /** The same, once this way of undoing by timer is about to be started. */
  Journal armed(Arming way, long millis) {
    return new Journal(stateHash, named, Optional.of(way), millis, save, exchanges);
  }

  /** The same, once no timer runs. */
  Journal disarmed() {
    return new Journal(stateHash, named, Optional.empty(), 0, save, exchanges);
  }

  Journal named(boolean says) {
    return new Journal(stateHash, says, arming, deadline, save, exchanges);
  }

  Journal with(List<Exchange> others) {
    return new Journal(stateHash, named, arming, deadline, save, others);
  }

  /** As it stands in the store. */
  String text() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("schema", SCHEMA);
    map.put("state-hash", stateHash);
    map.put("named", named);
    map.put("deadline", deadline);
    arming.ifPresent(way -> map.put("arming", arming(way)));
    map.put("save", commands(save));
    map.put("exchanges", exchanges.stream().map(Journal::exchange).toList());
    return CanonicalJson.write(map);
  }

  /** Reads what {@link #text} wrote. */
  static Journal read(String name, String text) {
    Problems problems = new Problems();
    Optional<Node> node = YamlReader.read(name, text, problems);
    problems.throwIfAny();
    Fields fields = Fields.of(node.orElseThrow(), problems);
    Journal journal =
        new Journal(
            fields.text("state-hash"),
            fields.optionalText("named").filter("true"::equals).isPresent(),
            fields.mapping("arming").map(Journal::arming),
            Long.parseLong(fields.text("deadline")),
            commands(fields, "save"),
            fields.mappings("exchanges").stream().map(Journal::exchange).toList());
    problems.throwIfAny();
    return journal;
  }

  /** A list as it stands in the store's record of it. */
  static String text(Written list) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("lines", written(list.lines()));
    if (!list.groups().isEmpty()) {
      map.put("groups", groups(list.groups()));
    }
    return CanonicalJson.write(map);
  }

  /** Reads what {@link #text(Written)} wrote; absent where the record has no lines. */
  static Optional<Written> list(String name, Family family, String text) {
    Problems problems = new Problems();
    Node node = YamlReader.read("the store's record", text, problems).orElseThrow();
    return Optional.of(list(Fields.of(node, problems), name, family, "lines", "groups"))
        .filter(list -> !list.lines().isEmpty());
  }

  private static Map<String, Object> arming(Arming way) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("way", way.way());
    map.put("description", way.description());
    map.put("seconds", way.time().toSeconds());
    map.put("arm", commands(way.arm()));
    way.replaces().ifPresent(line -> map.put("replaces", line));
    map.put(
        "gathers",
        way.gathers().entrySet().stream()
            .map(each -> List.of(each.getKey(), each.getValue()))
            .toList());
    map.put("fresh", commands(way.fresh()));
    map.put("review", commands(way.review().stream().toList()));
    map.put("check", commands(way.check().stream().toList()));
    map.put("confirm", commands(way.confirm()));
    map.put("cancel", commands(way.cancel()));
    map.put("same-session", way.sameSession());
    return map;
  }

  private static Arming arming(Fields fields) {
    return new Arming(
        Integer.parseInt(fields.text("way")),
        fields.text("description"),
        Duration.ofSeconds(Long.parseLong(fields.text("seconds"))),
        commands(fields, "arm"),
        fields.optionalText("replaces"),
        rows(fields, "gathers").stream().collect(Collectors.toMap(List::getFirst, List::getLast)),
        commands(fields, "fresh"),
        commands(fields, "review").stream().findFirst(),
        commands(fields, "check").stream().findFirst(),
        commands(fields, "confirm"),
        commands(fields, "cancel"),
        fields.flag("same-session", false));
  }

  private static Map<String, Object> exchange(Exchange exchange) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("binding", exchange.binding());
    map.put("interface", exchange.interfaceName());
    map.put("direction", exchange.direction().name());
    map.put("family", exchange.family().name());
    map.put("bound", exchange.before().bound().stream().toList());
    map.put("content", marks(exchange.before().content()));
    map.put("restorable", written(exchange.restorable().map(Written::lines).orElse(List.of())));
    put(map, "restorable-groups", exchange.restorable());
    map.put("staged", exchange.staged().map(Written::name).stream().toList());
    put(map, "staged-groups", exchange.staged());
    map.put("staged-lines", written(exchange.staged().map(Written::lines).orElse(List.of())));
    map.put("staged-marks", marks(exchange.stagedLines()));
    map.put("stage", commands(exchange.stage()));
    map.put("unstage", commands(exchange.unstage()));
    map.put("steps", exchange.steps().stream().map(Journal::step).toList());
    map.put("clean", commands(exchange.clean()));
    map.put("cleaned", exchange.cleaned().stream().toList());
    put(map, "unstage-groups", exchange.stagedGroups());
    put(map, "clean-groups", exchange.cleanedGroups());
    return map;
  }

  /** Most lists have no groups, and journals stay as they were. */
  private static void put(Map<String, Object> map, String key, Optional<Written> list) {
    list.map(Written::groups)
        .filter(groups -> !groups.isEmpty())
        .ifPresent(groups -> map.put(key, groups(groups)));
  }

  private static void put(Map<String, Object> map, String key, List<Exchange.Group> groups) {
    if (!groups.isEmpty()) {
      map.put(key, groups.stream().map(Journal::group).toList());
    }
  }

  private static Map<String, Object> group(Exchange.Group group) {
    Map<String, Object> map = group(group.group());
    map.put("remove", commands(group.remove()));
    return map;
  }

  private static Map<String, Object> group(Written.Group group) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", group.name());
    map.put("members", group.members().stream().map(AddressMask::toString).toList());
    if (group.isService()) {
      map.put("service", group.service());
    }
    return map;
  }

  private static Written.Group group(Fields fields) {
    return new Written.Group(
        fields.text("name"),
        fields.texts("members").stream()
            .map(member -> AddressMask.of(Prefix.parse(member)))
            .toList(),
        fields.texts("service"));
  }

  private static List<Exchange.Group> exchangeGroups(Fields fields, String key) {
    return fields.mappings(key).stream()
        .map(each -> new Exchange.Group(group(each), commands(each, "remove")))
        .toList();
  }

  private static List<Map<String, Object>> groups(List<Written.Group> groups) {
    return groups.stream().map(Journal::group).toList();
  }

  private static Written list(
      Fields fields, String name, Family family, String lines, String groups) {
    List<Written.Group> own = fields.mappings(groups).stream().map(Journal::group).toList();
    return new Written(name, family, own, written(fields, lines), OptionalInt.empty(), List.of());
  }

  private static Exchange exchange(Fields fields) {
    Family family = Family.valueOf(fields.text("family"));
    Optional<String> old = fields.texts("bound").stream().findFirst();
    return new Exchange(
        fields.text("binding"),
        fields.text("interface"),
        Direction.valueOf(fields.text("direction")),
        family,
        new Point(old, marks(fields, "content")),
        old.map(name -> list(fields, name, family, "restorable", "restorable-groups"))
            .filter(list -> !list.lines().isEmpty()),
        fields.texts("staged").stream()
            .findFirst()
            .map(name -> list(fields, name, family, "staged-lines", "staged-groups")),
        marks(fields, "staged-marks"),
        commands(fields, "stage"),
        commands(fields, "unstage"),
        exchangeGroups(fields, "unstage-groups"),
        fields.mappings("steps").stream().map(Journal::step).toList(),
        commands(fields, "clean"),
        fields.texts("cleaned").stream().findFirst(),
        exchangeGroups(fields, "clean-groups"));
  }

  private static Map<String, Object> step(Step step) {
    Map<String, Object> map = new LinkedHashMap<>();
    switch (step.action()) {
      case Action.Bind bind -> {
        map.put("action", "bind");
        map.put("list", bind.list().stream().toList());
        map.put("content", marks(bind.content()));
      }
      case Action.Insert insert -> {
        map.put("action", "insert");
        map.put("index", insert.index());
        map.put("line", List.of(insert.line().id(), insert.line().print(), insert.text()));
      }
      case Action.Remove remove -> {
        map.put("action", "remove");
        map.put("index", remove.index());
        map.put("line", List.of(remove.line().id(), remove.line().print()));
      }
    }
    map.put("forward", commands(step.forward()));
    map.put("back", commands(step.back()));
    return map;
  }

  private static Step step(Fields fields) {
    List<String> line = fields.texts("line");
    Action action =
        switch (fields.text("action")) {
          case "bind" ->
              new Action.Bind(fields.texts("list").stream().findFirst(), marks(fields, "content"));
          case "insert" ->
              new Action.Insert(
                  Integer.parseInt(fields.text("index")),
                  new Mark(line.get(0), line.get(1)),
                  line.get(2));
          case "remove" ->
              new Action.Remove(
                  Integer.parseInt(fields.text("index")), new Mark(line.get(0), line.get(1)));
          default -> throw new IllegalArgumentException("The store holds an unknown kind of step.");
        };
    return new Step(action, commands(fields, "forward"), commands(fields, "back"));
  }

  private static List<List<String>> commands(List<Command> commands) {
    return commands.stream()
        .map(command ->
            List.of(command.text(), command.mode(), command.after(), command.view().orElse("")))
        .toList();
  }

  private static List<Command> commands(Fields fields, String key) {
    return rows(fields, key).stream()
        .map(row ->
            new Command(
                row.get(0),
                row.get(1),
                row.get(2),
                Optional.of(row.get(3)).filter(view -> !view.isEmpty())))
        .toList();
  }

  private static List<List<String>> marks(List<Mark> marks) {
    return marks.stream().map(mark -> List.of(mark.id(), mark.print())).toList();
  }

  private static List<Mark> marks(Fields fields, String key) {
    return rows(fields, key).stream().map(row -> new Mark(row.get(0), row.get(1))).toList();
  }

  private static List<List<String>> written(List<WrittenLine> lines) {
    return lines.stream()
        .map(line -> List.of(Integer.toString(line.rule()), line.id(), line.text()))
        .toList();
  }

  private static List<WrittenLine> written(Fields fields, String key) {
    return rows(fields, key).stream()
        .map(row -> new WrittenLine(Integer.parseInt(row.get(0)), row.get(1), row.get(2)))
        .toList();
  }

  private static List<List<String>> rows(Fields fields, String key) {
    List<List<String>> rows = new ArrayList<>();
    for (Node item : fields.items(key)) {
      if (item instanceof Node.Sequence sequence) {
        rows.add(
            sequence.items().stream()
                .map(cell -> cell instanceof Node.Scalar scalar ? scalar.text() : "")
                .toList());
      }
    }
    return rows;
  }
}
