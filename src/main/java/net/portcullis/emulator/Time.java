package net.portcullis.emulator;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The devices' time: their timers, their uptime and their slowness. */
public interface Time {

  /** Nanoseconds since some moment; never goes back. */
  long nanos();

  /** Waits. */
  void sleep(Duration time) throws InterruptedException;

  /** Runs the task once after the time, unless it is cancelled before. */
  Pending after(Duration time, Runnable task);

  /** Something that will happen. */
  @FunctionalInterface
  interface Pending {
    void cancel();
  }

  /** The machine's own time; its one thread is a daemon. */
  static Time real() {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("emulator-timers").factory());
    executor.setRemoveOnCancelPolicy(true);
    // No thread stays behind where no timer runs.
    executor.setKeepAliveTime(1, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
    return new Real(executor);
  }

  /** The machine's time. */
  final class Real implements Time {
    private final ScheduledExecutorService executor;

    private Real(ScheduledExecutorService executor) {
      this.executor = executor;
    }

    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
      if (time.isPositive()) {
        Thread.sleep(time);
      }
    }

    @Override
    public Pending after(Duration time, Runnable task) {
      ScheduledFuture<?> future =
          executor.schedule(
              () -> {
                Thread.startVirtualThread(task);
              },
              time.toNanos(),
              TimeUnit.NANOSECONDS);
      return () -> future.cancel(false);
    }
  }
}
