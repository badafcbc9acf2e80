package net.portcullis.cli;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every command, one line each: it is handed what it needs of the root and calls one function. */
record Commands(GlobalOptions options, Clock clock) {
  /** The root's options that take the next word as their value. */
  private static final Set<String> TAKES_A_WORD =
      Set.of("--workspace", "--inventory", "--state", "-o", "--output");

  /** In the order in which help lists them. */
  private static final List<String> NAMES =
      List.of(
          "catalog",
          "allowlist",
          "explain",
          "check",
          "serve",
          "emulator",
          "plan",
          "push",
          "enroll",
          "adopt",
          "rollback",
          "recover",
          "history",
          "verify",
          "acl",
          "render",
          "profile",
          "demo",
          "completion");

  List<Object> all() {
    return NAMES.stream().map(name -> command(name).orElseThrow()).toList();
  }

  /** The command that the arguments certainly name, unless it needs to know of the others. */
  Optional<Object> named(String... arguments) {
    int at = 0;
    while (at < arguments.length && TAKES_A_WORD.contains(arguments[at])) {
      at += 2;
    }
    return at < arguments.length && !arguments[at].equals("completion")
        ? command(arguments[at])
        : Optional.empty();
  }

  private Optional<Object> command(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "catalog" -> new CatalogCommand(options);
          case "allowlist" -> AllowlistCommand.of(options, clock);
          case "explain" -> new ExplainCommand(options, clock);
          case "check" -> new CheckCommand(options, clock);
          case "serve" -> new ServeCommand(options, clock);
          case "emulator" -> new EmulatorCommand(options);
          case "plan", "diff" -> new PlanCommand(options);
          case "push" -> new PushCommand(options);
          case "enroll" -> new EnrollCommand(options);
          case "adopt" -> new AdoptCommand(options);
          case "rollback" -> new RollbackCommand(options);
          case "recover" -> new RecoverCommand(options);
          case "history" -> new HistoryCommand(options);
          case "verify" -> new VerifyCommand(options, clock);
          case "acl" -> new AclCommand(options, clock);
          case "render" -> new RenderCommand(options);
          case "profile" -> new ProfileCommand(options);
          case "demo" -> new DemoCommand(options);
          case "completion" -> new CompletionCommand();
          default -> null;
        });
  }
}
