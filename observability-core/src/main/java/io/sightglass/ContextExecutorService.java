// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An executor whose tasks run in the context that submitted them. */
final class ContextExecutorService implements ExecutorService {

  private final ExecutorService executor;
  private final ContextTasks tasks;

  ContextExecutorService(ExecutorService executor, ContextTasks tasks) {
    this.executor = executor;
    this.tasks = tasks;
  }

  @Override
  public void execute(Runnable task) {
    executor.execute(tasks.runnable(task));
  }

  @Override
  public <T> Future<T> submit(Callable<T> task) {
    return executor.submit(tasks.callable(task));
  }

  @Override
  public <T> Future<T> submit(Runnable task, T result) {
    return executor.submit(tasks.runnable(task), result);
  }

  @Override
  public Future<?> submit(Runnable task) {
    return executor.submit(tasks.runnable(task));
  }

  @Override
  public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> all)
      throws InterruptedException {
    return executor.invokeAll(inContext(all));
  }

  @Override
  public <T> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> all, long timeout, TimeUnit unit)
      throws InterruptedException {
    return executor.invokeAll(inContext(all), timeout, unit);
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> all)
      throws InterruptedException, ExecutionException {
    return executor.invokeAny(inContext(all));
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> all, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return executor.invokeAny(inContext(all), timeout, unit);
  }

  private <T> List<Callable<T>> inContext(Collection<? extends Callable<T>> all) {
    List<Callable<T>> wrapped = new ArrayList<>(all.size());
    for (Callable<T> task : all) {
      wrapped.add(tasks.callable(task));
    }
    return wrapped;
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
