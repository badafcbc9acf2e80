package net.portcullis.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Profiles;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Device.Transport;
import net.portcullis.inventory.SecretReference;
import net.portcullis.lab.ContainerLab;

/**
 * The lab's router as it is talked to.
 *
 * @param profile the name of what its command line is
 * @param profiles folders of profiles
 * @param user whose password is {@code portcullis}
 */
record LabRouter(String profile, List<Path> profiles, String user) {
  private static final Place HERE = new Place("lab", 1, 1);

  static Secrets secrets() {
    return new Secrets(_ -> Optional.of("portcullis"), _ -> Optional.empty());
  }

  static DeviceDialer dialer(Secrets secrets, Optional<HostKey> key) {
    return new DeviceDialer(
        secrets,
        _ -> key.map(each -> each.type() + " " + each.base64()),
        Timeouts.USUAL,
        System::nanoTime);
  }

  /** The key that it shows; nobody has vouched for it. */
  HostKey key(Secrets secrets) throws SessionException {
    try (DeviceDialer curious = dialer(secrets, Optional.empty())) {
      return curious.observe(device(Transport.SSH));
    }
  }

  Dialect dialect() {
    Problems problems = new Problems();
    Profiles read = Profiles.read(profiles, problems);
    problems.throwIfAny();
    return read.dialect(profile).orElseThrow();
  }

  Device device(Transport transport) {
    int port =
        switch (transport) {
          case SSH -> 22;
          case TELNET -> 23;
        };
    return new Device(
        "router",
        "lab",
        ContainerLab.ROUTER,
        port,
        transport,
        profile,
        Optional.empty(),
        new Device.Credentials(
            user,
            Optional.of(new SecretReference.Environment("LAB", HERE)),
            Optional.empty(),
            Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        "PC",
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        false,
        List.of(),
        List.of(),
        HERE,
        HERE);
  }
}
