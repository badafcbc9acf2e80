package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.portcullis.emulator.Emulators.Batch;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import net.portcullis.emulator.Time;
import net.portcullis.store.Owner;
import net.portcullis.store.Store;
import net.portcullis.store.TransactionRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who interrupts twice does not want to wait, and learns what is left undone. */
class SecondInterruptIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void theSecondOneEndsAtOnceAndNamesWhatIsLeft(String signal) throws Exception {
    Options slow =
        new Options(
            List.of(new Batch("h3c-comware7", "s", 2, Transport.SSH)),
            Duration.ofMillis(100),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Time.real());
    try (EmulatedFleet fleet = EmulatedFleet.small(folder, slow);
        RealProcess push = RealProcess.start(fleet, "push", "--yes")) {
      Map<String, String> before = fleet.held();
      String device = fleet.device().name();
      push.awaitOnError(device + ": STAGED");
      push.signal(signal);
      push.awaitOnError("Interrupted: no further device is begun");
      assertThat(push.process().isAlive()).isTrue();
      long asked = System.nanoTime();
      push.signal(signal);
      EmulatedFleet.Result ended = push.ended();
      assertThat(ended.status()).as(ended.toString()).isEqualTo(130);
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(3));
      try (Store store = new Store(fleet.state(), InstantSource.system(), Owner.current())) {
        TransactionRecord left = store.unfinished().getFirst();
        assertThat(store.unfinished()).hasSize(1);
        assertThat(ended.err())
            .contains(
                "Interrupted again: the process ends now.\n  " + device + ": " + left.state(),
                "run 'portcullis recover'");
      }
      fleet.run(0, "recover", "--yes");
      assertThat(fleet.held()).isEqualTo(before);
    }
  }
}
