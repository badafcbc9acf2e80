package net.portcullis.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.portcullis.change.Verification;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Device;
import net.portcullis.report.Json;
import net.portcullis.report.Safe;
import net.portcullis.session.Conversation;
import net.portcullis.session.DeviceDialer;
import net.portcullis.session.HostKey;
import net.portcullis.session.SessionException;
import net.portcullis.store.Pin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "enroll",
    description =
        "Shows who devices are and, once that is confirmed, remembers it. The password goes to no device whose key was not confirmed.",
    mixinStandardHelpOptions = true)
final class EnrollCommand implements Callable<Integer> {
  private final GlobalOptions options;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "DEVICE",
      arity = "1..*",
      description = "Names, globs, site=..., profile=..., tag=...")
  private List<String> selectors = List.of();

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  EnrollCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() {
    try (Operations operations = Operations.open(options)) {
      operations.deployment().select(selectors);
      Answers.require(yes, spec);
      ExitStatus status = ExitStatus.DONE;
      List<Map<String, Object>> enrolled = new ArrayList<>();
      for (Device device : operations.strangers(selectors)) {
        try {
          enrol(operations, device).ifPresent(enrolled::add);
        } catch (SessionException failed) {
          spec.commandLine()
              .getErr()
              .println(Safe.line(device.name() + ": " + failed.getMessage()));
          status = status.and(ExitStatus.FAILED);
        }
      }
      if (options.json()) {
        spec.commandLine().getOut().println(Json.text(Map.of("devices", enrolled)));
      }
      return status.code();
    }
  }

  private Optional<Map<String, Object>> enrol(Operations operations, Device device)
      throws SessionException {
    PrintWriter err = spec.commandLine().getErr();
    Optional<HostKey> key =
        device.transport() == Device.Transport.SSH
            ? Optional.of(operations.dialer().observe(device))
            : Optional.empty();
    Optional<Pin> before = operations.store().pinned(device.name());
    err.println(
        Safe.line(
            device.name()
                + ": "
                + key.map(HostKey::toString).orElse("Telnet has no host key")
                + before
                    .flatMap(Pin::hostKey)
                    .flatMap(HostKey::parse)
                    .filter(old -> key.isPresent() && !old.equals(key.get()))
                    .map(old -> ", enrolled before with " + old)
                    .orElse("")));
    if (key.isPresent() && !Answers.yes(yes, "Is this the device's key?")) {
      return Optional.empty();
    }
    Pin pin = pin(operations, device, key, err);
    err.println(
        Safe.line(
            device.name()
                + ": calls itself "
                + pin.hostname()
                + pin.sysObjectId().map(id -> ", its agent says " + id).orElse("")));
    if (!Answers.yes(yes, "Remember it?")) {
      return Optional.empty();
    }
    operations.store().pin(pin);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", device.name());
    map.put("hostKey", key.map(HostKey::fingerprint));
    map.put("hostname", pin.hostname());
    map.put("sysObjectID", pin.sysObjectId());
    return Optional.of(map);
  }

  private static Pin pin(
      Operations operations, Device device, Optional<HostKey> key, PrintWriter err)
      throws SessionException {
    Dialect dialect;
    String hostname;
    try (DeviceDialer trusting = operations.dialer(_ -> key.map(HostKey::text))) {
      dialect = operations.dialect(device, trusting);
      try (Conversation conversation = trusting.connect(device, dialect)) {
        hostname = conversation.hostname();
        conversation
            .notices()
            .forEach(notice -> err.println(Safe.line(device.name() + ": " + notice)));
      }
    }
    Optional<String> id =
        operations
            .identification()
            .identity(device, dialect)
            .flatMap(identity ->
                switch (identity) {
                  case Verification.Identity.Known known -> Optional.of(known.sysObjectId());
                  case Verification.Identity.Unanswered silent -> Optional.empty();
                });
    return new Pin(
        device.name(), key.map(HostKey::text), hostname, id, operations.time().instant());
  }
}
