package net.portcullis.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldsTest {
  private final Problems problems = new Problems();

  @Test
  void anUnknownKeyIsToldWithTheNearestKnownOne() {
    Fields fields = fields("protocl: tcp\nzzzzzz: 1\n");
    fields.optionalText("protocol");
    fields.end();
    assertThat(told())
        .containsExactly(
            "f.yaml:1:1: The key 'protocl' is not known here. Did you mean 'protocol'?",
            "f.yaml:2:1: The key 'zzzzzz' is not known here. Known keys: protocol.");
  }

  @Test
  void aMissingKeyIsToldWhereTheMappingBegins() {
    fields("a: 1\n").required("name", text -> text);
    assertThat(told())
        .containsExactly("f.yaml:1:1: The key 'name' is missing here. Add 'name: ...'.");
  }

  @Test
  void aValueOfTheWrongShapeIsToldOnce() {
    Fields fields = fields("a: [1]\nb: {c: 1}\nd: text\ne:\n");
    assertThat(fields.text("a")).isEmpty();
    assertThat(fields.required("b", text -> text)).isEmpty();
    assertThat(fields.mapping("d").orElseThrow().all()).isEmpty();
    assertThat(fields.text("e")).isEmpty();
    assertThat(problems.all())
        .extracting(problem -> problem.place().toString())
        .containsExactly("f.yaml:1:4", "f.yaml:2:4", "f.yaml:3:4", "f.yaml:4:3");
  }

  @Test
  void wholeNumbersHaveBounds() {
    Fields fields = fields("a: 70000\nb: -1\nc: 99999999999999999999\nd: 1.5\ne: 0x10\nf: 65535\n");
    for (String key : List.of("a", "b", "c", "d", "e")) {
      assertThat(fields.integer(key, 1, 65535)).as(key).isEmpty();
    }
    assertThat(fields.integer("f", 1, 65535)).contains(65535);
    assertThat(told().getFirst())
        .isEqualTo(
            "f.yaml:1:4: '70000' is not a whole number from 1 to 65535. Write a number from 1 to 65535.");
    assertThat(problems.count()).isEqualTo(5);
  }

  @Test
  void flagsAreTrueOrFalseAndNothingElse() {
    Fields fields = fields("a: true\nb: yes\n");
    assertThat(fields.flag("a", false)).isTrue();
    assertThat(fields.flag("b", false)).isFalse();
    assertThat(fields.flag("absent", true)).isTrue();
    assertThat(told())
        .containsExactly("f.yaml:2:4: 'yes' is neither true nor false. Write true or false.");
  }

  @Test
  void aWordOutsideTheChoiceBringsTheNearest() {
    fields("a: enforec\n").choice("a", List.of("observe", "enforce"));
    assertThat(told())
        .containsExactly(
            "f.yaml:1:4: 'enforec' is not one of: observe, enforce. Did you mean 'enforce'?");
  }

  private Fields fields(String text) {
    return Fields.of(YamlReader.read("f.yaml", text, problems).orElseThrow(), problems);
  }

  private List<String> told() {
    return problems.all().stream().map(Problem::toString).toList();
  }
}
