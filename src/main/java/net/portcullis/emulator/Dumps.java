package net.portcullis.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicLong;

/** Writes what each device holds into files, whole, so that a reader never sees half a change. */
final class Dumps implements EmulatedDevice.Recorder {
  private final Path directory;
  private final AtomicLong written = new AtomicLong();

  Dumps(Path directory) {
    this.directory = directory;
  }

  /** Writes nothing. */
  static EmulatedDevice.Recorder none() {
    return new EmulatedDevice.Recorder() {
      @Override
      public void running(EmulatedDevice device) {
        // Nobody asked for files.
      }

      @Override
      public void startup(EmulatedDevice device) {
        // Nobody asked for files.
      }
    };
  }

  @Override
  public void running(EmulatedDevice device) {
    write(device.name() + ".running", device.running());
  }

  @Override
  public void startup(EmulatedDevice device) {
    write(device.name() + ".startup", device.startup());
  }

  private void write(String name, String text) {
    try {
      Path whole = directory.resolve("." + name + "." + written.incrementAndGet());
      Files.writeString(whole, text, StandardCharsets.ISO_8859_1);
      Files.move(
          whole,
          directory.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
