// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.executor;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A scheduler whose tasks are timed. */
final class TimedScheduler extends TimedExecutor implements ScheduledExecutorService {

  private final ScheduledExecutorService scheduler;

  TimedScheduler(ScheduledExecutorService scheduler, TaskTimes times) {
    super(scheduler, times);
    this.scheduler = scheduler;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    Runnable timed = times.running(Objects.requireNonNull(task, "task"));
    return counted(() -> scheduler.schedule(timed, delay, unit));
  }

  @Override
  public <T> ScheduledFuture<T> schedule(Callable<T> task, long delay, TimeUnit unit) {
    Callable<T> timed = times.running(Objects.requireNonNull(task, "task"));
    return counted(() -> scheduler.schedule(timed, delay, unit));
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable task, long delay, long period, TimeUnit unit) {
    Runnable timed = times.running(Objects.requireNonNull(task, "task"));
    return counted(() -> scheduler.scheduleAtFixedRate(timed, delay, period, unit));
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable task, long delay, long pause, TimeUnit unit) {
    Runnable timed = times.running(Objects.requireNonNull(task, "task"));
    return counted(() -> scheduler.scheduleWithFixedDelay(timed, delay, pause, unit));
  }

  private <T> T counted(Supplier<T> schedule) {
    try {
      return schedule.get();
    } catch (RejectedExecutionException refused) {
      times.rejected(1);
      throw refused;
    }
  }
}
