package net.portcullis.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 2 * * *          | UTC           | 2026-11-27T02:00:00Z | 2026-11-28T02:00:00Z",
        "*/5 * * * * *      | UTC           | 2026-11-27T02:00:03Z | 2026-11-27T02:00:05Z",
        "59 23 31 12 *      | UTC           | 2026-12-31T23:59:00Z | 2027-12-31T23:59:00Z",
        "0 0 29 2 *         | UTC           | 2096-03-01T00:00:00Z | 2104-02-29T00:00:00Z",
        "30 8 * * mon-fri   | UTC           | 2026-11-27T08:30:00Z | 2026-11-30T08:30:00Z",
        "0 0 13 * fri       | UTC           | 2026-11-26T00:00:00Z | 2026-11-27T00:00:00Z",
        "0 0 * * 7          | UTC           | 2026-11-27T00:00:00Z | 2026-11-29T00:00:00Z",
        "@hourly            | Asia/Kolkata  | 2026-11-27T00:00:00Z | 2026-11-27T00:30:00Z",
        "10/20 * * * *      | UTC           | 2026-11-27T00:31:00Z | 2026-11-27T00:50:00Z",
        "0 0 1 jan,jul *    | UTC           | 2026-02-01T00:00:00Z | 2026-07-01T00:00:00Z",
      })
  void comesNextAsCronHasIt(String cron, String zone, Instant after, Instant next) {
    assertThat(Cron.parse(cron).next(after, ZoneId.of(zone))).isEqualTo(next);
  }

  /** 2027-03-28: the clocks jump from 02:00 to 03:00. 2027-10-31: from 03:00 back to 02:00. */
  @ParameterizedTest
  @CsvSource({
    "2027-03-27T12:00:00Z, 2027-03-28T01:30:00Z",
    "2027-03-28T01:30:00Z, 2027-03-29T00:30:00Z",
    "2027-10-30T12:00:00Z, 2027-10-31T00:30:00Z",
    "2027-10-31T00:30:00Z, 2027-11-01T01:30:00Z",
  })
  void aTimeThatTheClocksLeaveOutOrRepeatIsTakenOnce(Instant after, Instant next) {
    assertThat(Cron.parse("30 2 * * *").next(after, ZoneId.of("Europe/Berlin"))).isEqualTo(next);
  }

  @Test
  void everyFiveMinutesGoesOnWhileTheClocksGoBack() {
    Cron cron = Cron.parse("*/5 * * * *");
    Instant at = Instant.parse("2027-10-30T23:00:00Z");
    int count = 0;
    for (; at.isBefore(Instant.parse("2027-10-31T03:00:00Z")); count++) {
      Instant next = cron.next(at, ZoneId.of("Europe/Berlin"));
      assertThat(next).isAfter(at);
      at = next;
    }
    // The hour that comes twice is taken once.
    assertThat(count).isEqualTo(3 * 12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 0 30 2 *", "0 0 31 4,6,9,11 *", "0 0 31 feb *"})
  void whatNeverComesIsRefused(String cron) {
    assertThatThrownBy(() -> Cron.parse(cron)).hasMessageContaining("never happens");
  }

  /** An oracle that tries one second after another and knows nothing of fields that carry over. */
  @Test
  void agreesWithTryingEachSecond() {
    long seed = Long.getLong("portcullis.seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < Integer.getInteger("portcullis.runs", 200); i++) {
      int second = random.nextInt(60);
      int minute = random.nextInt(60);
      int step = 1 + random.nextInt(11);
      LocalDateTime from =
          LocalDateTime.of(2026, 1, 1, 0, 0).plusSeconds(random.nextInt(365 * 86_400));
      LocalDateTime expected = from.plusSeconds(1);
      while (expected.getSecond() != second
          || expected.getMinute() < minute
          || expected.getHour() % step != 0) {
        expected = expected.plusSeconds(1);
      }
      String text = second + " " + minute + "-59 */" + step + " * * *";
      assertThat(Cron.parse(text).next(from.toInstant(ZoneOffset.UTC), ZoneOffset.UTC))
          .as(text + " after " + from + ", seed " + seed)
          .isEqualTo(expected.toInstant(ZoneOffset.UTC));
    }
  }

  @Test
  void jitterStaysWithinItsBoundAndIsTheSameForTheSameSlot() {
    Automation.Schedule schedule =
        new Automation.Schedule(
            "nightly",
            Cron.parse("@hourly"),
            ZoneOffset.UTC,
            Duration.ofMinutes(5),
            Selection.all(),
            Automation.What.CHECK,
            Automation.CatchUp.ONCE,
            java.util.List.of(),
            net.portcullis.input.Place.start("test"));
    Instant slot = Instant.parse("2026-11-27T00:00:00Z");
    long distinct = 0;
    for (int i = 0; i < 100; i++) {
      Instant each = slot.plus(i, ChronoUnit.HOURS);
      Instant begins = schedule.begins(each);
      assertThat(begins).isBetween(each, each.plus(Duration.ofMinutes(5)));
      assertThat(schedule.begins(each)).isEqualTo(begins);
      distinct += begins.equals(each) ? 0 : 1;
    }
    assertThat(distinct).isGreaterThan(90);
  }
}
