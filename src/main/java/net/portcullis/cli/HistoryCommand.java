package net.portcullis.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import net.portcullis.change.Time;
import net.portcullis.report.Json;
import net.portcullis.report.Table;
import net.portcullis.store.AuditRecord;
import net.portcullis.store.CheckRunRecord;
import net.portcullis.store.Owner;
import net.portcullis.store.RunRecord;
import net.portcullis.store.ScheduleRun;
import net.portcullis.store.Store;
import net.portcullis.store.TransactionRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "history",
    description = "Lists past runs and how their devices ended.",
    mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {
  /** More than anybody reads; the store keeps as long as the inventory says. */
  private static final int MOST_CHECKS = 500;

  private final GlobalOptions options;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--verify", description = "Check that no audit record was changed or removed.")
  private boolean verify;

  @Option(
      names = "--checks",
      description = "List checks instead, those that schedules began or missed among them.")
  private boolean checks;

  HistoryCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() {
    try (Store store = new Store(options.workspace().state(), Time.system(), Owner.current())) {
      return verify ? verify(store) : checks ? checks(store) : list(store);
    }
  }

  private int verify(Store store) {
    Optional<AuditRecord> broken = store.firstBroken();
    List<AuditRecord> records = store.audit();
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("records", records.size());
      map.put("intact", broken.isEmpty());
      map.put("firstBroken", broken.map(AuditRecord::seq));
      map.put("head", records.isEmpty() ? "" : records.getLast().hash());
      out.println(Json.text(map));
    } else if (broken.isPresent()) {
      out.println(
          "Record "
              + broken.get().seq()
              + " of "
              + broken.get().at()
              + " is not what was written, or one before it is missing.");
    } else {
      out.println(
          records.size()
              + " records, none changed or missing."
              + (records.isEmpty()
                  ? ""
                  : " The last one's hash is " + records.getLast().hash() + "."));
    }
    return broken.isEmpty() ? ExitStatus.DONE.code() : ExitStatus.FAILED.code();
  }

  private int list(Store store) {
    List<Map<String, Object>> runs = new ArrayList<>();
    Table table = new Table("RUN", "COMMAND", "BY", "STARTED", "OUTCOME", "DEVICES");
    for (RunRecord run : store.runs()) {
      List<TransactionRecord> devices = store.ofRun(run.id());
      table.row(
          run.id(),
          run.command(),
          run.owner().user(),
          run.started().truncatedTo(ChronoUnit.SECONDS).toString(),
          run.outcome().orElse("not ended"),
          devices.stream()
              .map(device -> device.device() + " " + device.state())
              .collect(Collectors.joining(", ")));
      runs.add(json(run, devices));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      out.println(Json.text(runs));
    } else {
      out.print(table.render(GlobalOptions.columns()));
    }
    return ExitStatus.DONE.code();
  }

  private static Map<String, Object> json(RunRecord run, List<TransactionRecord> devices) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("run", run.id());
    map.put("command", run.command());
    map.put("by", run.owner().text());
    map.put("started", run.started().toString());
    map.put("ended", run.ended().map(Object::toString));
    map.put("outcome", run.outcome());
    map.put(
        "devices",
        devices.stream()
            .map(device -> Map.of("name", device.device(), "state", device.state()))
            .toList());
    return map;
  }

  private int checks(Store store) {
    List<Map<String, Object>> json = new ArrayList<>();
    Table table = new Table("WHEN", "BEGUN BY", "DEVICES", "OUTCOME");
    Map<String, ScheduleRun> scheduled = new LinkedHashMap<>();
    for (ScheduleRun slot : store.schedules().latest(MOST_CHECKS)) {
      if (slot.checkRun().isEmpty()) {
        String missed = slot.state() + (slot.slots() > 1 ? ", " + slot.slots() + " times" : "");
        table.row(seconds(slot.slot()), slot.schedule(), "", missed);
        json.add(json(slot));
      } else {
        scheduled.put(slot.checkRun(), slot);
      }
    }
    for (CheckRunRecord run : store.findings().runs(MOST_CHECKS)) {
      table.row(
          seconds(run.started()),
          run.cause(),
          Integer.toString(run.devices()),
          run.outcome().orElse("not ended"));
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("run", run.id());
      map.put("cause", run.cause());
      map.put("started", run.started().toString());
      map.put("ended", run.ended().map(Object::toString));
      map.put("devices", run.devices());
      map.put("outcome", run.outcome());
      map.put("slot", Optional.ofNullable(scheduled.get(run.id())).map(it -> it.slot().toString()));
      json.add(map);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      out.println(Json.text(json));
    } else {
      out.print(table.render(GlobalOptions.columns()));
    }
    return ExitStatus.DONE.code();
  }

  private static Map<String, Object> json(ScheduleRun missed) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("cause", missed.schedule());
    map.put("slot", missed.slot().toString());
    map.put("slots", missed.slots());
    map.put("outcome", missed.state());
    return map;
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
