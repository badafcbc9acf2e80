package net.portcullis.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Traps of platforms that no single text shows. */
class PlatformTrapsTest {
  private static final Profiles SHIPPED = TestProfiles.all();

  private static Dialect dialect(String name) {
    return SHIPPED.dialect(name).orElseThrow();
  }

  /** Where a direction takes one list, or nobody knows which of two is asked first. */
  @ParameterizedTest
  @CsvSource({
    "h3c-comware7, DELTA",
    "h3c-comware5, DELTA",
    "huawei-vrp, DELTA",
    "huawei-ar, DELTA",
    "huawei-vrp8, DELTA",
    "cisco-ios, ATOMIC",
    "ruijie-rgos, ATOMIC",
    "arista-eos, ATOMIC",
    "juniper-junos, ATOMIC",
    "linux-nftables, ATOMIC"
  })
  void aListIsExchangedOnlyWhereOneCommandDoesIt(String profile, Dialect.Swap swap) {
    assertThat(dialect(profile).swap()).isEqualTo(swap);
  }

  /** Without an archive nothing would bring the old configuration back. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "false | Archive feature not enabled",
        "true | The maximum archive configurations allowed is 14."
      })
  void aTimerThatNeedsAnArchiveIsThereWhereTheDeviceShowsOne(boolean there, String shown) {
    assertThat(dialect("cisco-ios").timedRollbacks().getFirst().available(shown)).isEqualTo(there);
  }

  /** Permit and deny have other numbers in the older tables of HH3C-ACL-MIB (A.1) than in A.2. */
  @ParameterizedTest
  @ValueSource(strings = {"h3c-comware7", "h3c-comware5"})
  void noTableOfTheOlderKindIsRead(String profile) {
    SnmpSpec snmp = dialect(profile).snmp();
    List<String> read =
        Stream.concat(
                snmp.rules().stream().map(SnmpSpec.RuleTable::count),
                snmp.bindings().stream().map(SnmpSpec.BindingTable::column))
            .toList();

    assertThat(read).isNotEmpty().noneMatch(oid -> oid.startsWith("1.3.6.1.4.1.25506.2.8.1."));
  }

  /** Lists with a name stand in other tables than lists with a number, which are asked after. */
  @Test
  void aListWithANameIsLookedUpWhereNamesAre() {
    SnmpSpec snmp = dialect("h3c-comware7").snmp();

    assertThat(snmp.rules())
        .extracting(SnmpSpec.RuleTable::count)
        .containsExactly("1.3.6.1.4.1.25506.2.8.2.1.4.1.8", "1.3.6.1.4.1.25506.2.8.2.1.3.1.8");
    assertThat(snmp.bindings())
        .extracting(SnmpSpec.BindingTable::column)
        .containsExactly("1.3.6.1.4.1.25506.2.8.3.6.1.9", "1.3.6.1.4.1.25506.2.8.3.2.1.9");
  }
}
