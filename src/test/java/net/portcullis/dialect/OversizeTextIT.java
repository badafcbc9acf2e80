package net.portcullis.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Readers take texts of a size that nobody sends: with the integration tests, since it takes time.
 */
class OversizeTextIT {
  private static final Profiles PROFILES = TestProfiles.all();

  /** Texts that grow without bound in one way: quadratic time would take hours for these. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("profiles")
  void oversizeTextsAreReadInTimeThatGrowsWithThem(String profile) {
    Dialect dialect = PROFILES.dialect(profile).orElseThrow();
    HostileShapes.of(profile)
        .forEach((shape, text) -> {
          DeviceConfig config =
              Assertions.assertTimeoutPreemptively(
                  Duration.ofMinutes(2),
                  () -> dialect.readFile("hostile", text.apply(HostileShapes.LARGE)),
                  shape);
          assertThat(config).as(shape).isNotNull();
        });
  }

  static List<String> profiles() {
    return PROFILES.names();
  }
}
