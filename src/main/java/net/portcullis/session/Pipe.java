package net.portcullis.session;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded queue of bytes between the thread that listens to a device and the one that reads. When
 * it is full the listener waits, so that a device that floods is held back by its own connection.
 */
final class Pipe {
  private static final int CAPACITY = 64 * 1024;

  /** What is kept while nothing has arrived: there are thousands of these. */
  private static final int LEAST = 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private byte[] bytes = new byte[LEAST];
  private int start;
  private int count;
  private boolean ended;

  /** Adds bytes, waiting for room; returns false where nobody reads any more. */
  boolean put(byte[] from, int length) throws InterruptedException {
    int at = 0;
    lock.lock();
    try {
      while (at < length) {
        while (count == CAPACITY && !ended) {
          changed.await();
        }
        if (ended) {
          return false;
        }
        int now = Math.min(length - at, CAPACITY - count);
        makeRoom(count + now);
        for (int i = 0; i < now; i++) {
          bytes[(start + count + i) % bytes.length] = from[at + i];
        }
        count += now;
        at += now;
        changed.signalAll();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** As {@link Wire#read}. */
  int take(byte[] into, long nanos) throws IOException {
    long left = nanos;
    lock.lock();
    try {
      while (count == 0 && !ended && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (count == 0) {
        return ended ? Wire.END : 0;
      }
      int now = Math.min(into.length, count);
      for (int i = 0; i < now; i++) {
        into[i] = bytes[(start + i) % bytes.length];
      }
      start = (start + now) % bytes.length;
      count -= now;
      if (count == 0 && bytes.length > LEAST) {
        bytes = new byte[LEAST];
        start = 0;
      }
      changed.signalAll();
      return now;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      lock.unlock();
    }
  }

  /** No more bytes will come; those that are there can still be taken. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void makeRoom(int needed) {
    if (needed <= bytes.length) {
      return;
    }
    byte[] larger = new byte[Math.min(CAPACITY, Math.max(needed, bytes.length * 4))];
    for (int i = 0; i < count; i++) {
      larger[i] = bytes[(start + i) % bytes.length];
    }
    bytes = larger;
    start = 0;
  }
}
