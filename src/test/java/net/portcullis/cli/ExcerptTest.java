package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;

class ExcerptTest {
  @Test
  void aShortTextIsShownWhole() {
    String text = "one\n\ntwo, which is wide\n";
    assertThat(Excerpt.of(text, 5)).isEqualTo(text);
  }

  @Test
  void eachPartOfALongPlanIsBegun() {
    String text =
        "sw1: change\n"
            + "  risk: a long sentence\n"
            + "  --- before\n"
            + lines("  +rule", 30)
            + "  stage:\n"
            + lines("    rule", 3);
    assertThat(Excerpt.of(text, 14))
        .isEqualTo(
            "sw1: change\n"
                + "  risk: a lon…\n"
                + "  --- before\n"
                + lines("  +rule", 4)
                + "    ... 26 more\n"
                + "  stage:\n"
                + lines("    rule", 3)
                + "('demo --full' shows all of it.)\n");
  }

  @Test
  void veryManyPartsAreNotAllBegun() {
    assertThat(Excerpt.of(lines("  part:", 100), 80))
        .isEqualTo(lines("  part:", 56) + "... and 44 more lines; 'demo --full' shows them.\n");
  }

  private static String lines(String line, int count) {
    return String.join("", Collections.nCopies(count, line + "\n"));
  }
}
