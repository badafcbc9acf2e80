package net.portcullis.cli;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Comparison;
import net.portcullis.acl.Evaluator;
import net.portcullis.acl.Family;
import net.portcullis.acl.Lint;
import net.portcullis.acl.Packet;
import net.portcullis.acl.PacketSyntaxException;
import net.portcullis.acl.Verdict;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.Dialect;
import net.portcullis.input.InvalidInputException;
import net.portcullis.input.Place;
import net.portcullis.report.Json;
import net.portcullis.report.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "acl",
    description = "What access lists in configuration files mean. Contacts nothing.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class AclCommand implements Runnable {
  private final GlobalOptions options;
  private final Clock clock;
  @Spec private CommandSpec spec = CommandSpec.create();

  AclCommand(GlobalOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }

  @Command(
      name = "show",
      description =
          "Shows the access lists of a file as they were understood. Exit 4 where a line was not.",
      mixinStandardHelpOptions = true)
  int show(
      @Option(names = "--profile", required = true, paramLabel = "P", description = "The platform.")
          String profile,
      @Option(
              names = "--file",
              required = true,
              paramLabel = "F",
              description = "The configuration; - for standard input.")
          String file,
      @Option(names = "--acl", paramLabel = "NAME", description = "Only this list.")
          Optional<String> acl) {
    ConfigFile config = ConfigFile.read(file, dialect(profile));
    List<DeviceConfig.ReadList> lists = acl.map(config::lists).orElse(config.config().lists());
    List<DeviceConfig.Unreadable> unreadable = config.config().unreadable();
    if (options.json()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("lists", lists.stream().map(AclReport::list).toList());
      json.put("unreadable", AclReport.unreadable(unreadable));
      print(Json.text(json) + "\n");
    } else {
      lists.forEach(list -> print(AclReport.table(list, GlobalOptions.columns())));
      print(AclReport.unreadableTable(unreadable, GlobalOptions.columns()));
    }
    return (unreadable.isEmpty() ? ExitStatus.DONE : ExitStatus.UNKNOWN).code();
  }

  @Command(
      name = "eval",
      description = "Says what a list does with packets. Exit 4 where that is not known of one.",
      mixinStandardHelpOptions = true)
  int eval(
      @Option(names = "--profile", required = true, paramLabel = "P", description = "The platform.")
          String profile,
      @Option(
              names = "--file",
              required = true,
              paramLabel = "F",
              description = "The configuration; - for standard input.")
          String file,
      @Option(names = "--acl", required = true, paramLabel = "NAME", description = "The list.")
          String acl,
      @Parameters(
              arity = "1..*",
              paramLabel = "PACKET",
              description = "Such as 'tcp 10.1.1.1 > 10.2.2.2:22'.")
          List<String> packets) {
    List<Packet> read = new ArrayList<>();
    for (String text : packets) {
      try {
        read.add(Packet.parse(text));
      } catch (PacketSyntaxException wrong) {
        spec.commandLine().getErr().print(Caret.under(wrong));
        return ExitStatus.BAD_INPUT.code();
      }
    }
    ConfigFile config = ConfigFile.read(file, dialect(profile));
    config.lists(acl);
    List<Map<String, Object>> json = new ArrayList<>();
    Table table = new Table("packet", "action", "line", "text");
    ExitStatus status = ExitStatus.DONE;
    for (Packet packet : read) {
      AccessList list =
          config
              .list(acl, packet.family())
              .map(DeviceConfig.ReadList::access)
              // There is no such list for this family: nothing of it matches.
              .orElseGet(() -> new AccessList(acl, List.of(), config.config().unmatched()));
      Evaluator.Decision decision = Evaluator.evaluate(list, packet);
      json.add(AclReport.decision(packet, decision));
      status = decision.verdict() == Verdict.UNKNOWN ? ExitStatus.UNKNOWN : status;
      table.row(
          packet.toString(),
          AclReport.word(decision.verdict()),
          AclReport.number(decision.line()).map(String::valueOf).orElse(""),
          String.valueOf(json.getLast().get("text")));
    }
    print(options.json() ? Json.text(json) + "\n" : table.render(GlobalOptions.columns()));
    return status.code();
  }

  @Command(
      name = "diff",
      description =
          "Compares two lists by the packets they permit. Exit 0 equivalent, 3 different, 4 unknown.",
      mixinStandardHelpOptions = true)
  int diff(
      @Option(
              names = "--profile",
              required = true,
              paramLabel = "P[:P2]",
              description = "The platform, or both files' platforms.")
          String profile,
      @Option(
              names = "--acl",
              required = true,
              paramLabel = "NAME[:NEWNAME]",
              description = "The list, or both files' lists.")
          String acl,
      @Parameters(index = "0", paramLabel = "OLD") String oldFile,
      @Parameters(index = "1", paramLabel = "NEW") String newFile) {
    List<String> profiles = pair(profile);
    List<String> names = pair(acl);
    Dialect oldDialect = dialect(profiles.getFirst());
    Dialect newDialect =
        profiles.getLast().equals(profiles.getFirst()) ? oldDialect : dialect(profiles.getLast());
    ConfigFile.Two files = ConfigFile.readBoth(oldFile, oldDialect, newFile, newDialect);
    ConfigFile before = files.first();
    ConfigFile after = files.second();
    before.lists(names.getFirst());
    after.lists(names.getLast());
    List<AclReport.Compared> compared = new ArrayList<>();
    for (Family family : Family.values()) {
      Optional<DeviceConfig.ReadList> old = before.list(names.getFirst(), family);
      Optional<DeviceConfig.ReadList> next = after.list(names.getLast(), family);
      if (old.isPresent() && next.isPresent()) {
        compared.add(
            new AclReport.Compared(
                old.get(),
                next.get(),
                Comparison.compare(old.get().access(), next.get().access(), family)));
      }
    }
    if (compared.isEmpty()) {
      throw new InvalidInputException(
          Place.start(newFile),
          "The two lists are of different address families.",
          "Compare lists of one family.");
    }
    List<DeviceConfig.Unreadable> unreadable = new ArrayList<>(before.config().unreadable());
    unreadable.addAll(after.config().unreadable());
    Optional<Boolean> equivalent = equivalent(compared, unreadable);
    boolean unknown =
        !unreadable.isEmpty()
            || compared.stream().anyMatch(one -> !one.comparison().unknown().isEmpty());
    if (options.json()) {
      print(Json.text(AclReport.comparison(compared, equivalent, unreadable)) + "\n");
    } else {
      compared.forEach(one -> print(AclReport.differences(one, GlobalOptions.columns())));
      print(AclReport.unreadableTable(unreadable, GlobalOptions.columns()));
      print(summary(equivalent, unknown) + "\n");
    }
    return (unknown
            ? ExitStatus.UNKNOWN
            : equivalent.orElse(false) ? ExitStatus.DONE : ExitStatus.PENDING)
        .code();
  }

  private static String summary(Optional<Boolean> equivalent, boolean unknown) {
    if (equivalent.isEmpty()) {
      return "Unknown: what stands above keeps it from being known.";
    }
    if (equivalent.get()) {
      return "Equivalent: both permit the same packets.";
    }
    return unknown ? "Different, and what else differs is not known." : "Different.";
  }

  /** A line that was not understood may belong to the lists, so nothing is proved beside it. */
  private static Optional<Boolean> equivalent(
      List<AclReport.Compared> compared, List<DeviceConfig.Unreadable> unreadable) {
    Optional<Boolean> all = Optional.of(unreadable.isEmpty()).filter(known -> known);
    for (AclReport.Compared one : compared) {
      Optional<Boolean> same = one.comparison().equivalent();
      if (same.filter(equal -> !equal).isPresent()) {
        return same;
      }
      all = same.isEmpty() ? same : all;
    }
    return all;
  }

  @Command(
      name = "lint",
      description =
          "Finds lines that are never reached, redundant, mergeable or too wide. Exit 3 where there are any.",
      mixinStandardHelpOptions = true)
  int lint(
      @Option(names = "--profile", required = true, paramLabel = "P", description = "The platform.")
          String profile,
      @Option(
              names = "--file",
              required = true,
              paramLabel = "F",
              description = "The configuration; - for standard input.")
          String file,
      @Option(names = "--acl", paramLabel = "NAME", description = "Only this list.")
          Optional<String> acl,
      @Option(
              names = "--against",
              paramLabel = "DEVICE:BINDING[:in|out]",
              description = "Finds lines that permit more than the deployment needs there, too.")
          Optional<String> against) {
    Optional<Needed> needed =
        against.map(binding -> Needed.at(binding, options.workspace(), clock));
    ConfigFile config = ConfigFile.read(file, dialect(profile));
    List<DeviceConfig.ReadList> lists = acl.map(config::lists).orElse(config.config().lists());
    List<Map<String, Object>> findings = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (DeviceConfig.ReadList list : lists) {
      for (Lint.Finding finding : findings(list, needed)) {
        findings.add(AclReport.finding(list, finding));
        text.append(AclReport.finding(file, finding));
      }
    }
    List<DeviceConfig.Unreadable> unreadable = config.config().unreadable();
    if (options.json()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("findings", findings);
      json.put("unreadable", AclReport.unreadable(unreadable));
      print(Json.text(json) + "\n");
    } else {
      print(text.toString());
      print(AclReport.unreadableTable(unreadable, GlobalOptions.columns()));
    }
    ExitStatus status = findings.isEmpty() ? ExitStatus.DONE : ExitStatus.PENDING;
    return status.and(unreadable.isEmpty() ? ExitStatus.DONE : ExitStatus.UNKNOWN).code();
  }

  private static List<Lint.Finding> findings(DeviceConfig.ReadList list, Optional<Needed> needed) {
    List<Lint.Finding> findings = new ArrayList<>(Lint.of(list.access(), list.family()));
    needed
        .flatMap(binding -> binding.of(list.family()))
        .ifPresent(intent -> findings.addAll(Lint.wider(list.access(), intent, list.family())));
    return findings;
  }

  private Dialect dialect(String profile) {
    return Deployment.dialect(options.workspace(), profile);
  }

  private static List<String> pair(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? List.of(text, text)
        : List.of(text.substring(0, colon), text.substring(colon + 1));
  }

  private void print(String text) {
    spec.commandLine().getOut().print(text);
  }
}
