package net.portcullis.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.portcullis.input.InvalidInputException;
import net.portcullis.input.Place;
import net.portcullis.inventory.Device;

/**
 * Configurations that were kept in files, each with the device that it is of: a file is of the one
 * device that is selected, or of the one that it is named after; a folder's files likewise.
 *
 * @param files by device name
 */
record SavedConfigs(Map<String, Path> files) {

  /**
   * Finds the files.
   *
   * @param given files and folders, as the user named them
   * @throws InvalidInputException where one is not there, or of no device
   */
  static SavedConfigs of(List<String> given, List<Device> devices) {
    Map<String, Path> files = new LinkedHashMap<>();
    for (String name : given) {
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        folder(path, devices, files);
      } else {
        Device device =
            named(path, devices)
                .or(() ->
                    devices.size() == 1 && given.size() == 1
                        ? Optional.of(devices.getFirst())
                        : Optional.empty())
                .orElseThrow(() ->
                    new InvalidInputException(
                        Place.start(name),
                        "Which device this configuration is of is not known.",
                        "Name the device before --config, or name the file DEVICE.cfg."));
        put(files, device, path);
      }
    }
    return new SavedConfigs(files);
  }

  private static void folder(Path folder, List<Device> devices, Map<String, Path> files) {
    List<Path> entries = new ArrayList<>();
    try (Stream<Path> listed = Files.list(folder)) {
      listed.filter(Files::isRegularFile).sorted().forEach(entries::add);
    } catch (IOException unreadable) {
      throw new InvalidInputException(
          Place.start(folder.toString()), "The folder cannot be read.", "Check its mode.");
    }
    for (Path entry : entries) {
      named(entry, devices).ifPresent(device -> put(files, device, entry));
    }
    if (files.isEmpty()) {
      throw new InvalidInputException(
          Place.start(folder.toString()),
          "No file here is named after a device of the inventory.",
          "Name each file DEVICE.cfg.");
    }
  }

  private static void put(Map<String, Path> files, Device device, Path file) {
    Path earlier = files.putIfAbsent(device.name(), file);
    if (earlier != null) {
      throw new InvalidInputException(
          Place.start(file.toString()),
          "The device '" + device.name() + "' has another configuration in " + earlier + ".",
          "Keep one of the two.");
    }
  }

  private static Optional<Device> named(Path file, List<Device> devices) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    return devices.stream()
        .filter(device -> device.name().equals(stem) || device.name().equals(name))
        .findFirst();
  }
}
