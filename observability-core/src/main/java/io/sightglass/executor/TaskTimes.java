// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.executor;

import io.sightglass.Observability;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Histogram;
import java.util.concurrent.Callable;

/** Times tasks: how long they wait, and how long they run. */
final class TaskTimes {

  private final Histogram.Handle waits;
  private final Histogram.Handle runs;
  private final Counter.Handle rejections;

  TaskTimes(Observability obs, String name) {
    waits = obs.meters().histogram(ExecutorMeters.WAIT).handle(name);
    runs = obs.meters().histogram(ExecutorMeters.RUN).handle(name);
    rejections = obs.meters().counter(ExecutorMeters.REJECTED).handle(name);
  }

  void rejected(long tasks) {
    rejections.add((double) tasks);
  }

  Runnable waiting(Runnable task) {
    long given = System.nanoTime();
    return () -> {
      waits.recordNanos(System.nanoTime() - given);
      run(task);
    };
  }

  <T> Callable<T> waiting(Callable<T> task) {
    long given = System.nanoTime();
    return () -> {
      waits.recordNanos(System.nanoTime() - given);
      return call(task);
    };
  }

  /** For a task that waits for its time rather than for a thread. */
  Runnable running(Runnable task) {
    return () -> run(task);
  }

  <T> Callable<T> running(Callable<T> task) {
    return () -> call(task);
  }

  private void run(Runnable task) {
    long start = System.nanoTime();
    try {
      task.run();
    } finally {
      runs.recordNanos(System.nanoTime() - start);
    }
  }

  private <T> T call(Callable<T> task) throws Exception {
    long start = System.nanoTime();
    try {
      return task.call();
    } finally {
      runs.recordNanos(System.nanoTime() - start);
    }
  }
}
