package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What one command line left behind. */
record CommandRun(int status, String out, String err) {

  static CommandRun of(String... line) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Portcullis.run(new PrintWriter(out, true), new PrintWriter(err, true), line);
    return new CommandRun(status, out.toString(), err.toString());
  }

  /** The output of a command that must end so and must say nothing beside it. */
  static JsonNode json(int status, String... line) {
    CommandRun run = of(line);
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).as(run.out()).isEqualTo(status);
    return JsonMapper.shared().readTree(run.out());
  }
}
