// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads every source once, so that a bad one costs nothing but its own families. Families of ours
 * are read at once. Everything that runs code of the app is read on threads of ours, within one
 * second in all: when a reading makes no progress, another thread goes on with the rest; what has
 * not returned at the deadline is left out, and left alone until it returns. Sources that were in
 * time before come first, so newcomers cannot take the time of those that work.
 */
final class Gatherer implements AutoCloseable {

  static final int MAX_THREADS = 32;

  private static final long DEADLINE_MILLIS = 1_000;
  private static final long PATIENCE_MILLIS = 20;

  private final Skips skips;
  private final ExecutorService threads;

  Gatherer(Skips skips) {
    this.skips = skips;
    var number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            0,
            MAX_THREADS,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              var thread = new Thread(task, "sightglass-scrape-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** The families of all sources, by name, each name once. */
  List<MetricSnapshot> gather(List<Source> sources) {
    List<@Nullable List<MetricSnapshot>> results =
        new ArrayList<>(Arrays.asList(newResults(sources.size())));
    List<Integer> foreign = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      if (source.isInstant()) {
        results.set(i, collectInstant(source));
      } else {
        foreign.add(i);
      }
    }
    if (!foreign.isEmpty()) {
      new Run(sources, foreign).into(results);
    }
    Merge merge = new Merge(skips);
    for (int i = 0; i < sources.size(); i++) {
      List<MetricSnapshot> families = results.get(i);
      if (families != null) {
        merge.add(sources.get(i), families);
      }
    }
    return merge.families();
  }

  // A list of so many nulls, which List.of and nCopies().set do not give.
  @SuppressWarnings("unchecked")
  private static @Nullable List<MetricSnapshot>[] newResults(int length) {
    return (List<MetricSnapshot>[]) new List<?>[length];
  }

  private @Nullable List<MetricSnapshot> collectInstant(Source source) {
    try {
      return source.collect();
    } catch (RuntimeException e) {
      skips.failed(source.toString(), e);
      return null;
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }

  /** One reading of the sources that run code of the app. */
  private final class Run implements Runnable {

    private final List<Source> sources;
    private final int[] queue;
    private final @Nullable List<MetricSnapshot>[] found;
    private final boolean[] done;
    private int taken;
    private int finished;
    private boolean over;

    Run(List<Source> sources, List<Integer> foreign) {
      this.sources = sources;
      this.queue =
          foreign.stream()
              .sorted(Comparator.comparing((Integer i) -> !sources.get(i).isProven()))
              .mapToInt(Integer::intValue)
              .toArray();
      this.found = newResults(queue.length);
      this.done = new boolean[queue.length];
    }

    void into(List<@Nullable List<MetricSnapshot>> results) {
      if (!start()) {
        skips.busy(queue.length);
        return;
      }
      await();
      synchronized (this) {
        over = true;
        for (int i = 0; i < queue.length; i++) {
          results.set(queue[i], found[i]);
          if (!done[i]) {
            Source source = sources.get(queue[i]);
            source.proven(false);
            skips.late(source.toString());
          }
        }
      }
    }

    private boolean start() {
      try {
        threads.execute(this);
        return true;
      } catch (RejectedExecutionException e) {
        return false;
      }
    }

    private synchronized void await() {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEADLINE_MILLIS);
      boolean interrupted = false;
      while (finished < queue.length) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          break;
        }
        int before = finished;
        try {
          wait(Math.min(left, PATIENCE_MILLIS));
        } catch (InterruptedException e) {
          interrupted = true;
        }
        if (finished == before && taken < queue.length) {
          // False when every thread is stuck in a source: then wait for what was taken.
          start();
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void run() {
      int next;
      while ((next = take()) >= 0) {
        Source source = sources.get(queue[next]);
        if (!source.claim()) {
          skips.stuck(source.toString());
          finish(next, null);
          continue;
        }
        collect(next, source);
      }
    }

    private void collect(int next, Source source) {
      List<MetricSnapshot> families = null;
      try {
        families = source.collect();
        source.proven(true);
      } catch (Throwable e) {
        source.proven(false);
        skips.failed(source.toString(), e);
        rethrowFatal(e);
      } finally {
        // Before the scrape may end: the next one would find the source taken and leave it out.
        source.release();
        finish(next, families);
      }
    }

    private synchronized int take() {
      return over || taken == queue.length ? -1 : taken++;
    }

    private synchronized void finish(int at, @Nullable List<MetricSnapshot> families) {
      found[at] = over ? null : families;
      done[at] = true;
      finished++;
      if (finished == queue.length) {
        notifyAll();
      }
    }
  }

  // A StackOverflowError is the source's own recursion; the thread is whole again.
  private static void rethrowFatal(Throwable e) {
    if (e instanceof VirtualMachineError error && !(e instanceof StackOverflowError)) {
      throw error;
    }
  }
}
