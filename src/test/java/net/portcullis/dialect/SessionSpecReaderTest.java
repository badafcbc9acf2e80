package net.portcullis.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import net.portcullis.input.Node;
import net.portcullis.input.Problems;
import net.portcullis.input.YamlReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a session section is told with its place and how to mend it. */
class SessionSpecReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "start: usr|There is no mode 'usr'|Did you mean 'user'?",
        "start: user;startt: user|The key 'startt' is not known|Did you mean 'start'?",
        "start: user;columns: 70000|'70000' is not a whole number from 80|",
        "start: user;command-timeout: 3 days|is not a time|500ms, 30s or 2m",
        "start: user;line-end: lfcr|'lfcr' is not one of|",
        "start: user;errors: ['*']|would match everything|",
        "start: user;pagers: [{answer: ' '}]|has no 'text'|",
        "start: user;privilege: {command: enable, mode: root}|There is no mode 'root'|",
        "start: user;prepare: [Größe]|U+00F6 cannot be typed|",
        "start: anonymous|shows the device's name|{hostname}"
      })
  void tellsWhatIsWrong(String lines, String what, String remedy) {
    String text =
        "modes: {user: {prompts: ['<{hostname}>']}, anonymous: {prompts: ['$ ']}}\n"
            + lines.replace(';', '\n');
    Problems problems = new Problems();
    Node section = YamlReader.read("p.yaml", text, problems).orElseThrow();
    assertThat(SessionSpecReader.read(section, problems)).isEmpty();
    assertThat(problems.all())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("p.yaml:")
        .contains(what)
        .contains(remedy == null ? "" : remedy);
  }
}
