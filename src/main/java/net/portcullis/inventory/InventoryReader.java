package net.portcullis.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import net.portcullis.acl.Ranges;
import net.portcullis.input.Fields;
import net.portcullis.input.Node;
import net.portcullis.input.Place;
import net.portcullis.input.Problem;
import net.portcullis.input.Problems;
import net.portcullis.input.YamlReader;

/**
 * Reads an inventory: one YAML file, or every {@code *.yaml} of a folder as if they were one. Only
 * what the inventory alone can tell is checked here; what needs the catalog or the profiles is
 * checked later.
 */
public final class InventoryReader {
  private final List<Source> sources;
  private final Problems problems;
  private final Map<String, Place> places = new LinkedHashMap<>();

  /** One file and the keys at its top. */
  record Source(Path folder, Fields root) {}

  /** One entry of a mapping whose keys are names. */
  record Named(String name, Place place, Node value, Path folder) {}

  private InventoryReader(List<Source> sources, Problems problems) {
    this.sources = sources;
    this.problems = problems;
  }

  /**
   * Reads a file, or a folder's files in the order of their names.
   *
   * @param fileOrFolder as the user gave it: places name files this way
   * @return the inventory, which is of use only where no problem was added
   */
  public static Inventory read(Path fileOrFolder, Problems problems) {
    Problems found = new Problems();
    List<Source> sources = new ArrayList<>();
    for (Path file : files(fileOrFolder, found)) {
      Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
      YamlReader.read(file, found)
          .ifPresent(node -> sources.add(new Source(folder, Fields.of(node, found))));
    }
    boolean readable = found.isEmpty();
    Inventory inventory = new InventoryReader(sources, found).inventory(readable, fileOrFolder);
    // Defaults are read once for each device that takes them: what is wrong there is told once.
    for (Problem problem : new LinkedHashSet<>(found.all())) {
      problems.add(problem.place(), problem.what(), problem.remedy());
    }
    return inventory;
  }

  private static List<Path> files(Path fileOrFolder, Problems problems) {
    if (!Files.isDirectory(fileOrFolder)) {
      return List.of(fileOrFolder);
    }
    List<Path> files = new ArrayList<>();
    try (Stream<Path> entries = Files.list(fileOrFolder)) {
      for (Path entry : entries.sorted().toList()) {
        String name = entry.toString();
        if (name.endsWith(".yaml")) {
          files.add(entry);
        } else if (name.endsWith(".yml")) {
          problems.add(
              Place.start(name),
              "Only files whose names end in .yaml are read here.",
              "Rename it, or move it elsewhere.");
        }
      }
    } catch (IOException unreadable) {
      problems.add(
          Place.start(fileOrFolder.toString()), "The folder cannot be read.", "Check its mode.");
      return List.of();
    }
    if (files.isEmpty()) {
      problems.add(
          Place.start(fileOrFolder.toString()),
          "The folder holds no .yaml file.",
          "Write an inventory there, or name another with --inventory.");
    }
    return files;
  }

  private Inventory inventory(boolean readable, Path fileOrFolder) {
    Optional<Source> named = single("catalog");
    named.ifPresent(source -> places.put("catalog", source.root().place("catalog")));
    String catalog = named.map(source -> catalog(source)).orElse("");
    if (catalog.isEmpty() && readable) {
      problems.add(
          sources.isEmpty() ? Place.start(fileOrFolder.toString()) : sources.get(0).root().place(),
          "The inventory does not say which catalog it is for: the key 'catalog' is missing.",
          "Add 'catalog: imc'.");
    }
    Map<String, Ranges> parameters = new LinkedHashMap<>();
    for (Named parameter : named("parameters")) {
      OptionsReader.ports(parameter.value(), problems)
          .ifPresent(ports -> parameters.put(parameter.name(), ports));
      places.put("parameters." + parameter.name(), parameter.value().place());
    }
    Optional<Fields> options =
        single("options").flatMap(source -> source.root().mapping("options"));
    SiteReader siteReader = new SiteReader(problems, places);
    DeviceReader deviceReader =
        new DeviceReader(
            problems,
            places,
            single("device-defaults").flatMap(source -> source.root().node("device-defaults")));
    Inventory inventory =
        new Inventory(
            catalog,
            new OptionsReader(places).read(options, parameters),
            named("sites").stream().map(siteReader::site).toList(),
            named("servers").stream().map(siteReader::server).toList(),
            roles(siteReader),
            named("devices").stream().map(deviceReader::device).toList(),
            named("vantages").stream().map(deviceReader::vantage).toList(),
            waves(),
            extraPermits(),
            new ComplianceReader(problems, places)
                .read(single("compliance").flatMap(source -> source.root().mapping("compliance"))),
            new AutomationReader(problems)
                .read(
                    named("schedules"),
                    named("notifications"),
                    single("serve").flatMap(source -> source.root().mapping("serve"))),
            places);
    sources.forEach(source -> source.root().end());
    if (problems.isEmpty()) {
      new References(inventory, problems).check();
    }
    return inventory;
  }

  private static String catalog(Source source) {
    return source.root().value("catalog", Names::plain).orElse("?");
  }

  private Map<String, Inventory.Role> roles(SiteReader reader) {
    Map<String, Inventory.Role> roles = new LinkedHashMap<>();
    for (Named role : named("roles")) {
      roles.put(role.name(), reader.role(role));
    }
    return roles;
  }

  private List<Inventory.Wave> waves() {
    List<Inventory.Wave> waves = new ArrayList<>();
    single("waves")
        .ifPresent(source -> {
          for (Fields wave : source.root().mappings("waves")) {
            String name = wave.value("name", Names::plain).orElse("");
            if (!wave.has("name")) {
              wave.text("name");
            }
            List<String> selectors = wave.texts("devices");
            if (selectors.isEmpty()) {
              problems.add(
                  wave.place(), "The wave names no devices.", "Add 'devices: [NAME, ...]'.");
            }
            Optional<Integer> size = wave.integer("size", 1, 1_000_000);
            Duration soak = wave.value("soak", Fields::parseDuration).orElse(Duration.ZERO);
            Duration pause = wave.value("pause", Fields::parseDuration).orElse(Duration.ZERO);
            wave.end();
            waves.add(
                new Inventory.Wave(
                    name,
                    selectors,
                    size.map(OptionalInt::of).orElse(OptionalInt.empty()),
                    soak,
                    pause,
                    wave.place()));
          }
        });
    return waves;
  }

  private List<Inventory.ExtraPermit> extraPermits() {
    ExtraPermitReader reader = new ExtraPermitReader(problems);
    List<Inventory.ExtraPermit> permits = new ArrayList<>();
    for (Named permit : named("extra-permits")) {
      places.put("extra-permits." + permit.name(), permit.place());
      permits.addAll(reader.read(permit));
    }
    return permits;
  }

  /** The one file that holds the key; a second one is a problem. */
  private Optional<Source> single(String key) {
    Optional<Source> first = Optional.empty();
    for (Source source : sources) {
      if (source.root().has(key)) {
        if (first.isPresent()) {
          problems.add(
              source.root().place(key),
              "'" + key + "' was already given at " + first.get().root().place(key) + ".",
              "Keep one of the two.");
        } else {
          first = Optional.of(source);
        }
      }
    }
    return first;
  }

  /** The entries of a section over all files; a name that stands twice is a problem. */
  private List<Named> named(String section) {
    Map<String, Named> entries = new LinkedHashMap<>();
    for (Source source : sources) {
      source
          .root()
          .mapping(section)
          .map(Fields::all)
          .orElse(List.of())
          .forEach(entry -> {
            String name = entry.key().text();
            Named named = new Named(name, entry.key().place(), entry.value(), source.folder());
            try {
              Names.plain(name);
            } catch (IllegalArgumentException wrong) {
              String[] parts = String.valueOf(wrong.getMessage()).split("\n", 2);
              problems.add(named.place(), parts[0], parts[1]);
              return;
            }
            Named earlier = entries.putIfAbsent(name, named);
            if (earlier != null) {
              problems.add(
                  named.place(),
                  "'"
                      + name
                      + "' was already described in "
                      + section
                      + " at "
                      + earlier.place()
                      + ".",
                  "Rename or remove one of the two.");
            }
          });
    }
    return List.copyOf(entries.values());
  }
}
