package net.portcullis.emulator.trial;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.portcullis.acl.Family;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.Dialect;
import net.portcullis.emulator.SettableTime;
import net.portcullis.inventory.Direction;
import net.portcullis.session.Conversation;
import net.portcullis.session.SessionException;

/** Tries the device's own undo: armed, seen, over, confirmed. */
final class TimerTrial {
  private final TrialSite site;
  private final SettableTime time;

  TimerTrial(TrialSite site, SettableTime time) {
    this.site = site;
    this.time = time;
  }

  Seen fires(Dialect.TimedRollback timer) throws TrialSite.Failed, SessionException {
    String list = site.list(Direction.IN, Family.IPV4, 1);
    Duration length = length(timer);
    String before;
    try (Conversation conversation = site.connect()) {
      available(timer, conversation);
      if (timer.together()) {
        site.stage(conversation, site.named(Family.IPV4, list));
        before = site.emulated().running();
        gather(timer, conversation, list);
        armed(timer, conversation, length);
        site.bound(conversation, Direction.IN, Family.IPV4, List.of(list));
      } else {
        before = site.emulated().running();
        armed(timer, conversation, length);
        site.stage(conversation, site.named(Family.IPV4, list));
        site.bind(conversation, Direction.IN, Family.IPV4, list, Optional.empty());
      }
    }
    time.advance(length.plusSeconds(1));
    if (!site.emulated().running().equals(before)) {
      throw new TrialSite.Failed(
          "after " + length.toSeconds() + " s the old configuration is not back");
    }
    if (timer.together()) {
      try (Conversation conversation = site.connect()) {
        site.send(conversation, site.dialect().remove(list, Family.IPV4));
      }
    }
    return Seen.ok("after " + length.toSeconds() + " s the old configuration is back");
  }

  Seen confirmed(Dialect.TimedRollback timer) throws TrialSite.Failed, SessionException {
    String list = site.list(Direction.IN, Family.IPV4, 1);
    Duration length = length(timer);
    try (Conversation conversation = site.connect()) {
      available(timer, conversation);
      if (timer.together()) {
        site.stage(conversation, site.named(Family.IPV4, list));
        gather(timer, conversation, list);
        armed(timer, conversation, length);
      } else {
        armed(timer, conversation, length);
        site.stage(conversation, site.named(Family.IPV4, list));
      }
      site.send(conversation, timer.confirm());
      if (timer.check().isPresent()
          && timer.armed(TrialSite.said(conversation.ask(timer.check().get())))) {
        throw new TrialSite.Failed("the timer is shown as running after it was confirmed");
      }
      time.advance(length.plusSeconds(1));
      if (site.running(conversation).list(list, Family.IPV4).isEmpty()) {
        throw new TrialSite.Failed("the timer ran on after it was confirmed; see 'confirm'");
      }
      if (timer.together()) {
        site.bound(conversation, Direction.IN, Family.IPV4, List.of(list));
        site.remove(conversation, Direction.IN, Family.IPV4, list);
      } else {
        site.send(conversation, site.dialect().remove(list, Family.IPV4));
      }
    }
    return Seen.ok("the change stays");
  }

  /** Types what binds a list, such that it takes effect only by the line that arms the timer. */
  private void gather(Dialect.TimedRollback timer, Conversation conversation, String list)
      throws TrialSite.Failed, SessionException {
    for (Command line : timer.fresh()) {
      // Refused where nothing was left.
      conversation.send(line);
    }
    String before = site.emulated().running();
    site.send(
        conversation,
        site
            .dialect()
            .bind(site.binding(), Direction.IN, Family.IPV4, list, Optional.empty())
            .stream()
            .filter(line -> timer.replaces().filter(line.text()::equals).isEmpty())
            .map(line -> line.in(timer.gathers()))
            .toList());
    if (!site.emulated().running().equals(before)) {
      throw new TrialSite.Failed(
          "the gathered lines took effect before the timer was armed; see 'gathers'");
    }
    if (timer.review().isPresent()) {
      String shown = TrialSite.said(conversation.ask(timer.review().get()));
      if (shown.lines().noneMatch(line -> line.startsWith("+") && line.contains(list))) {
        throw new TrialSite.Failed(
            "what the gathered lines would change is not shown; see 'review'");
      }
    }
  }

  /** The change goes back at once. */
  Seen cancelled(Dialect.TimedRollback timer) throws TrialSite.Failed, SessionException {
    String list = site.list(Direction.IN, Family.IPV4, 1);
    String before;
    try (Conversation conversation = site.connect()) {
      available(timer, conversation);
      before = site.emulated().running();
      site.stage(conversation, site.named(Family.IPV4, list));
      String staged = site.emulated().running();
      if (timer.together()) {
        gather(timer, conversation, list);
      }
      armed(timer, conversation, length(timer));
      try (Conversation another = site.connect()) {
        site.send(another, timer.cancel());
        if (site.emulated().rollbackArmed()) {
          throw new TrialSite.Failed("the timer runs on after it was ended; see 'cancel'");
        }
        if (!site.emulated().running().equals(staged)) {
          throw new TrialSite.Failed("the old configuration is not back; see 'cancel'");
        }
        site.send(another, site.dialect().remove(list, Family.IPV4));
      }
    }
    if (!site.emulated().running().equals(before)) {
      throw new TrialSite.Failed("something of the change is left");
    }
    return Seen.ok("the old configuration is back at once");
  }

  private static void available(Dialect.TimedRollback timer, Conversation conversation)
      throws TrialSite.Failed, SessionException {
    if (timer.probe().isPresent()
        && !timer.available(TrialSite.said(conversation.ask(timer.probe().get())))) {
      throw new TrialSite.Failed(
          "the emulated device does not say that it has the timer; see 'available'");
    }
  }

  private static Duration length(Dialect.TimedRollback timer) {
    return timer.granularity().compareTo(Duration.ofMinutes(2)) > 0
        ? timer.granularity()
        : Duration.ofMinutes(2);
  }

  private void armed(Dialect.TimedRollback timer, Conversation conversation, Duration length)
      throws TrialSite.Failed, SessionException {
    site.send(conversation, timer.arm(length));
    if (!site.emulated().rollbackArmed()) {
      throw new TrialSite.Failed("no timer runs on the device after it was armed; see 'arm'");
    }
    if (timer.check().isPresent()
        && !timer.armed(TrialSite.said(conversation.ask(timer.check().get())))) {
      throw new TrialSite.Failed("the device does not show the timer; see 'check' and 'armed'");
    }
  }
}
