package net.portcullis.cli;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Describes to the parser, in code, what other commands say in annotations. The JVM makes a class
 * at run time for each kind of annotation that is read, which costs more than computing an
 * allowlist does; so what start-up time matters for reads none.
 */
final class Described {
  private Described() {}

  /** An option with one value, absent as null. */
  static <V> OptionSpec.Builder option(Class<V> type, Consumer<@Nullable V> into, String... names) {
    return OptionSpec.builder(names)
        .type(type)
        .arity("1")
        .initialValue(null)
        .setter(new Into<>(type, into));
  }

  /** A command that the parser does not look into. */
  static CommandSpec command(String name, Object runs, String... description) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(runs).name(name);
    spec.usageMessage().description(description);
    return spec;
  }

  /** The two options that every command has of its own; added last, they are listed last. */
  static void addHelp(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Show this help message and exit.")
            .build());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Print version information and exit.")
            .build());
  }

  private record Into<V>(Class<V> type, Consumer<@Nullable V> into) implements ISetter {
    @Override
    public <T> T set(T value) {
      into.accept(type.cast(value));
      return value;
    }
  }
}
