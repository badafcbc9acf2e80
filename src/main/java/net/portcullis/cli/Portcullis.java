package net.portcullis.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import net.portcullis.acl.TooComplexException;
import net.portcullis.input.InvalidInputException;
import net.portcullis.input.Problem;
import net.portcullis.report.Safe;
import net.portcullis.store.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The command line. Results go to standard output; progress, warnings and errors to standard error.
 */
public final class Portcullis implements Runnable {
  private final CommandSpec spec =
      Described.command(
          "portcullis",
          this,
          "Locks the network around an application down to the ports it uses, on the real devices in",
          "front of it, and proves it.");

  private Portcullis(GlobalOptions options) {
    spec.versionProvider(new Version());
    spec.usageMessage().synopsisSubcommandLabel("COMMAND").sortOptions(false).autoWidth(true);
    options.addTo(spec);
    Described.addHelp(spec);
  }

  public static void main(String[] arguments) {
    // Read when the first library logs, and not before: start-up does not pay for it.
    System.setProperty("java.util.logging.config.class", QuietLogging.class.getName());
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int status = run(out, err, arguments);
    out.flush();
    err.flush();
    System.exit(status);
  }

  /** Runs one command line as {@link #main} does, without ending the process. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    int status = execute(out, err, arguments);
    out.flush();
    err.flush();
    return status;
  }

  private static int execute(PrintWriter out, PrintWriter err, String... arguments) {
    if (arguments.length == 1 && (arguments[0].equals("--version") || arguments[0].equals("-V"))) {
      // Scripts ask this often; an answer need not wait for a parser.
      out.println(Version.text());
      return ExitStatus.DONE.code();
    }
    return commandLine(out, err, arguments).execute(arguments);
  }

  private static CommandLine commandLine(PrintWriter out, PrintWriter err, String... arguments) {
    GlobalOptions options = new GlobalOptions();
    CommandLine line = new CommandLine(new Portcullis(options).spec);
    // The parser pays for each command that it knows. Where the arguments name one outright it
    // learns only that; help, completion, typing errors and all else meet the whole list.
    Commands commands = new Commands(options, Clock.system(ZoneId.systemDefault()));
    commands
        .named(arguments)
        .ifPresentOrElse(line::addSubcommand, () -> commands.all().forEach(line::addSubcommand));
    // After that: these reach only the commands that are there.
    line.setOut(out);
    line.setErr(err);
    line.setExecutionExceptionHandler((failure, at, parsed) -> report(failure, at));
    line.setParameterExceptionHandler(Portcullis::usage);
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }

  private static int usage(ParameterException wrong, String[] arguments) {
    CommandLine at = wrong.getCommandLine();
    PrintWriter err = at.getErr();
    err.println("portcullis: " + Safe.line(String.valueOf(wrong.getMessage())));
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err)) {
      err.println("Try '" + at.getCommandSpec().qualifiedName() + " --help'.");
    }
    return ExitStatus.BAD_INPUT.code();
  }

  private static int report(Exception failure, CommandLine at) {
    PrintWriter err = at.getErr();
    if (failure instanceof InvalidInputException invalid) {
      for (Problem problem : invalid.problems()) {
        err.println(Safe.line(problem.toString()));
      }
      return ExitStatus.BAD_INPUT.code();
    }
    if (failure instanceof TooComplexException complex) {
      err.println("portcullis: " + Safe.line(String.valueOf(complex.getMessage())));
      return ExitStatus.UNKNOWN.code();
    }
    if (failure instanceof StoreException store) {
      err.println("portcullis: " + Safe.line(String.valueOf(store.getMessage())));
      return ExitStatus.FAILED.code();
    }
    err.println(
        "portcullis: unexpected failure: "
            + failure.getClass().getSimpleName()
            + ": "
            + Safe.line(String.valueOf(failure.getMessage()))
            + "\nThis is a bug in Portcullis. Run with PORTCULLIS_TRACE=1 for the full trace.");
    if (System.getenv("PORTCULLIS_TRACE") != null) {
      failure.printStackTrace(err);
    }
    return ExitStatus.FAILED.code();
  }

  /** The version from the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {text()};
    }

    static String text() {
      String version = Portcullis.class.getPackage().getImplementationVersion();
      return "portcullis " + (version == null ? "development" : version);
    }
  }
}
