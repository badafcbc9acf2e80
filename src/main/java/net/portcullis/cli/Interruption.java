package net.portcullis.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.portcullis.change.Fleet;

/**
 * What Ctrl-C does while devices change: no further one is begun, those under way go on to their
 * end, and only then does the process end.
 */
final class Interruption implements AutoCloseable {
  private static final int LONGEST_MINUTES = 30;

  private final Fleet fleet;
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook;

  private Interruption(Fleet fleet, PrintWriter err) {
    this.fleet = fleet;
    this.hook =
        new Thread(() -> {
          fleet.stop();
          err.println(
              "Interrupted: no further device is begun; those under way are finished or undone."
                  + " What is killed before that is left to 'portcullis recover'.");
          await();
        });
  }

  static Interruption stopping(Fleet fleet, PrintWriter err) {
    Interruption interruption = new Interruption(fleet, err);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void await() {
    try {
      if (done.await(LONGEST_MINUTES, TimeUnit.MINUTES)) {
        Runtime.getRuntime().halt(ExitStatus.INTERRUPTED.code());
      }
    } catch (InterruptedException giveUp) {
      Thread.currentThread().interrupt();
    }
  }

  /** What to end with: being interrupted counts where nothing worse happened. */
  ExitStatus status(ExitStatus otherwise) {
    return fleet.wasStopped() && otherwise != ExitStatus.NEEDS_ATTENTION
        ? ExitStatus.INTERRUPTED
        : otherwise;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException underWay) {
      // The process is ending; the hook waits for what follows.
      done.countDown();
    }
  }
}
