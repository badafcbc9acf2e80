package net.portcullis.dialect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import net.portcullis.acl.Family;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Direction;
import net.portcullis.policy.Rule;
import net.portcullis.policy.Traits;

/** A platform's language as its profile says it. */
final class ProfileDialect implements Dialect {
  /** A list that is not written for a place says nothing of where packets come from and go to. */
  private static final Map<String, String> EVERYWHERE =
      Map.of("in-interface", "any", "out-interface", "any");

  private final Profile profile;
  private final boolean grouped;
  private final Typing typing;
  private final ListNames listNames;
  private final Beginnings beginnings;
  private final KnownRules rules;

  ProfileDialect(Profile profile) {
    this.profile = profile;
    this.grouped = false;
    this.typing = new Typing(profile.names(), profile.writing().naming());
    this.listNames =
        new ListNames(profile.writing().naming(), profile.grammar().lists().bothFamilies());
    this.beginnings = new Beginnings(profile.grammar());
    this.rules = new KnownRules();
  }

  /** The same, and what was read counts for both, but for how lists are written. */
  private ProfileDialect(ProfileDialect other, boolean grouped) {
    this.profile = other.profile;
    this.grouped = grouped;
    this.typing = other.typing;
    this.listNames = other.listNames;
    this.beginnings = other.beginnings;
    this.rules = other.rules;
  }

  /** What the profile says, for those who show or check it. */
  Profile profile() {
    return profile;
  }

  @Override
  public String name() {
    return profile.name();
  }

  @Override
  public String proven() {
    return profile.proven();
  }

  @Override
  public Traits traits() {
    return profile.traits();
  }

  @Override
  public SessionSpec session() {
    return profile.session();
  }

  @Override
  public SnmpSpec snmp() {
    return profile.snmp();
  }

  @Override
  public List<Command> readCommands(Source source) {
    List<Profile.Step> steps =
        switch (source) {
          case RUNNING -> profile.commands().readRunning();
          case STARTUP -> profile.commands().readStartup();
        };
    return typed(steps, new Typing.Values(Family.IPV4, Map.of()));
  }

  @Override
  public DeviceConfig read(List<Output> outputs) {
    ConfigReader reader = new ConfigReader(profile, beginnings, rules, "");
    outputs.forEach(output -> reader.read(output.text()));
    return reader.config();
  }

  @Override
  public DeviceConfig readFile(String file, String text) {
    ConfigReader reader = new ConfigReader(profile, beginnings, rules, file);
    reader.read(text);
    return reader.config();
  }

  @Override
  public Written write(String name, Family family, List<Rule> rules) {
    return written(name, family, rules, profile.grammar().lists().byPair() ? EVERYWHERE : Map.of());
  }

  @Override
  public Written write(String name, Family family, List<Rule> rules, Binding binding) {
    Typing.Values values = values(binding, Direction.IN, family);
    String from = values.words().get("zone-from");
    String to = values.words().get("zone-to");
    return !profile.grammar().lists().byPair()
        ? write(name, family, rules)
        : from == null || to == null
            ? new Written(
                name,
                family,
                List.of(),
                List.of("Lists stand between two interfaces here, and this binding names one."))
            : written(name, family, rules, Map.of("in-interface", from, "out-interface", to));
  }

  private Written written(String name, Family family, List<Rule> rules, Map<String, String> place) {
    return new ListWriter(profile, grouped, place).write(name, family, rules);
  }

  @Override
  public boolean bothFamilies() {
    return profile.grammar().lists().bothFamilies();
  }

  @Override
  public Written writeBoth(String name, List<Rule> ipv4, List<Rule> ipv6) {
    return new ListWriter(profile, grouped, Map.of()).writeBoth(name, ipv4, ipv6);
  }

  @Override
  public Dialect withGroups() {
    return new ProfileDialect(this, !groupedFamilies().isEmpty());
  }

  @Override
  public Set<Family> groupedFamilies() {
    return profile.groupedFamilies();
  }

  @Override
  public String listName(
      String owns, Binding binding, Direction direction, Family family, int generation) {
    return listNames.name(owns, binding, direction, family, generation);
  }

  @Override
  public Optional<Integer> generation(
      String list, String owns, Binding binding, Direction direction, Family family) {
    return listNames.generation(list, owns, binding, direction, family);
  }

  @Override
  public List<Command> stage(Written list) {
    Typing.Values values = values(list.family()).withList(list.name());
    List<Command> commands = new ArrayList<>();
    list.groups().forEach(group -> commands.addAll(define(group, values.withGroup(group))));
    commands.addAll(typing.commands(profile.commands().stage(), values, list.lines(), List.of()));
    return commands;
  }

  @Override
  public boolean shareNumbers(String one, String other) {
    return profile
        .writing()
        .room()
        .filter(room -> room.first(one) == room.first(other))
        .isPresent();
  }

  @Override
  public Written renamed(Written list, String name) {
    if (profile.writing().room().isEmpty()) {
      return list.renamed(name);
    }
    long first = profile.writing().room().get().first(name);
    List<String> ids = list.lines().stream().map(Written.WrittenLine::id).distinct().toList();
    return list.renamed(name, id -> ids.contains(id) ? Long.toString(first + ids.indexOf(id)) : id);
  }

  @Override
  public boolean isNumberTaken(String list, DeviceConfig config) {
    if (profile.writing().room().isEmpty()) {
      return false;
    }
    Profile.OwnNumbers room = profile.writing().room().get();
    long first = room.first(list);
    return config.lists().stream()
        .flatMap(other -> other.ids().stream())
        .filter(Names::isNumber)
        .mapToLong(Long::parseLong)
        .anyMatch(id -> id >= first && id < first + room.each());
  }

  private List<Command> define(Written.Group group, Typing.Values values) {
    if (!group.isService()) {
      return typed(profile.commands().defineGroup(), values);
    }
    List<Written.WrittenLine> lines =
        group.service().stream().map(line -> new Written.WrittenLine(0, "", line)).toList();
    return typing.commands(profile.commands().defineService(), values, lines, List.of());
  }

  @Override
  public List<Command> remove(String list, Family family) {
    return remove(list, family, List.of());
  }

  @Override
  public List<Command> remove(String list, Family family, List<String> ids) {
    return typing.commands(
        profile.commands().remove(), values(family).withList(list), List.of(), ids);
  }

  @Override
  public List<Command> removeGroup(Written.Group group, Family family) {
    return typed(
        group.isService() ? profile.commands().removeService() : profile.commands().removeGroup(),
        values(family).with("group", group.name()));
  }

  @Override
  public List<Command> bind(
      Binding binding, Direction direction, Family family, String list, Optional<String> old) {
    Typing.Values values = values(binding, direction, family).withList(list);
    if (old.isPresent()) {
      Typing.Values both =
          values
              .with("old", old.get())
              .with("old-chain", old.get().substring(old.get().lastIndexOf('/') + 1));
      return typed(attached(profile.commands().rebind(), binding), both);
    }
    return typed(attached(profile.commands().bind(), binding), values);
  }

  @Override
  public List<Command> unbind(Binding binding, Direction direction, Family family, String list) {
    return typed(
        attached(profile.commands().unbind(), binding),
        values(binding, direction, family).withList(list));
  }

  @Override
  public Optional<Command> readHits(
      Binding binding, Direction direction, Family family, String list) {
    Typing.Values values = values(binding, direction, family).withList(list);
    return profile.hits().map(hits -> typing.command(hits.read(), values));
  }

  @Override
  public OptionalLong lastHits(String output) {
    OptionalLong last = OptionalLong.empty();
    if (profile.hits().isPresent()) {
      for (String line : DeviceText.lines(output, profile.grammar().pagers())) {
        Optional<String> count =
            LineReader.read(
                    profile.hits().get().line(),
                    Token.of(line.strip(), profile.grammar().punctuation()),
                    profile.names(),
                    Optional.empty())
                .flatMap(pieces -> RawRule.text(pieces, FieldKind.ANY_NUMBER));
        if (count.isPresent()) {
          last = OptionalLong.of(Long.parseLong(count.get()));
        }
      }
    }
    return last;
  }

  @Override
  public Recognition recognition() {
    return profile.recognition();
  }

  @Override
  public Optional<Command> readChanges() {
    return profile
        .changes()
        .map(log -> typing.command(log.read(), new Typing.Values(Family.IPV4, Map.of())));
  }

  @Override
  public List<LoggedChange> changes(String output) {
    List<LoggedChange> changes = new ArrayList<>();
    for (String line : DeviceText.lines(output, profile.grammar().pagers())) {
      profile.changes().stream()
          .flatMap(log -> log.lines().stream())
          .flatMap(pattern -> pattern.change(line.strip()).stream())
          .findFirst()
          .ifPresent(changes::add);
    }
    return changes;
  }

  @Override
  public Optional<Command> readHeadroom() {
    return profile
        .headroom()
        .map(room -> typing.command(room.read(), new Typing.Values(Family.IPV4, Map.of())));
  }

  @Override
  public List<Room> headroom(String output) {
    List<Room> rooms = new ArrayList<>();
    for (String line : DeviceText.lines(output, profile.grammar().pagers())) {
      profile.headroom().stream()
          .flatMap(room -> room.lines().stream())
          .flatMap(pattern -> pattern.room(squeezed(line)).stream())
          .findFirst()
          .ifPresent(rooms::add);
    }
    return rooms;
  }

  @Override
  public HardwareFull hardwareFull() {
    return profile
        .hardwareFull()
        .map(known ->
            known.spoken(
                typing,
                profile.grammar().pagers(),
                bound ->
                    new ProfileHardware.Shown(
                        attached(known.listing(), bound.binding()),
                        values(bound.binding(), bound.direction(), bound.family())
                            .withList(bound.list()))))
        .orElse(HardwareFull.SILENT);
  }

  /** A line whose runs of blanks are one each, without those at its ends. */
  private static String squeezed(String line) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c > ' ') {
        text.append(c);
      } else if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
        text.append(' ');
      }
    }
    return text.toString().strip();
  }

  @Override
  public List<String> managedBy(String protocol, DeviceConfig config) {
    List<TextPattern> patterns = profile.management().getOrDefault(protocol, List.of());
    // Where one block ends and the next begins is not always seen: a line may carry the header of
    // the one before it.
    return config.others().stream()
        .map(String::strip)
        .filter(line ->
            patterns.stream()
                .anyMatch(pattern ->
                    pattern.matches(line)
                        || pattern.matches(line.substring(line.lastIndexOf('>') + 1).strip())))
        .toList();
  }

  @Override
  public Swap swap() {
    return profile.swap();
  }

  @Override
  public List<Command> edit(
      String list, Family family, List<String> removeIds, List<Written.WrittenLine> add) {
    return typing.commands(
        profile.commands().edit(), values(family).withList(list), add, removeIds);
  }

  @Override
  public List<Command> switchRule(Family family, String id, boolean on) {
    Profile.Commands commands = profile.commands();
    return typing.commands(
        on ? commands.switchOn() : commands.switchOff(),
        values(family),
        List.of(new Written.WrittenLine(0, id, "")),
        List.of());
  }

  @Override
  public String mixed(Binding binding) {
    return Hooks.listOf(profile.grammar().lists().name(), binding.interfaceName());
  }

  @Override
  public List<TimedRollback> timedRollbacks() {
    return profile.timers().stream()
        .<TimedRollback>map(timer -> new ProfileTimer(timer, typing))
        .toList();
  }

  @Override
  public List<Command> save() {
    return typed(profile.commands().save(), values(Family.IPV4));
  }

  @Override
  public int pipeline() {
    return profile.pipeline();
  }

  @Override
  public List<String> exceeded(Written list) {
    List<String> exceeded = new ArrayList<>();
    profile
        .limits()
        .linesPerList()
        .ifPresent(most -> {
          if (list.lines().size() > most) {
            exceeded.add(
                "The list "
                    + list.name()
                    + " has "
                    + list.lines().size()
                    + " lines; the platform takes "
                    + most
                    + ".");
          }
        });
    profile
        .limits()
        .lineLength()
        .ifPresent(most ->
            list.lines().stream()
                .filter(line -> line.text().length() > most)
                .forEach(line ->
                    exceeded.add(
                        "The line of rule "
                            + line.rule()
                            + " has "
                            + line.text().length()
                            + " characters; the platform takes "
                            + most
                            + ".")));
    return exceeded;
  }

  private List<Command> typed(List<Profile.Step> steps, Typing.Values values) {
    return typing.commands(steps, values, List.of(), List.of());
  }

  private static Typing.Values values(Family family) {
    return new Typing.Values(family, Map.of("family", Integer.toString(family.number())));
  }

  private static Typing.Values values(Binding binding, Direction direction, Family family) {
    int slash = binding.interfaceName().indexOf('/');
    int dot = binding.interfaceName().lastIndexOf('.');
    Typing.Values named =
        values(family)
            .with("direction", direction.text())
            .with("interface", binding.interfaceName());
    Typing.Values values =
        dot < 0
            ? named
            : named
                .with("parent", binding.interfaceName().substring(0, dot))
                .with("unit", binding.interfaceName().substring(dot + 1));
    return binding.attachment() == Binding.Attachment.ZONE_PAIR && slash > 0
        ? values
            .with("zone-from", binding.interfaceName().substring(0, slash))
            .with("zone-to", binding.interfaceName().substring(slash + 1))
        : values;
  }

  private static List<Profile.Step> attached(
      Map<String, List<Profile.Step>> steps, Binding binding) {
    String kind = binding.attachment().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return steps.getOrDefault(kind, steps.getOrDefault("any", List.of()));
  }

  /** A timed rollback as the profile says it. */
  private record ProfileTimer(Profile.Timer timer, Typing typing) implements TimedRollback {
    @Override
    public String description() {
      return timer.description();
    }

    @Override
    public Optional<Command> probe() {
      return timer.probe().map(step -> typing.command(step, values(Family.IPV4)));
    }

    @Override
    public boolean available(String probeOutput) {
      return shows(timer.available(), probeOutput);
    }

    @Override
    public List<Command> arm(Duration time) {
      long seconds = Math.max(1, time.plusNanos(999_999_999).toSeconds());
      long minutes = Math.max(1, (seconds + 59) / 60);
      Typing.Values values =
          values(Family.IPV4)
              .with("seconds", Long.toString(seconds))
              .with("minutes", Long.toString(minutes))
              .with(
                  "clock",
                  "%02d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60));
      return typing.commands(timer.arm(), values, List.of(), List.of());
    }

    @Override
    public Optional<String> replaces() {
      return timer.replaces();
    }

    @Override
    public Map<String, String> gathers() {
      return timer.gathers();
    }

    @Override
    public List<Command> fresh() {
      return typed(timer.fresh());
    }

    @Override
    public Optional<Command> review() {
      return timer.review().map(step -> typing.command(step, values(Family.IPV4)));
    }

    @Override
    public Optional<Command> check() {
      return timer.check().map(step -> typing.command(step, values(Family.IPV4)));
    }

    @Override
    public boolean armed(String checkOutput) {
      return shows(timer.armed(), checkOutput);
    }

    @Override
    public List<Command> confirm() {
      return typed(timer.confirm());
    }

    @Override
    public List<Command> cancel() {
      return typed(timer.cancel());
    }

    @Override
    public boolean sameSession() {
      return timer.sameSession();
    }

    private List<Command> typed(List<Profile.Step> steps) {
      return typing.commands(steps, values(Family.IPV4), List.of(), List.of());
    }

    @Override
    public Duration granularity() {
      return timer.granularity();
    }

    /** True where a whole line of the output is one of the patterns. */
    private static boolean shows(List<TextPattern> patterns, String output) {
      return output
          .lines()
          .map(String::strip)
          .anyMatch(line -> patterns.stream().anyMatch(it -> it.matches(line)));
    }
  }
}
