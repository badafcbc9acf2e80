package net.portcullis.cli;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import net.portcullis.acl.Family;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Written;
import net.portcullis.input.InvalidInputException;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Device;
import net.portcullis.policy.Allowlist;
import net.portcullis.policy.Intent;
import net.portcullis.policy.Rule;
import net.portcullis.report.Json;
import net.portcullis.report.Safe;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands that a first push of the allowlist would type. Contacts nothing. */
@picocli.CommandLine.Command(
    name = "render",
    description = "Prints the commands for the first generation of each list. Contacts nothing.",
    mixinStandardHelpOptions = true)
final class RenderCommand implements Callable<Integer> {
  private final GlobalOptions options;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--profile",
      paramLabel = "P",
      description = "In this platform's words instead of the device's own.")
  private Optional<String> profile = Optional.empty();

  @Option(names = "--binding", paramLabel = "B", description = "Only this binding.")
  private Optional<String> binding = Optional.empty();

  @Parameters(
      arity = "0..*",
      paramLabel = "DEVICE",
      description = "Names, globs, site=, profile=, tag= (default: all).")
  private List<String> selectors = List.of();

  RenderCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() {
    Deployment deployment = Deployment.read(options.workspace());
    List<Device> devices = deployment.select(selectors);
    Optional<Dialect> instead = profile.map(name -> Deployment.dialect(options.workspace(), name));
    Problems problems = new Problems();
    List<Intent> intents =
        Allowlist.compute(
            deployment.catalog(),
            deployment.inventory(),
            devices,
            device -> instead.orElseGet(() -> deployment.dialect(device)).traits(),
            Clock.system(ZoneId.systemDefault()),
            problems);
    problems.throwIfAny();
    deployment.tell(Clock.system(ZoneId.systemDefault()), spec.commandLine().getErr());
    List<Intent> wanted =
        intents.stream()
            .filter(intent -> binding.isEmpty() || binding.get().equals(intent.binding().name()))
            .toList();
    if (wanted.isEmpty()) {
      throw new InvalidInputException(
          Place.start("command line"),
          binding
              .map(name -> "No device has a binding '" + name + "'.")
              .orElse("No device has a binding."),
          "Name one of the inventory's bindings.");
    }
    List<Map<String, Object>> json = new ArrayList<>();
    boolean sayable = true;
    for (Intent intent : wanted) {
      Dialect dialect =
          instead
              .map(other -> Deployment.spoken(other, intent.device()))
              .orElseGet(() -> deployment.dialect(intent.device()));
      if (dialect.bothFamilies() && intent.family() != first(intent, wanted).family()) {
        // Its lines stand in the list of the other family, which is bound for both.
        continue;
      }
      // A list is proved while it is written, and printed when it is both.
      CompletableFuture<Intent> proof = CompletableFuture.supplyAsync(intent::proved);
      Written written = write(dialect, intent, wanted);
      sayable &= render(dialect, proof.join(), written, json);
    }
    if (options.json()) {
      spec.commandLine().getOut().println(Json.text(json));
    }
    return (sayable ? ExitStatus.DONE : ExitStatus.FAILED).code();
  }

  private static Intent first(Intent intent, List<Intent> wanted) {
    return wanted.stream()
        .filter(each -> isBeside(each, intent))
        .min(Comparator.comparing(Intent::family))
        .orElse(intent);
  }

  private static boolean isBeside(Intent one, Intent other) {
    return one.device().equals(other.device())
        && one.binding().equals(other.binding())
        && one.direction() == other.direction();
  }

  private static Written write(Dialect dialect, Intent intent, List<Intent> wanted) {
    String list =
        dialect.listName(
            intent.device().owns(), intent.binding(), intent.direction(), intent.family(), 1);
    return dialect.bothFamilies()
        ? dialect.writeBoth(
            list, rules(Family.IPV4, intent, wanted), rules(Family.IPV6, intent, wanted))
        : dialect.write(list, intent.family(), intent.rules());
  }

  private static List<Rule> rules(Family family, Intent intent, List<Intent> wanted) {
    return wanted.stream()
        .filter(each -> each.family() == family && isBeside(each, intent))
        .findFirst()
        .map(Intent::rules)
        .orElse(List.of());
  }

  private boolean render(
      Dialect dialect, Intent intent, Written written, List<Map<String, Object>> json) {
    List<String> problems = new ArrayList<>(written.problems());
    problems.addAll(dialect.exceeded(written));
    List<Command> commands = new ArrayList<>(dialect.stage(written));
    commands.addAll(
        dialect.bind(
            intent.binding(),
            intent.direction(),
            intent.family(),
            written.name(),
            Optional.empty()));
    List<String> lines =
        problems.isEmpty() ? commands.stream().map(Command::text).toList() : List.of();
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("device", intent.device().name());
    one.put("binding", intent.binding().name());
    one.put("direction", intent.direction().text());
    one.put("family", intent.family().number());
    one.put("list", written.name());
    one.put("commands", lines);
    one.put("problems", problems);
    json.add(one);
    written
        .savings()
        .filter(_ -> problems.isEmpty())
        .ifPresent(savings -> {
          one.put("savings", savings);
          spec.commandLine()
              .getErr()
              .println("notice: " + Safe.line(intent.device().name() + ": " + savings));
        });
    if (!options.json()) {
      lines.forEach(line -> spec.commandLine().getOut().println(Safe.line(line)));
    }
    problems.forEach(problem ->
        spec.commandLine().getErr().println(Safe.line(intent.device().name() + ": " + problem)));
    return problems.isEmpty();
  }
}
