package net.portcullis.store;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The process that holds something.
 *
 * @param user who started it
 * @param host where it runs, with the boot it belongs to where the system tells
 * @param pid its process number there
 * @param started when it began, in milliseconds since 1970; tells it from a later process of the
 *     same number
 */
public record Owner(String user, String host, long pid, long started) {

  /** This process. */
  public static Owner current() {
    ProcessHandle self = ProcessHandle.current();
    return new Owner(self.info().user().orElse("unknown"), localHost(), self.pid(), started(self));
  }

  /** True where it ran on this host and no longer does. A process elsewhere is never known dead. */
  public boolean deadHere() {
    if (!isHere()) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    return process.isEmpty() || started(process.get()) != started;
  }

  /** True where it runs, or ran, on this host. */
  public boolean isHere() {
    return host.equals(localHost());
  }

  /** For people. */
  public String text() {
    return user + "@" + host + " (process " + pid + ")";
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
  }

  private static String localHost() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException elsewhere) {
      return nameFromNetwork();
    }
  }

  private static String nameFromNetwork() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException nameless) {
      return "localhost";
    }
  }
}
