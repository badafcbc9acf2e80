package net.portcullis.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a device shows of the room in its hardware. */
class HeadroomTest {
  private final Dialect dialect = TestProfiles.dialect("cisco-ios");

  @Test
  void aRowOfATableIsReadWhateverItsBlanks() {
    String shown =
        """
        CAM Utilization for ASIC  [0]
         Table                                              Max Values        Used Values
         --------------------------------------------------------------------------------
         Unicast MAC addresses                              32768/1024          20/22
         Security Access Control Entries                    5120                126
        """;

    List<Room> rooms = dialect.headroom(shown);

    assertThat(rooms).containsExactly(new Room("Security Access Control Entries", 5120, 126));
    assertThat(rooms.getFirst().free()).isEqualTo(4994);
  }

  @Test
  void whatIsNoNumberTellsNothing() {
    assertThat(dialect.headroom(" Security Access Control Entries   -   126\n")).isEmpty();
    assertThat(dialect.headroom("% Invalid input detected at '^' marker.\n")).isEmpty();
  }
}
