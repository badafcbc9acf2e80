package net.portcullis.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import net.portcullis.acl.Region;
import net.portcullis.change.Adoption;
import net.portcullis.change.Target;
import net.portcullis.inventory.Device;
import net.portcullis.report.ChangeReport;
import net.portcullis.report.Json;
import net.portcullis.report.Safe;
import net.portcullis.session.SessionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "adopt",
    description =
        "Shows how lists that others bound differ from what is wanted and, once that is confirmed, lets a push replace them. The lists themselves stay on the device.",
    mixinStandardHelpOptions = true)
final class AdoptCommand implements Callable<Integer> {
  private final GlobalOptions options;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "BINDING",
      description = "DEVICE/BINDING, or a binding's name that only one device has.")
  private String name = "";

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  AdoptCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() {
    try (Operations operations = Operations.open(options)) {
      Device named = device(operations);
      Answers.require(yes, spec);
      Device device =
          operations.devices(List.of(named.name()), spec.commandLine().getErr()).getFirst();
      String binding = name.substring(name.lastIndexOf('/') + 1);
      List<Target> targets =
          operations
              .targets(List.of(device), spec.commandLine().getErr())
              .getOrDefault(device, List.of())
              .stream()
              .filter(target -> target.binding().name().equals(binding))
              .toList();
      Adoption adoption =
          new Adoption(
              operations.throttled(), operations::dialect, operations.store(), operations.time());
      List<Adoption.Candidate> candidates = adoption.candidates(device, targets);
      return adopt(operations, adoption, candidates);
    } catch (SessionException failed) {
      spec.commandLine().getErr().println(Safe.line(String.valueOf(failed.getMessage())));
      return ExitStatus.FAILED.code();
    }
  }

  private Device device(Operations operations) {
    int slash = name.lastIndexOf('/');
    List<Device> matching =
        operations.deployment().inventory().devices().stream()
            .filter(device -> slash < 0 || device.name().equals(name.substring(0, slash)))
            .filter(device -> device.binding(name.substring(slash + 1)).isPresent())
            .toList();
    if (matching.size() != 1) {
      throw new ParameterException(
          spec.commandLine(),
          matching.isEmpty()
              ? "There is no binding '" + name + "'. Write DEVICE/BINDING."
              : "Several devices have a binding '" + name + "'. Write DEVICE/BINDING.");
    }
    return matching.getFirst();
  }

  private int adopt(Operations operations, Adoption adoption, List<Adoption.Candidate> candidates) {
    PrintWriter err = spec.commandLine().getErr();
    List<Map<String, Object>> adopted = new ArrayList<>();
    for (Adoption.Candidate candidate : candidates) {
      err.println(
          Safe.line(
              candidate.list().name()
                  + " at "
                  + candidate.place()
                  + ": "
                  + candidate.list().access().lines().size()
                  + " lines. What a push would change there:"));
      regions(err, "newly permitted", candidate.difference().newlyPermitted().shown());
      regions(err, "newly denied", candidate.difference().newlyDenied().shown());
      regions(err, "not known", candidate.difference().unknown().shown());
      if (!Answers.yes(yes, "Let a push replace it?")) {
        return ExitStatus.PENDING.code();
      }
    }
    if (!candidates.isEmpty()) {
      String run = operations.store().begin("adopt");
      for (Adoption.Candidate candidate : candidates) {
        adoption.adopt(candidate, run);
        adopted.add(json(candidate));
      }
      operations.store().end(run, ExitStatus.DONE.name());
    }
    if (options.json()) {
      spec.commandLine().getOut().println(Json.text(Map.of("adopted", adopted)));
    } else {
      spec.commandLine()
          .getOut()
          .println(
              candidates.isEmpty()
                  ? "There is nothing to adopt: no list of others is bound there."
                  : "Adopted. See what a push would do with 'portcullis plan'.");
    }
    return ExitStatus.DONE.code();
  }

  private static Map<String, Object> json(Adoption.Candidate candidate) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("place", candidate.place());
    map.put("list", candidate.list().name());
    map.put(
        "newlyPermitted", ChangeReport.regions(candidate.difference().newlyPermitted().shown()));
    map.put("newlyDenied", ChangeReport.regions(candidate.difference().newlyDenied().shown()));
    return map;
  }

  private static void regions(PrintWriter err, String what, List<Region> regions) {
    for (Region region : regions) {
      err.println(
          "  " + what + ": " + Safe.line(region.text()) + "   for instance " + region.witness());
    }
  }
}
