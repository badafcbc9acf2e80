package net.portcullis.inventory;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.portcullis.input.Fields;

/**
 * When something happens again and again: minute, hour, day of month, month, day of week, with
 * seconds before them where there are six fields. Each is {@code *}, a number, a name, a range, a
 * list, or any of these with a step. Where day of month and day of week are both given either
 * suffices, as cron has it. A time that a change of the clocks leaves out falls to the first one
 * after it; one that comes twice is taken once.
 */
public final class Cron {
  /** February 29 comes again after eight years at the latest. */
  private static final int LONGEST_DAYS = 8 * 366 + 1;

  private static final Map<String, String> SHORT =
      Map.of(
          "@hourly", "0 * * * *",
          "@daily", "0 0 * * *",
          "@weekly", "0 0 * * 0",
          "@monthly", "0 0 1 * *");
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

  private final String text;
  private final BitSet seconds;
  private final BitSet minutes;
  private final BitSet hours;
  private final BitSet days;
  private final BitSet months;
  private final BitSet weekdays;
  private final boolean eitherDay;

  private Cron(String text, List<String> fields) {
    this.text = text;
    this.seconds = field("second", fields.get(0), 0, 59, List.of());
    this.minutes = field("minute", fields.get(1), 0, 59, List.of());
    this.hours = field("hour", fields.get(2), 0, 23, List.of());
    this.days = field("day of month", fields.get(3), 1, 31, List.of());
    this.months = field("month", fields.get(4), 1, 12, MONTHS);
    this.weekdays = field("day of week", fields.get(5), 0, 7, DAYS);
    if (weekdays.get(7)) {
      weekdays.set(0);
    }
    this.eitherDay = !fields.get(3).startsWith("*") && !fields.get(5).startsWith("*");
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException with a sentence on what is wrong and, after a line feed, the
   *     remedy; also where it names no day that ever comes
   */
  public static Cron parse(String text) {
    String stripped = text.strip();
    String whole = SHORT.getOrDefault(stripped, stripped);
    if (whole.startsWith("@")) {
      throw new IllegalArgumentException(
          "'"
              + stripped
              + "' is no word for a time.\nChoose one of: "
              + String.join(", ", SHORT.keySet().stream().sorted().toList())
              + "; or write five fields.");
    }
    List<String> words = List.of(whole.toLowerCase(Locale.ROOT).split("[ \t]+", -1));
    if (words.size() != 5 && words.size() != 6) {
      throw new IllegalArgumentException(
          "A cron expression has five fields, or six with seconds; this one has "
              + words.size()
              + ".\nWrite minute, hour, day of month, month, day of week, such as \"30 2 * * mon\".");
    }
    List<String> fields =
        words.size() == 6
            ? words
            : List.of("0", words.get(0), words.get(1), words.get(2), words.get(3), words.get(4));
    Cron cron = new Cron(stripped, fields);
    if (cron.day(LocalDate.of(2000, 1, 1)).isEmpty()) {
      throw new IllegalArgumentException(
          "'"
              + stripped
              + "' never happens: no month that it names has such a day.\nName a day that comes.");
    }
    return cron;
  }

  /** The first time after one that fits. */
  public Instant next(Instant after, ZoneId zone) {
    LocalDateTime from =
        LocalDateTime.ofInstant(after, zone).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    while (true) {
      LocalDateTime local = nextLocal(from);
      Instant at = local.atZone(zone).toInstant();
      // Where the clocks go back a local time that lies ahead may be an instant that has been.
      if (at.isAfter(after)) {
        return at;
      }
      from = local.plusSeconds(1);
    }
  }

  private LocalDateTime nextLocal(LocalDateTime from) {
    LocalDate today = from.toLocalDate();
    Optional<LocalTime> later = fits(today) ? time(from.toLocalTime()) : Optional.empty();
    if (later.isPresent()) {
      return today.atTime(later.get());
    }
    return day(today.plusDays(1))
        .orElseThrow(() -> new IllegalStateException("A cron that was read comes again: " + text))
        .atTime(time(LocalTime.MIN).orElseThrow());
  }

  private Optional<LocalDate> day(LocalDate from) {
    LocalDate day = from;
    for (int i = 0; i < LONGEST_DAYS; i++) {
      if (fits(day)) {
        return Optional.of(day);
      }
      day = day.plusDays(1);
    }
    return Optional.empty();
  }

  private boolean fits(LocalDate day) {
    boolean ofMonth = days.get(day.getDayOfMonth());
    boolean ofWeek =
        weekdays.get(day.getDayOfWeek() == DayOfWeek.SUNDAY ? 0 : day.getDayOfWeek().getValue());
    return months.get(day.getMonthValue()) && (eitherDay ? ofMonth || ofWeek : ofMonth && ofWeek);
  }

  /** The first time of a day that is not before one. */
  private Optional<LocalTime> time(LocalTime from) {
    int hour = hours.nextSetBit(from.getHour());
    boolean sameHour = hour == from.getHour();
    int minute = minutes.nextSetBit(sameHour ? from.getMinute() : 0);
    boolean sameMinute = sameHour && minute == from.getMinute();
    int second = seconds.nextSetBit(sameMinute ? from.getSecond() : 0);
    if (hour >= 0 && sameMinute && second < 0) {
      minute = minutes.nextSetBit(from.getMinute() + 1);
      second = seconds.nextSetBit(0);
    }
    if (hour >= 0 && minute < 0) {
      hour = hours.nextSetBit(from.getHour() + 1);
      minute = minutes.nextSetBit(0);
      second = seconds.nextSetBit(0);
    }
    return hour < 0 ? Optional.empty() : Optional.of(LocalTime.of(hour, minute, second));
  }

  private static BitSet field(String name, String text, int low, int high, List<String> names) {
    BitSet set = new BitSet(high + 1);
    for (String part : text.split(",", -1)) {
      int slash = part.indexOf('/');
      String range = slash < 0 ? part : part.substring(0, slash);
      int step = slash < 0 ? 1 : number(name, part.substring(slash + 1), 1, high, List.of());
      int dash = range.indexOf('-');
      int from = low;
      int to = name.equals("day of week") ? 6 : high;
      if (!range.equals("*")) {
        from = number(name, dash < 0 ? range : range.substring(0, dash), low, high, names);
        to =
            dash >= 0
                ? number(name, range.substring(dash + 1), low, high, names)
                : slash < 0 ? from : to;
      }
      if (to < from) {
        throw new IllegalArgumentException(
            "The range '"
                + range
                + "' of the "
                + name
                + " runs backwards.\nWrite the lower end first, or a list of two ranges.");
      }
      for (int value = from; value <= to; value += step) {
        set.set(value);
      }
    }
    return set;
  }

  private static int number(String field, String text, int low, int high, List<String> names) {
    int named = names.indexOf(text);
    if (named >= 0) {
      return named + low;
    }
    try {
      return Fields.parseInteger(text, low, high);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no "
              + field
              + ".\nWrite numbers from "
              + low
              + " to "
              + high
              + (names.isEmpty() ? "" : ", names such as " + names.get(1))
              + ", ranges as 1-5, lists as 1,3, steps as */2.",
          wrong);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cron cron && cron.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The expression as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
