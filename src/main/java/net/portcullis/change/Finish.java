package net.portcullis.change;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.DeviceConfig.ReadList;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Written;
import net.portcullis.session.SessionException;
import net.portcullis.store.OwnedList;

/**
 * From confirmed to saved: takes away the old, makes the new last, and reads both configurations
 * back. There is no way back from here; what is refused is told with the lines that are left to
 * type. What is lost is thrown: whoever goes on from there reads first.
 */
final class Finish {
  private final Collaborators tools;
  private final Link link;
  private final Log log;

  Finish(Collaborators tools, Link link, Log log) {
    this.tools = tools;
    this.link = link;
    this.log = log;
  }

  /** Goes on from a reading that shows the new state everywhere. */
  Outcome run(DeviceConfig config) throws SessionException {
    List<Command> clean = clean(config);
    if (!clean.isEmpty()) {
      log.intend(State.CLEANED, clean, List.of());
      Optional<String> refused = link.send(clean);
      if (refused.isPresent()) {
        List<Command> left = new ArrayList<>(clean);
        left.addAll(log.journal().save());
        return attention(refused.get(), left);
      }
    }
    log.reached(State.CLEANED);
    List<Command> save = log.journal().save();
    log.intend(State.SAVED, save, List.of());
    Optional<String> refused = link.send(save);
    return refused.isPresent() ? attention(refused.get(), save) : readBack(save);
  }

  private Outcome attention(String why, List<Command> left) {
    return log.attention(
        "The new lists are in force and confirmed, but not all that follows is done: " + why, left);
  }

  /** The lines that remove what is no longer needed and is still there. */
  private List<Command> clean(DeviceConfig config) {
    List<Command> clean = new ArrayList<>();
    for (Exchange exchange : log.journal().exchanges()) {
      if (exchange.rides()) {
        continue;
      }
      List<Exchange> together = exchange.together(log.journal().exchanges());
      Optional<ReadList> list =
          exchange.cleaned().flatMap(name -> config.list(name, exchange.family()));
      if (list.isEmpty()) {
        clean.addAll(groups(exchange, config));
      } else if (!together.stream()
          .allMatch(each -> Situation.unused(list.get().name(), each, config))) {
        log.note("List " + list.get().name() + " is kept, since something else uses it.");
      } else if (!together.stream().allMatch(each -> known(each, config))) {
        log.note("List " + list.get().name() + " is kept, since somebody else changed it.");
      } else {
        clean.addAll(Situation.removal(exchange.clean(), list.get(), link.dialect()));
        clean.addAll(groups(exchange, config));
      }
    }
    return clean;
  }

  private boolean known(Exchange exchange, DeviceConfig config) {
    return exchange
        .cleaned()
        .flatMap(name -> config.list(name, exchange.family()))
        .filter(list -> Situation.known(exchange, list, link.dialect()))
        .isPresent();
  }

  /** The lines that remove the old list's groups, which go after it. */
  private List<Command> groups(Exchange exchange, DeviceConfig config) {
    List<Command> clean = new ArrayList<>();
    for (Exchange.Group group : exchange.cleanedGroups()) {
      Optional<DeviceConfig.ReadGroup> there = config.group(group.name());
      if (there.isPresent()) {
        Optional<String> kept = Situation.keeps(group, there.get(), exchange.cleaned().orElse(""));
        kept.ifPresent(
            why -> log.note("Object group " + group.name() + " is kept, since " + why + "."));
        clean.addAll(kept.isPresent() ? List.of() : group.remove());
      }
    }
    return clean;
  }

  private Outcome readBack(List<Command> left) throws SessionException {
    DeviceConfig running = link.read(Dialect.Source.RUNNING);
    DeviceConfig startup = link.read(Dialect.Source.STARTUP);
    for (Exchange exchange : log.journal().exchanges()) {
      if (!Situation.finished(exchange, running)) {
        return log.attention(
            "The new lists were confirmed, but "
                + exchange.place()
                + " no longer holds them: somebody else changed it.",
            left);
      }
      if (!Situation.finished(exchange, startup)) {
        return attention(
            exchange.place() + " is not in the configuration that the device starts with", left);
      }
    }
    log.journal().exchanges().forEach(exchange -> own(exchange, running));
    return log.end(State.SAVED, Optional.empty());
  }

  private void own(Exchange exchange, DeviceConfig running) {
    String device = log.device().name();
    int family = exchange.family().number();
    exchange
        .cleaned()
        .filter(name -> running.list(name, exchange.family()).isEmpty())
        .ifPresent(name -> tools.store().disown(device, family, name));
    Optional<Written> list = exchange.afterwards();
    Optional<ReadList> bound =
        exchange.after().bound().flatMap(name -> running.list(name, exchange.family()));
    if (bound.isPresent() && list.isPresent()) {
      tools
          .store()
          .own(
              new OwnedList(
                  device,
                  family,
                  bound.get().name(),
                  Fingerprint.of(bound.get()),
                  Journal.text(list.get()),
                  false,
                  log.run(),
                  Instant.ofEpochMilli(tools.time().millis())));
    }
  }
}
