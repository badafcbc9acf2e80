package net.portcullis.session;

import java.io.Console;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.portcullis.input.InvalidInputException;
import net.portcullis.input.Problem;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.SecretReference;

/**
 * Fetches secrets from where the inventory says they are, each once in a run. Close it at the end
 * of the run: that wipes them.
 */
public final class Secrets implements AutoCloseable {
  private static final int LONGEST = 4096;

  private final Function<String, Optional<String>> environment;
  private final Terminal terminal;
  private final Map<SecretReference, Secret> known = new HashMap<>();

  /** Asks a person for a secret without showing it. */
  @FunctionalInterface
  public interface Terminal {
    /** What was typed; nothing where nobody can be asked. */
    Optional<char[]> ask(String question);
  }

  /**
   * @param environment looks up a variable
   * @param terminal asks the person in front of it
   */
  public Secrets(Function<String, Optional<String>> environment, Terminal terminal) {
    this.environment = environment;
    this.terminal = terminal;
  }

  /** This process's environment and, where it has one, its terminal. */
  public static Secrets ofProcess() {
    return new Secrets(
        name -> Optional.ofNullable(System.getenv(name)),
        question ->
            Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .flatMap(console -> Optional.ofNullable(console.readPassword("%s", question))));
  }

  /**
   * Fetches what these devices need to be logged in to, so that what is wrong with any of it is
   * told before the first of them is contacted.
   *
   * @throws InvalidInputException with every problem at its reference's place
   */
  public void prepare(Collection<Device> devices) {
    Problems problems = new Problems();
    for (Device device : devices) {
      Device.Credentials credentials = device.credentials();
      credentials
          .password()
          .ifPresent(reference -> attempt(reference, "password of " + device.name(), problems));
      credentials
          .privilege()
          .ifPresent(
              reference -> attempt(reference, "privilege password of " + device.name(), problems));
      credentials
          .key()
          .filter(key -> !(key instanceof SecretReference.Agent))
          .ifPresent(reference -> attempt(() -> key(reference), problems));
    }
    problems.throwIfAny();
  }

  private void attempt(SecretReference reference, String what, Problems problems) {
    attempt(() -> resolve(reference, what), problems);
  }

  private static void attempt(Runnable fetch, Problems problems) {
    try {
      fetch.run();
    } catch (InvalidInputException wrong) {
      for (Problem problem : wrong.problems()) {
        if (!problems.all().contains(problem)) {
          problems.add(problem.place(), problem.what(), problem.remedy());
        }
      }
    }
  }

  /**
   * A password, community or passphrase: one line.
   *
   * @param what it is, for the question on a terminal, such as {@code password of sw1}
   * @throws InvalidInputException where it cannot be had
   */
  public synchronized Secret resolve(SecretReference reference, String what) {
    Secret earlier = known.get(reference);
    if (earlier != null) {
      return earlier;
    }
    Secret secret =
        switch (reference) {
          case SecretReference.Prompt prompt -> ask(prompt, what);
          case SecretReference.File file -> firstLine(file, SecretFile.read(file, LONGEST));
          case SecretReference.Environment variable -> variable(variable);
          case SecretReference.Program program ->
              firstLine(program, SecretProgram.run(program, LONGEST));
          case SecretReference.Agent agent ->
              throw new InvalidInputException(
                  agent.place(),
                  "The SSH agent holds keys, no passwords.",
                  "Name the agent as 'key', or name another source here.");
        };
    known.put(reference, secret);
    return secret;
  }

  /**
   * The text of a private key.
   *
   * @throws InvalidInputException where it cannot be had
   */
  synchronized byte[] key(SecretReference reference) {
    return switch (reference) {
      case SecretReference.File file -> SecretFile.read(file, 16 * LONGEST);
      case SecretReference.Program program -> SecretProgram.run(program, 16 * LONGEST);
      case SecretReference.Environment variable -> variable(variable).utf8();
      case SecretReference.Prompt prompt ->
          throw new InvalidInputException(
              prompt.place(),
              "A private key cannot be typed at a prompt.",
              "Name a file, a program or the agent.");
      case SecretReference.Agent agent ->
          throw new IllegalArgumentException("The agent's keys stay with the agent.");
    };
  }

  private Secret ask(SecretReference.Prompt prompt, String what) {
    char[] typed =
        terminal
            .ask("Enter the " + what + ": ")
            .orElseThrow(() ->
                new InvalidInputException(
                    prompt.place(),
                    "The " + what + " is to be asked for, but there is no terminal.",
                    "Run this on a terminal, or name a file, a program or a variable."));
    if (typed.length == 0) {
      throw new InvalidInputException(
          prompt.place(), "Nothing was typed for the " + what + ".", "Type it when asked.");
    }
    try {
      return Secret.of(typed);
    } finally {
      Arrays.fill(typed, '\0');
    }
  }

  private Secret variable(SecretReference.Environment variable) {
    String value =
        environment
            .apply(variable.variable())
            .filter(text -> !text.isEmpty())
            .orElseThrow(() ->
                new InvalidInputException(
                    variable.place(),
                    "The environment variable '" + variable.variable() + "' is not set.",
                    "Set it, or name another source."));
    return Secret.of(value.toCharArray());
  }

  private static Secret firstLine(SecretReference reference, byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
      end++;
    }
    if (end == 0) {
      throw new InvalidInputException(
          reference.place(), "The secret's first line is empty.", "Put the secret there.");
    }
    CharBuffer text = CharBuffer.wrap(new char[end]);
    StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .decode(ByteBuffer.wrap(bytes, 0, end), text, true);
    text.flip();
    char[] characters = new char[text.remaining()];
    text.get(characters);
    Arrays.fill(text.array(), '\0');
    Arrays.fill(bytes, (byte) 0);
    try {
      for (char c : characters) {
        if (Character.isISOControl(c)) {
          throw new InvalidInputException(
              reference.place(),
              "The secret holds a control character.",
              "A device could take it for a line end: change the secret.");
        }
      }
      return Secret.of(characters);
    } finally {
      Arrays.fill(characters, '\0');
    }
  }

  @Override
  public synchronized void close() {
    known.values().forEach(Secret::close);
    known.clear();
  }
}
