package net.portcullis.change;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.portcullis.input.Fields;
import net.portcullis.input.InvalidInputException;
import net.portcullis.input.Node;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;
import net.portcullis.input.YamlReader;

/**
 * A plan that somebody looked at. Nothing in it is ever sent: a push plans anew and goes on only
 * where that comes to the same as what is written here. It holds no secret.
 *
 * @param origin what it was made from
 */
public record PlanFile(
    String id, Instant created, Instant expires, Origin origin, List<DeviceEntry> devices) {
  private static final int SCHEMA = 2;
  private static final Duration LIFETIME = Duration.ofHours(24);
  private static final String HASH_KEY = "sha256";

  /** How such files are named. */
  public static final String SUFFIX = ".plan.json";

  public PlanFile {
    devices = List.copyOf(devices);
  }

  /**
   * What a plan depends on beside the devices: where one of these is another, so may the plan be.
   *
   * @param tool which Portcullis made it
   * @param inputs hash of the inventory, the catalog and the profiles
   */
  public record Origin(String tool, String inputs) {}

  /** What a device was, and what was to be sent to it. */
  public record DeviceEntry(String name, String stateHash, List<String> commands) {
    public DeviceEntry {
      commands = List.copyOf(commands);
    }
  }

  /**
   * A hash of files that a plan is made from, in the order given.
   *
   * @throws InvalidInputException where one cannot be read
   */
  public static String hash(List<Path> files) {
    List<String> texts = new ArrayList<>();
    for (Path file : files) {
      try {
        texts.add(String.valueOf(file.getFileName()));
        texts.add(Files.readString(file, StandardCharsets.UTF_8));
      } catch (IOException unreadable) {
        throw new InvalidInputException(
            Place.start(file.toString()),
            "The file cannot be read (" + unreadable.getClass().getSimpleName() + ").",
            "Check that it is a readable file.");
      }
    }
    return Fingerprint.of(texts);
  }

  /** Of the devices that have something to change. */
  public static PlanFile of(List<DevicePlan> plans, Origin origin, Instant now) {
    return new PlanFile(
        UUID.randomUUID().toString(),
        now,
        now.plus(LIFETIME),
        origin,
        plans.stream()
            .filter(plan -> plan.status() == DevicePlan.Status.CHANGE)
            .map(plan -> new DeviceEntry(plan.device().name(), plan.stateHash(), texts(plan)))
            .toList());
  }

  private static List<String> texts(DevicePlan plan) {
    return plan.commands().stream().map(planned -> planned.command().text()).toList();
  }

  /**
   * Writes the file for its owner alone.
   *
   * @throws InvalidInputException where it cannot be written
   */
  public void write(Path file) {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(beside);
      Files.createFile(
          beside,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(beside, text(), StandardCharsets.US_ASCII);
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | UnsupportedOperationException failed) {
      throw new InvalidInputException(
          Place.start(file.toString()),
          "The plan cannot be written (" + failed.getClass().getSimpleName() + ").",
          "Name a file in a folder that can be written.");
    }
  }

  private String text() {
    Map<String, Object> map = body();
    map.put(HASH_KEY, Fingerprint.of(List.of(CanonicalJson.write(body()))));
    return CanonicalJson.write(map);
  }

  private Map<String, Object> body() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("schema", SCHEMA);
    map.put("id", id);
    map.put("created", created.toString());
    map.put("expires", expires.toString());
    map.put("tool", origin.tool());
    map.put("inputs", origin.inputs());
    List<Object> entries = new ArrayList<>();
    for (DeviceEntry device : devices) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", device.name());
      entry.put("state-hash", device.stateHash());
      entry.put("commands", device.commands());
      entries.add(entry);
    }
    map.put("devices", entries);
    return map;
  }

  /**
   * Reads a plan and refuses one that was edited, is too old, or was made from or by another.
   *
   * @throws InvalidInputException with the reason
   */
  public static PlanFile read(Path file, Origin origin, Instant now) {
    Problems problems = new Problems();
    Optional<Node> node = YamlReader.read(file, problems);
    problems.throwIfAny();
    Fields fields = Fields.of(node.orElseThrow(), problems);
    String schema = fields.text("schema");
    if (!schema.equals(Integer.toString(SCHEMA))) {
      throw wrong(
          file, "This plan has the format '" + schema + "', which this Portcullis does not know.");
    }
    PlanFile plan =
        new PlanFile(
            fields.text("id"),
            instant(fields, "created", file),
            instant(fields, "expires", file),
            new Origin(fields.text("tool"), fields.text("inputs")),
            fields.mappings("devices").stream().map(PlanFile::device).toList());
    String hash = fields.text(HASH_KEY);
    fields.end();
    problems.throwIfAny();
    if (!hash.equals(Fingerprint.of(List.of(CanonicalJson.write(plan.body()))))) {
      throw wrong(file, "This plan was edited or damaged after it was made.");
    }
    if (now.isAfter(plan.expires())) {
      throw wrong(file, "This plan expired at " + plan.expires() + ".");
    }
    if (!plan.origin().tool().equals(origin.tool())) {
      throw wrong(
          file,
          "This plan was made by '"
              + plan.origin().tool()
              + "', and this is '"
              + origin.tool()
              + "', which might send other lines.");
    }
    if (!plan.origin().inputs().equals(origin.inputs())) {
      throw wrong(file, "This plan was made from another inventory, catalog or set of profiles.");
    }
    return plan;
  }

  private static DeviceEntry device(Fields fields) {
    DeviceEntry entry =
        new DeviceEntry(fields.text("name"), fields.text("state-hash"), fields.texts("commands"));
    fields.end();
    return entry;
  }

  private static Instant instant(Fields fields, String key, Path file) {
    try {
      return Instant.parse(fields.text(key));
    } catch (DateTimeParseException malformed) {
      throw wrong(file, "The plan's '" + key + "' is no time.");
    }
  }

  private static InvalidInputException wrong(Path file, String what) {
    return new InvalidInputException(
        Place.start(file.toString()), what, "Make a new one with 'plan --save FILE'.");
  }

  /** The entry of a device. */
  public Optional<DeviceEntry> device(String name) {
    return devices.stream().filter(device -> device.name().equals(name)).findFirst();
  }

  /** Why a plan made now is not the one that was looked at; absent where it is. */
  public Optional<String> differs(DevicePlan now) {
    Optional<DeviceEntry> entry = device(now.device().name());
    if (entry.isEmpty()) {
      return Optional.of("The plan does not name this device.");
    }
    if (!entry.get().stateHash().equals(now.stateHash())) {
      return Optional.of(
          "The device is no longer what the plan saw; plan again and look at the difference.");
    }
    return entry.get().commands().equals(texts(now))
        ? Optional.empty()
        : Optional.of("The plan was made for other commands than would be sent now; plan again.");
  }
}
