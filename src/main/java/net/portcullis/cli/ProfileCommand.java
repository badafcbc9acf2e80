package net.portcullis.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Profiles;
import net.portcullis.emulator.trial.ProfileTrial;
import net.portcullis.input.Fields;
import net.portcullis.input.InvalidInputException;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;
import net.portcullis.report.Json;
import net.portcullis.report.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "profile",
    description = "How platforms talk: the device profiles.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class ProfileCommand implements Runnable {
  private final GlobalOptions options;
  @Spec private CommandSpec spec = CommandSpec.create();

  ProfileCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }

  @Command(name = "list", description = "Lists the profiles.", mixinStandardHelpOptions = true)
  int list() {
    Profiles profiles = profiles();
    List<Map<String, Object>> json = new ArrayList<>();
    Table table = new Table("profile", "platform", "proven");
    for (String name : profiles.names()) {
      String proven = profiles.dialect(name).map(Dialect::proven).orElse("");
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", name);
      one.put("title", profiles.title(name));
      one.put("proven", proven);
      json.add(one);
      table.row(name, profiles.title(name), proven);
    }
    print(options.json() ? Json.text(json) + "\n" : table.render(GlobalOptions.columns()));
    return ExitStatus.DONE.code();
  }

  @Command(
      name = "show",
      description = "Says in plain words what will be done on a platform.",
      mixinStandardHelpOptions = true)
  int show(@Parameters(paramLabel = "PROFILE") String name) {
    Profiles profiles = profiles();
    if (profiles.dialect(name).isEmpty()) {
      throw missing(profiles, name);
    }
    print(
        options.json()
            ? Json.text(ProfileReport.json(profiles, name)) + "\n"
            : ProfileReport.sections(profiles.sections(name), GlobalOptions.columns()));
    return ExitStatus.DONE.code();
  }

  @Command(
      name = "lint",
      description =
          "Checks profiles: what is ambiguous, slow, or begun and not ended. Exit 3 where something is found, 2 where a profile cannot be read.",
      mixinStandardHelpOptions = true)
  int lint(@Parameters(arity = "0..1", paramLabel = "PROFILE") Optional<String> name) {
    Profiles profiles = profiles();
    List<ProfileReport.Linted> linted = new ArrayList<>();
    for (String one : name.map(List::of).orElse(profiles.names())) {
      if (profiles.dialect(one).isEmpty()) {
        throw missing(profiles, one);
      }
      linted.add(new ProfileReport.Linted(one, profiles.lint(one)));
    }
    print(
        options.json()
            ? Json.text(ProfileReport.json(linted)) + "\n"
            : ProfileReport.text(linted, GlobalOptions.columns()));
    boolean clean = linted.stream().allMatch(one -> one.findings().isEmpty());
    return (clean ? ExitStatus.DONE : ExitStatus.PENDING).code();
  }

  @Command(
      name = "test",
      description =
          "Tries a profile on an emulated device: the conversation, lists there and back, timers, agent. Exit 1 where a check fails.",
      mixinStandardHelpOptions = true)
  int test(
      @Parameters(paramLabel = "PROFILE") String name,
      @Option(
              names = "--seed",
              defaultValue = "1",
              description = "What the lists are made from (default: ${DEFAULT-VALUE}).")
          long seed)
      throws IOException {
    Workspace workspace = options.workspace();
    Deployment.dialect(workspace, name);
    List<ProfileTrial.Check> checks = TrialRun.of(workspace, name, seed);
    print(
        options.json()
            ? Json.text(ProfileReport.trial(name, seed, checks)) + "\n"
            : ProfileReport.trial(checks, GlobalOptions.columns()));
    boolean failed =
        checks.stream().anyMatch(check -> check.outcome() == ProfileTrial.Outcome.FAILED);
    return (failed ? ExitStatus.FAILED : ExitStatus.DONE).code();
  }

  private static InvalidInputException missing(Profiles profiles, String name) {
    return new InvalidInputException(
        Place.start("command line"),
        "There is no profile '" + name + "'.",
        Fields.nearest(name, profiles.names())
            .map(near -> "Did you mean '" + near + "'?")
            .orElse("There are: " + String.join(", ", profiles.names()) + "."));
  }

  private Profiles profiles() {
    Problems problems = new Problems();
    Profiles profiles = Deployment.profiles(options.workspace(), problems);
    problems.throwIfAny();
    return profiles;
  }

  private void print(String text) {
    spec.commandLine().getOut().print(text);
  }
}
