// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.executor;

import io.sightglass.Observability;
import io.sightglass.catalogue.MeterSpec;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.IntSupplier;

/** The gauges of a pool, read at each scrape. */
final class PoolLevels {

  private final Observability obs;
  private final String name;

  private PoolLevels(Observability obs, String name) {
    this.obs = obs;
    this.name = name;
  }

  /** Of the pools of the JDK that can be asked; others have none. */
  static void observe(Observability obs, String name, ExecutorService executor) {
    PoolLevels levels = new PoolLevels(obs, name);
    if (executor instanceof ThreadPoolExecutor pool) {
      levels.of(pool);
    } else if (executor instanceof ForkJoinPool pool) {
      levels.of(pool);
    }
  }

  private void of(ThreadPoolExecutor pool) {
    threads(pool::getActiveCount, pool::getPoolSize);
    level(ExecutorMeters.THREADS_MAX, pool::getMaximumPoolSize);
    level(ExecutorMeters.QUEUED, () -> pool.getQueue().size());
    level(ExecutorMeters.REMAINING, () -> pool.getQueue().remainingCapacity());
  }

  // Its queues have no bound.
  private void of(ForkJoinPool pool) {
    threads(pool::getActiveThreadCount, pool::getPoolSize);
    level(ExecutorMeters.THREADS_MAX, pool::getParallelism);
    level(
        ExecutorMeters.QUEUED,
        () ->
            (int)
                Math.min(
                    Integer.MAX_VALUE,
                    pool.getQueuedSubmissionCount() + pool.getQueuedTaskCount()));
  }

  private void threads(IntSupplier active, IntSupplier all) {
    level(ExecutorMeters.THREADS, active, "active");
    level(ExecutorMeters.THREADS, () -> Math.max(0, all.getAsInt() - active.getAsInt()), "idle");
  }

  private void level(MeterSpec gauge, IntSupplier level, String... further) {
    if (further.length == 0) {
      obs.meters().gauge(gauge).observe(level::getAsInt, name);
    } else {
      obs.meters().gauge(gauge).observe(level::getAsInt, name, further[0]);
    }
  }
}
