package net.portcullis.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What platforms' configurations mean, as text that reads like a specification. A case is a file
 * {@code src/test/resources/dialect/PROFILE/CASE.txt}; its name says what must hold. It begins with
 * a sentence or more for people; then each section begins with a line {@code ==== ...}:
 *
 * <pre>
 * ==== configuration
 * A configuration, a listing or a list alone, in the platform's own words. Several are read one
 * after the other, as outputs of one device.
 *
 * ==== packets 101
 * # The list of that name is asked about each packet; lines with # are for people.
 * permit  tcp 10.1.1.1:40000 > 10.2.2.2:22
 * deny    udp 10.1.1.1:40000 > 10.2.2.2:53
 * unknown ip 10.1.1.1 > 10.2.2.2 proto 47
 *
 * ==== types stage 4 101
 * What is typed to put that list of the configuration on a device, written anew from its meaning.
 * Likewise, with DIRECTION in or out and FAMILY 4 or 6: 'bind INTERFACE DIRECTION FAMILY LIST',
 * 'exchange INTERFACE DIRECTION FAMILY LIST OLD', 'unbind INTERFACE DIRECTION FAMILY LIST',
 * 'group FAMILY LIST' (staged with object groups), 'remove FAMILY LIST', 'ungroup FAMILY GROUP', 'read running', 'read startup', 'save', and 'undo' for the device's own
 * timers set to five minutes.
 *
 * ==== hostname
 * ==== lists          FAMILY NAME, each list that was read
 * ==== bindings       INTERFACE DIRECTION FAMILY LIST [STATUS]
 * ==== references     LIST WHERE
 * ==== infrastructure INTERFACE PROTOCOL
 * ==== ipv6           INTERFACE that has IPv6
 * ==== unreadable     the lines that were not understood
 * </pre>
 *
 * <p>Each of the last seven says all that there is; only {@code lists} and {@code hostname} may be
 * left out where it does not matter, any other one that is left out says that there is none. After
 * a wanted change, write what is now answered with {@code -Dportcullis.golden=write} and read the
 * difference; a packet of a new case may begin with {@code ?} until then.
 */
class DialectCaseTest {
  private static final Path CASES = Path.of("src/test/resources/dialect");
  private static final Profiles PROFILES = TestProfiles.all();

  static List<String> cases() throws IOException {
    try (Stream<Path> files = Files.walk(CASES, 2)) {
      return files
          .filter(file -> file.toString().endsWith(".txt"))
          .map(file -> CASES.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void holds(String name) throws IOException {
    Path file = CASES.resolve(name);
    String profile = name.substring(0, name.indexOf('/'));
    String text = Files.readString(file);
    String answered =
        DialectCase.parse(text).answered(PROFILES.dialect(profile).orElseThrow(), file);
    if ("write".equals(System.getProperty("portcullis.golden"))) {
      Files.writeString(file, answered);
    }
    assertThat(answered).isEqualTo(text);
  }
}
