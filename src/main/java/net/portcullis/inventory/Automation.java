package net.portcullis.inventory;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import net.portcullis.input.Place;

/**
 * What the daemon does by itself.
 *
 * @param listen where metrics and health are served: ADDRESS:PORT
 */
public record Automation(
    List<Schedule> schedules, List<Notification> notifications, Optional<String> listen) {

  public Automation {
    schedules = List.copyOf(schedules);
    notifications = List.copyOf(notifications);
  }

  /** Nothing. */
  public static Automation none() {
    return new Automation(List.of(), List.of(), Optional.empty());
  }

  /**
   * Something that is done again and again.
   *
   * @param jitter a run begins up to so much later than the expression says, each by another part
   * @param reports as {@code check --report} takes them, FORM:FILE
   */
  public record Schedule(
      String name,
      Cron cron,
      ZoneId zone,
      Duration jitter,
      Selection devices,
      What what,
      CatchUp catchUp,
      List<Report> reports,
      Place place) {
    public Schedule {
      reports = List.copyOf(reports);
    }

    /** The first slot after a time. */
    public Instant next(Instant after) {
      return cron.next(after, zone);
    }

    /**
     * When the run of a slot begins. The same for the same slot, whoever asks, so that a restart
     * changes nothing.
     */
    public Instant begins(Instant slot) {
      long range = jitter.toMillis();
      long mixed = (name.hashCode() * 31L + slot.getEpochSecond()) * 0x9E3779B97F4A7C15L;
      return range == 0 ? slot : slot.plusMillis(Math.floorMod(mixed ^ (mixed >>> 32), range));
    }

    /** What tells one definition from another of the same name, as far as time is concerned. */
    public String timing() {
      return cron + " " + zone + " " + jitter;
    }
  }

  /** A report that a schedule writes. */
  public record Report(String text, Place place) {}

  /** What a schedule does. */
  public enum What {
    CHECK("check"),
    PROBES("probes");

    private final String text;

    What(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /** What becomes of runs that nobody was there to make. */
  public enum CatchUp {
    /** One run stands for all of them. */
    ONCE("once"),
    /** They are told as missed, and not made up for. */
    REPORT("report");

    private final String text;

    CatchUp(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /**
   * Somebody who wants to know what changed.
   *
   * @param from the least severity of findings that are told: info, warning or error; what is
   *     unknown is always told
   */
  public record Notification(String name, Target target, String from, Place place) {}

  /** How somebody is told. */
  public sealed interface Target {
    /**
     * An HTTP POST.
     *
     * @param secret signs what is sent
     */
    record Webhook(URI address, SecretReference secret) implements Target {}

    /** A program that reads from its standard input. */
    record Program(List<String> arguments) implements Target {
      public Program {
        arguments = List.copyOf(arguments);
      }
    }
  }
}
