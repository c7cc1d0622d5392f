// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Two threads for what may wait. One key runs once at a time, so one endpoint that never returns
 * holds one thread and the others go on.
 *
 * <p>Thread-safe; offering never blocks for long.
 */
final class Workers {

  private static final int THREADS = 2;

  private record Job(String key, Runnable body) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private final Deque<Job> waiting = new ArrayDeque<>();
  private final Set<String> running = new HashSet<>();
  private final List<Thread> threads = new ArrayList<>();
  private final int capacity;
  private boolean stopped;

  private Workers(int capacity) {
    this.capacity = capacity;
  }

  /** Starts the threads; at most {@code capacity} jobs wait. */
  static Workers start(int capacity) {
    Workers workers = new Workers(capacity);
    for (int i = 1; i <= THREADS; i++) {
      workers.threads.add(Threads.start("sightglass-ops-worker-" + i, workers::work));
    }
    return workers;
  }

  /** Takes a job, or returns false if too many wait. The job must not throw. */
  boolean offer(String key, Runnable body) {
    lock.lock();
    try {
      if (stopped || waiting.size() >= capacity) {
        return false;
      }
      waiting.add(new Job(key, body));
      change.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the threads; a job that is running is interrupted and not waited for longer than that. */
  void stop(Duration wait) {
    lock.lock();
    try {
      stopped = true;
      waiting.clear();
      change.signalAll();
    } finally {
      lock.unlock();
    }
    threads.forEach(Thread::interrupt);
    long end = System.nanoTime() + wait.toNanos();
    for (Thread thread : threads) {
      Threads.join(thread, Duration.ofNanos(end - System.nanoTime()));
    }
  }

  private void work() {
    Job job = next(null);
    while (job != null) {
      try {
        job.body().run();
      } catch (RuntimeException | Error e) {
        // The job has its own answer to failures; the thread must live in any case.
      }
      // An interrupt that a job leaves behind is not the next one's.
      Thread.interrupted();
      job = next(job);
    }
  }

  private @Nullable Job next(@Nullable Job done) {
    lock.lock();
    try {
      if (done != null) {
        running.remove(done.key());
        change.signalAll();
      }
      while (!stopped) {
        Job job = takeFree();
        if (job != null) {
          return job;
        }
        change.awaitUninterruptibly();
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Job takeFree() {
    for (Iterator<Job> jobs = waiting.iterator(); jobs.hasNext(); ) {
      Job job = jobs.next();
      if (running.add(job.key())) {
        jobs.remove();
        return job;
      }
    }
    return null;
  }
}
