package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

class CommandsTest {
  private final Commands commands = new Commands(new GlobalOptions(), Clock.systemUTC());

  @Test
  void eachCommandIsFoundByEachOfItsNames() {
    assertThat(commands.all()).isNotEmpty();
    for (Object command : commands.all()) {
      for (String name : names(command)) {
        if (!name.equals("completion")) {
          assertThat(commands.named(name, "argument").map(CommandsTest::names))
              .as(name)
              .contains(names(command));
        }
      }
    }
  }

  @Test
  void optionsOfTheRootMayComeFirst() {
    assertThat(commands.named("--workspace", "push", "-o", "json", "allowlist"))
        .map(CommandsTest::names)
        .contains(List.of("allowlist"));
  }

  @Test
  void whatIsNotCertainMeetsTheWholeList() {
    for (String line :
        List.of("", "--help", "allowlst", "-ojson plan", "--workspace", "completion", "help")) {
      assertThat(commands.named(line.split(" ", -1))).as(line).isEmpty();
    }
  }

  @Test
  void helpAndCompletionAndSuggestionsKnowEveryCommand() {
    String help = output("--help");
    String completion = output("completion");
    for (Object command : commands.all()) {
      assertThat(help).contains(names(command).getFirst());
      assertThat(completion).contains(names(command).getFirst());
    }
    assertThat(output("allowlst")).contains("allowlist");
  }

  @Test
  void versionIsOneLine() {
    assertThat(output("--version").lines()).containsExactly(output("-V").strip());
    assertThat(output("allowlist", "--help")).startsWith("Usage: portcullis allowlist");
  }

  private static List<String> names(Object command) {
    if (command instanceof CommandSpec described) {
      return List.of(described.name());
    }
    Command said = command.getClass().getAnnotation(Command.class);
    List<String> names = new ArrayList<>(List.of(said.name()));
    names.addAll(Arrays.asList(said.aliases()));
    return names;
  }

  private static String output(String... arguments) {
    StringWriter all = new StringWriter();
    PrintWriter both = new PrintWriter(all);
    Portcullis.run(both, both, arguments);
    return all.toString();
  }
}
