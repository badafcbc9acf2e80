package net.portcullis.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.portcullis.acl.Packet;
import net.portcullis.acl.PacketSyntaxException;
import net.portcullis.input.Place;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Inventory;
import net.portcullis.policy.Explain;
import net.portcullis.report.AllowlistReport;
import net.portcullis.report.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "explain",
    description = {
      "Says which rule decides a packet wherever it crosses, and why that rule stands there.",
      "A packet: 'tcp 10.1.1.1:40000 > 10.2.2.2:22', 'udp [2001:db8::1] > [2001:db8::2]:161',",
      "'icmp 10.1.1.1 > 10.2.2.2 8/0', 'ip 10.1.1.1 > 10.2.2.2 proto 47'; then 'established',",
      "'fragment', or one of new, reply, related, invalid."
    },
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  private final GlobalOptions options;
  private final Clock clock;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "PACKET", description = "The packet, in quotes.")
  private String packet = "";

  @Option(
      names = "--device",
      paramLabel = "D",
      description = "Only this device: a name, a glob, site=, profile= or tag=.")
  private Optional<String> device = Optional.empty();

  ExplainCommand(GlobalOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Packet parsed;
    try {
      parsed = Packet.parse(packet);
    } catch (PacketSyntaxException wrong) {
      spec.commandLine().getErr().print(Caret.under(wrong));
      return ExitStatus.BAD_INPUT.code();
    }
    Deployment deployment = Deployment.read(options.workspace());
    Inventory inventory = deployment.inventory();
    List<Device> devices = deployment.select(device.map(List::of).orElse(List.of()));
    List<Explain.Answer> answers =
        Explain.of(parsed, inventory, deployment.intents(devices, clock));
    deployment.tell(clock, spec.commandLine().getErr());
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      out.println(Json.text(AllowlistReport.json(parsed, answers)));
    } else {
      out.print(
          AllowlistReport.text(
              parsed, answers, path -> inventory.place(path).map(Place::toString)));
    }
    return ExitStatus.DONE.code();
  }
}
