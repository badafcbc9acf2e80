package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import net.portcullis.emulator.Fault;
import net.portcullis.emulator.Time;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A push in the middle of a check: what the check read is not what the device holds. */
class ChangeUnderWayIT {
  private static final String READS = "display current-configuration";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"check -o json", "serve --once often -o json"})
  void aPushInTheMiddleOfACheckMakesItsResultUnknown(String line) throws Exception {
    CountDownLatch answers = new CountDownLatch(1);
    try (EmulatedFleet fleet =
        EmulatedFleet.small(
            folder,
            Options.of("h3c-comware7", 1, Transport.SSH)
                .withFaults(List.of(Fault.parse("delay@" + READS)))
                .withTime(new Held(Time.real(), answers)))) {
      Files.writeString(
          fleet.inventory(),
          "schedules:\n  often: {cron: \"@hourly\", devices: \"*\", what: check}\n",
          StandardOpenOption.APPEND);
      CompletableFuture<EmulatedFleet.Result> looking =
          CompletableFuture.supplyAsync(() -> fleet.run(line.split(" ", -1)));
      for (int i = 0; i < 1000 && !fleet.device().typed().contains(READS); i++) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      fleet.run(0, "push", "--yes");
      assertThat(looking.isDone()).as("the check is still under way").isFalse();
      answers.countDown();

      EmulatedFleet.Result looked = looking.get(60, TimeUnit.SECONDS);
      assertThat(looked.status()).as(looked.toString()).isEqualTo(4);
      assertThat(looked.device(0).get("status").asString()).isEqualTo("unknown");
      assertThat(looked.device(0).get("findings").get(0).get("rule").asString())
          .isEqualTo("change-under-way");
      assertThat(looked.device(0).get("findings")).hasSize(1);
      fleet.run(0, "check");
    }
  }

  /** The machine's time, in which the slow answer comes when it may. */
  private record Held(Time real, CountDownLatch answers) implements Time {
    @Override
    public long nanos() {
      return real.nanos();
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
      if (time.toSeconds() > 1) {
        answers.await();
      } else {
        real.sleep(time);
      }
    }

    @Override
    public Pending after(Duration time, Runnable task) {
      return real.after(time, task);
    }
  }
}
