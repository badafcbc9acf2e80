package net.portcullis.emulator;

import java.util.Map;
import java.util.Optional;
import net.portcullis.input.Problems;

/** Emulated devices that listen nowhere: only their console is typed at. */
public final class EmulatedScene {
  private EmulatedScene() {}

  /** A new device of a platform, as it comes from the factory, with a name. */
  public static EmulatedDevice device(String name, String platformName) {
    Problems problems = new Problems();
    Optional<Platform> platform =
        PlatformReader.find(platformName, Optional.empty(), Map.of(), problems);
    problems.throwIfAny();
    SettableTime time = new SettableTime();
    return new EmulatedDevice(
        name, platform.orElseThrow(), Shell.boot(platform.orElseThrow(), time), time, Dumps.none());
  }

  /** Gives a device what another one holds, saved, under its own name. */
  public static void copy(EmulatedDevice from, EmulatedDevice to) {
    to.edit(_ -> from.runningTree());
    to.type("system-view", "sysname " + to.name(), "return", "save force");
  }
}
