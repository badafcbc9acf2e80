package net.portcullis.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.portcullis.change.Fleet;
import net.portcullis.report.Safe;
import net.portcullis.store.Store;
import net.portcullis.store.StoreException;
import net.portcullis.store.TransactionRecord;

/**
 * What Ctrl-C does while devices change: no further one is begun, those under way go on to their
 * end, and only then does the process end. A second Ctrl-C ends it at once and tells what it
 * leaves.
 */
final class Interruption implements AutoCloseable {
  private static final int LONGEST_MINUTES = 30;
  private static final int STORE_SECONDS = 2;

  private final Fleet fleet;
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook;

  private Interruption(Fleet fleet, Store store, String run, PrintWriter err) {
    this.fleet = fleet;
    this.hook =
        new Thread(() -> {
          fleet.stop();
          SecondSignal.then(() -> {
            err.println(left(store, run));
            Runtime.getRuntime().halt(ExitStatus.INTERRUPTED.code());
          });
          err.println(
              "Interrupted: no further device is begun; those under way are finished or undone."
                  + " Interrupt again to leave them to 'portcullis recover'.");
          await();
        });
  }

  static Interruption stopping(Fleet fleet, Store store, String run, PrintWriter err) {
    Interruption interruption = new Interruption(fleet, store, run, err);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** What stays unfinished, as the store has it: a device may be one line further. */
  private static String left(Store store, String run) {
    CompletableFuture<List<TransactionRecord>> asked = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            asked.complete(store.ofRun(run));
          } catch (StoreException unread) {
            asked.completeExceptionally(unread);
          }
        });
    try {
      List<TransactionRecord> devices =
          asked.get(STORE_SECONDS, TimeUnit.SECONDS).stream()
              .filter(each -> !each.ended())
              .toList();
      StringBuilder text = new StringBuilder("Interrupted again: the process ends now.");
      for (TransactionRecord each : devices) {
        text.append("\n  ").append(Safe.line(each.device())).append(": ").append(each.state());
      }
      return text.append(
              devices.isEmpty()
                  ? " No device is left unfinished."
                  : "\nThese devices are left unfinished: run 'portcullis recover'.")
          .toString();
    } catch (ExecutionException | TimeoutException unread) {
      return "Interrupted again: the process ends now. What it leaves could not be read from the store;"
          + " run 'portcullis recover'.";
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      return "Interrupted again: the process ends now; run 'portcullis recover'.";
    }
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
