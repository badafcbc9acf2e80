package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.portcullis.emulator.EmulatedDevice;
import net.portcullis.emulator.Emulators;
import net.portcullis.emulator.InventoryFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Emulated devices, the inventory that names them, and the command line that works on them. */
final class EmulatedFleet implements AutoCloseable {
  private final Emulators emulators;
  private final Path folder;
  private final Path inventory;

  private EmulatedFleet(Emulators emulators, Path folder) {
    this.emulators = emulators;
    this.folder = folder;
    this.inventory = folder.resolve("fleet.yaml");
  }

  /** What a command line ended with and printed. */
  record Result(int status, String out, String err) {
    JsonNode json() {
      return JsonMapper.builder().build().readTree(out);
    }

    JsonNode device(int index) {
      return json().get("devices").get(index);
    }

    @Override
    public String toString() {
      return "exit " + status + "\n" + out + err;
    }
  }

  /** The worked example's lists: some 700 lines for a device. */
  static EmulatedFleet whole(Path folder, Emulators.Options options) throws IOException {
    EmulatedFleet fleet = new EmulatedFleet(Emulators.start(options), folder);
    InventoryFile.write(fleet.inventory, fleet.emulators);
    return fleet;
  }

  /** One component and few permits: some 50 lines for a device. */
  static EmulatedFleet small(Path folder, Emulators.Options options) throws IOException {
    EmulatedFleet fleet = whole(folder, options);
    ShortInventory.cut(fleet.inventory);
    return fleet;
  }

  /** Changes the inventory's text. */
  void edit(String from, String to) throws IOException {
    String text = Files.readString(inventory);
    assertThat(text).contains(from);
    Files.writeString(inventory, text.replace(from, to));
  }

  Emulators emulators() {
    return emulators;
  }

  EmulatedDevice device() {
    return emulators.devices().getFirst();
  }

  Path inventory() {
    return inventory;
  }

  Path state() {
    return folder.resolve("state");
  }

  Result run(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of("--inventory", inventory.toString(), "--state", state().toString()));
    all.addAll(List.of(arguments));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        Portcullis.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    return new Result(status, out.toString(), err.toString());
  }

  /** Runs and demands the exit status. */
  Result run(int status, String... arguments) {
    Result result = run(arguments);
    assertThat(result.status()).as(result.toString()).isEqualTo(status);
    return result;
  }

  /** What each device holds, running and at its next start. */
  Map<String, String> held() {
    Map<String, String> held = new java.util.TreeMap<>();
    for (EmulatedDevice device : emulators.devices()) {
      held.put(device.name(), device.running() + "--- startup\n" + device.startup());
    }
    return held;
  }

  @Override
  public void close() {
    emulators.close();
  }
}
