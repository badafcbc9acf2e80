package net.portcullis.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void columnsAreAsWideAsTheirCells() {
    assertThat(new Table("device", "state").row("edge-a", "SAVED").row("b", "").render(80))
        .isEqualTo("device  state\nedge-a  SAVED\nb\n");
  }

  @Test
  void theWidestColumnGivesWayAndWrapsAtSpaces() {
    String text = new Table("a", "why").row("1", "one two three four five six").render(20);
    assertThat(text).isEqualTo("a  why\n1  one two three\n   four five six\n");
    assertThat(text.lines()).allMatch(line -> line.length() <= 20);
  }

  @Test
  void ideographsTakeTwoColumns() {
    assertThat(new Table("x", "y").row("端口", "1").row("ab", "2").render(80))
        .isEqualTo("x     y\n端口  1\nab    2\n");
  }

  @Test
  void deviceTextCannotSteerTheTerminal() {
    assertThat(new Table("x").row("\u001B[2Jgone\u202E").render(80))
        .isEqualTo("x\n\\u001B[2Jgone\\u202E\n");
  }
}
