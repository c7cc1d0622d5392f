// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.executor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An executor whose tasks are timed. */
class TimedExecutor implements ExecutorService {

  private final ExecutorService executor;
  final TaskTimes times;

  TimedExecutor(ExecutorService executor, TaskTimes times) {
    this.executor = executor;
    this.times = times;
  }

  @Override
  public void execute(Runnable task) {
    Runnable timed = times.waiting(Objects.requireNonNull(task, "task"));
    try {
      executor.execute(timed);
    } catch (RejectedExecutionException refused) {
      times.rejected(1);
      throw refused;
    }
  }

  @Override
  public <T> Future<T> submit(Callable<T> task) {
    Callable<T> timed = times.waiting(Objects.requireNonNull(task, "task"));
    try {
      return executor.submit(timed);
    } catch (RejectedExecutionException refused) {
      times.rejected(1);
      throw refused;
    }
  }

  @Override
  public <T> Future<T> submit(Runnable task, T result) {
    Runnable timed = times.waiting(Objects.requireNonNull(task, "task"));
    try {
      return executor.submit(timed, result);
    } catch (RejectedExecutionException refused) {
      times.rejected(1);
      throw refused;
    }
  }

  @Override
  public Future<?> submit(Runnable task) {
    Runnable timed = times.waiting(Objects.requireNonNull(task, "task"));
    try {
      return executor.submit(timed);
    } catch (RejectedExecutionException refused) {
      times.rejected(1);
      throw refused;
    }
  }

  @Override
  public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> all)
      throws InterruptedException {
    return executor.invokeAll(timed(all));
  }

  @Override
  public <T> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> all, long timeout, TimeUnit unit)
      throws InterruptedException {
    return executor.invokeAll(timed(all), timeout, unit);
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> all)
      throws InterruptedException, ExecutionException {
    return executor.invokeAny(timed(all));
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> all, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return executor.invokeAny(timed(all), timeout, unit);
  }

  private <T> List<Callable<T>> timed(Collection<? extends Callable<T>> all) {
    List<Callable<T>> timed = new ArrayList<>(all.size());
    for (Callable<T> task : all) {
      timed.add(times.waiting(Objects.requireNonNull(task, "task")));
    }
    return timed;
  }

  @Override
  public void shutdown() {
    executor.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    return executor.shutdownNow();
  }

  @Override
  public boolean isShutdown() {
    return executor.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return executor.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return executor.awaitTermination(timeout, unit);
  }
}
