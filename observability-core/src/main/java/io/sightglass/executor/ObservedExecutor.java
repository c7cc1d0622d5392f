// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.executor;

import io.sightglass.Observability;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Executors whose threads, queue and tasks are measured: {@code executor_threads{executor,state}},
 * {@code executor_queue_size}, {@code executor_rejected_total}, {@code executor_task_wait_seconds},
 * {@code executor_task_duration_seconds} and what belongs to them.
 *
 * <pre>{@code
 * ExecutorService mail = obs.wrap(ObservedExecutor.of(obs, "mail", Executors.newFixedThreadPool(4)));
 * }</pre>
 *
 * <p>{@code obs.wrap} carries the context into the tasks; this alone does not. Gauges are those of
 * {@code ThreadPoolExecutor} and {@code ForkJoinPool}, and of schedulers that are one; other
 * executors, virtual threads' too, have the times of their tasks. A task that is refused counts as
 * rejected where the pool throws; a handler that drops it or runs it itself is not seen. What a
 * task returns or throws is the app's, the very same object.
 */
public final class ObservedExecutor {

  private ObservedExecutor() {}

  /**
   * Observes an executor, which is held for as long as {@code obs} is.
   *
   * @param name a constant of the code; the first 50 are series
   * @return the executor to give tasks to
   */
  public static ExecutorService of(Observability obs, String name, ExecutorService executor) {
    check(obs, name, executor);
    if (obs.isOff()) {
      return executor;
    }
    PoolLevels.observe(obs, name, executor);
    return new TimedExecutor(executor, new TaskTimes(obs, name));
  }

  /**
   * Observes a scheduler. What is scheduled for later waits for its time and not for a thread: only
   * what it runs is timed then.
   *
   * @param name a constant of the code; the first 50 are series
   * @return the scheduler to give tasks to
   */
  public static ScheduledExecutorService ofScheduled(
      Observability obs, String name, ScheduledExecutorService scheduler) {
    check(obs, name, scheduler);
    if (obs.isOff()) {
      return scheduler;
    }
    PoolLevels.observe(obs, name, scheduler);
    return new TimedScheduler(scheduler, new TaskTimes(obs, name));
  }

  private static void check(Observability obs, String name, ExecutorService executor) {
    Objects.requireNonNull(obs, "obs");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(executor, "executor");
  }
}
