package net.portcullis.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.portcullis.acl.Ranges;
import net.portcullis.catalog.Catalog;
import net.portcullis.catalog.CatalogLint;
import net.portcullis.catalog.CatalogReader;
import net.portcullis.catalog.Component;
import net.portcullis.catalog.Conflicts;
import net.portcullis.catalog.Entry;
import net.portcullis.input.Fields;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Inventory;
import net.portcullis.inventory.InventoryReader;
import net.portcullis.report.CatalogReport;
import net.portcullis.report.CatalogTables;
import net.portcullis.report.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

@Command(
    name = "catalog",
    description = "What the application needs: its documented ports, and the flows that follow.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class CatalogCommand implements Runnable {
  private final GlobalOptions options;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--catalog",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "Which catalog (default: ${DEFAULT-VALUE}).")
  private String name = "imc";

  @Option(
      names = "--lang",
      paramLabel = "en|zh",
      scope = ScopeType.INHERIT,
      description = "Language of descriptions (default: the locale's).")
  private Optional<Language> language = Optional.empty();

  CatalogCommand(GlobalOptions options) {
    this.options = options;
  }

  /** The languages that catalogs are written in. */
  enum Language {
    en,
    zh
  }

  /** The rows that are asked for. */
  enum ScopeFilter {
    external(Entry.Scope.EXTERNAL),
    internal(Entry.Scope.INTERNAL);

    private final Entry.Scope scope;

    ScopeFilter(Entry.Scope scope) {
      this.scope = scope;
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }

  @Command(
      name = "list",
      description = "Lists the rows of the source document with their flows.",
      mixinStandardHelpOptions = true)
  int list(
      @Option(
              names = "--component",
              paramLabel = "ID",
              split = ",",
              description = "Only these components.")
          @Nullable List<String> components,
      @Option(
              names = "--scope",
              paramLabel = "external|internal",
              description = "Only rows of this scope.")
          Optional<ScopeFilter> scope,
      @Option(names = "--supplement", description = "With the rows that the source does not list.")
          boolean supplement) {
    Catalog catalog = catalog();
    List<String> wanted = components == null ? List.of() : components;
    wanted.forEach(id -> component(catalog, id));
    List<Entry> entries =
        catalog.components().stream()
            .filter(component ->
                wanted.isEmpty()
                    ? supplement || !component.supplement()
                    : wanted.contains(component.id()))
            .flatMap(component -> component.entries().stream())
            .filter(entry -> scope.isEmpty() || scope.get().scope == entry.scope())
            .toList();
    print(options.json() ? Json.text(report().list(entries)) + "\n" : tables().list(entries));
    return ExitStatus.DONE.code();
  }

  @Command(
      name = "show",
      description = "Shows a component or one row with all that is known of it.",
      mixinStandardHelpOptions = true)
  int show(@Parameters(paramLabel = "COMPONENT|ROW") String subject) {
    Catalog catalog = catalog();
    Optional<Entry> row =
        catalog.entries().stream().filter(entry -> entry.id().equals(subject)).findFirst();
    if (row.isPresent()) {
      print(
          options.json()
              ? Json.text(report().described(row.get())) + "\n"
              : tables().entry(row.get()));
    } else {
      Component component = component(catalog, subject);
      print(
          options.json()
              ? Json.text(report().component(component)) + "\n"
              : tables().component(component));
    }
    return ExitStatus.DONE.code();
  }

  @Command(
      name = "lint",
      description =
          "Finds rows whose flows do not fit their own words. Exit 3 where there are any.",
      mixinStandardHelpOptions = true)
  int lint() {
    List<CatalogLint.Finding> findings = CatalogLint.lint(catalog());
    print(
        options.json()
            ? Json.text(report().findings(findings)) + "\n"
            : tables().findings(findings));
    return status(findings.isEmpty(), "no findings");
  }

  @Command(
      name = "conflicts",
      description = {
        "Finds ports that two components want on one server. Exit 3 where there are any.",
        "Without --inventory or --servers: as if every component stood on one server."
      },
      mixinStandardHelpOptions = true)
  int conflicts(
      @Option(
              names = "--component",
              paramLabel = "ID",
              split = ",",
              description = "As if just these stood on one server.")
          @Nullable List<String> components,
      @Option(names = "--servers", description = "On the servers of the workspace's inventory.")
          boolean servers) {
    Catalog catalog = catalog();
    Map<String, List<String>> carried = new LinkedHashMap<>();
    Map<String, Ranges> values = Map.of();
    Set<String> dropped = Set.of();
    if (components != null) {
      components.forEach(id -> component(catalog, id));
      carried.put("(one server)", components);
    } else if (servers || options.inventory != null) {
      Inventory inventory = inventory();
      inventory.servers().forEach(server -> carried.put(server.name(), server.components()));
      values = inventory.options().parameters();
      dropped = inventory.options().dropped();
    } else {
      carried.put(
          "(one server)",
          catalog.components().stream()
              .filter(component -> !component.supplement())
              .map(Component::id)
              .toList());
    }
    List<Conflicts.Conflict> conflicts = Conflicts.find(catalog, carried, values, dropped);
    print(
        options.json()
            ? Json.text(report().conflicts(conflicts)) + "\n"
            : tables().conflicts(conflicts));
    return status(conflicts.isEmpty(), "no conflicts");
  }

  private int status(boolean clean, String words) {
    if (clean && !options.json()) {
      spec.commandLine().getErr().println(words);
    }
    return (clean ? ExitStatus.DONE : ExitStatus.PENDING).code();
  }

  private Catalog catalog() {
    Problems problems = new Problems();
    Catalog catalog =
        CatalogReader.read(options.workspace().folder("catalog").resolve(name), problems);
    problems.throwIfAny();
    return catalog;
  }

  private Inventory inventory() {
    Problems problems = new Problems();
    Inventory inventory = InventoryReader.read(options.workspace().inventory(), problems);
    problems.throwIfAny();
    return inventory;
  }

  private Component component(Catalog catalog, String id) {
    return catalog
        .component(id)
        .orElseThrow(() -> {
          List<String> known = catalog.components().stream().map(Component::id).toList();
          return new ParameterException(
              spec.commandLine(),
              "There is no component or row '"
                  + id
                  + "'. "
                  + Fields.nearest(id, known)
                      .map(near -> "Did you mean '" + near + "'?")
                      .orElse("Components: " + String.join(", ", known) + "."));
        });
  }

  private CatalogReport report() {
    return new CatalogReport(language().name());
  }

  private CatalogTables tables() {
    return new CatalogTables(language().name(), GlobalOptions.columns());
  }

  private Language language() {
    return language.orElseGet(() -> ofLocale(System.getenv()));
  }

  /** As the locale's environment says: LC_ALL before LC_MESSAGES before LANG, else the JVM's. */
  static Language ofLocale(Map<String, String> environment) {
    for (String variable : List.of("LC_ALL", "LC_MESSAGES", "LANG")) {
      String locale = environment.getOrDefault(variable, "");
      if (!locale.isEmpty()) {
        return locale.startsWith("zh") ? Language.zh : Language.en;
      }
    }
    return Locale.getDefault().getLanguage().equals("zh") ? Language.zh : Language.en;
  }

  private void print(String text) {
    spec.commandLine().getOut().print(text);
  }
}
