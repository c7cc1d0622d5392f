// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.executor;

import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;

/** What executors are measured by. */
final class ExecutorMeters {

  private static final LabelSpec EXECUTOR = LabelSpec.upTo("executor", 50);
  private static final double[] SECONDS = {
    0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300
  };
  private static final String FEED = "ObservedExecutor";

  static final MeterSpec THREADS =
      MeterSpec.gauge("executor_threads", "Threads of the pool.")
          .label(EXECUTOR)
          .label("state", "active", "idle")
          .fedBy(FEED)
          .build();
  static final MeterSpec THREADS_MAX =
      MeterSpec.gauge("executor_threads_max", "Threads of the pool at most.")
          .label(EXECUTOR)
          .fedBy(FEED)
          .build();
  static final MeterSpec QUEUED =
      MeterSpec.gauge("executor_queue_size", "Tasks that wait for a thread.")
          .label(EXECUTOR)
          .fedBy(FEED)
          .build();
  static final MeterSpec REMAINING =
      MeterSpec.gauge("executor_queue_remaining", "Tasks that the queue can still take.")
          .label(EXECUTOR)
          .fedBy(FEED)
          .build();
  static final MeterSpec REJECTED =
      MeterSpec.counter("executor_rejected_total", "Tasks that were refused.")
          .label(EXECUTOR)
          .fedBy(FEED)
          .build();
  static final MeterSpec WAIT =
      MeterSpec.histogram("executor_task_wait_seconds", "How long tasks waited for a thread.")
          .label(EXECUTOR)
          .buckets(SECONDS)
          .fedBy(FEED)
          .build();
  static final MeterSpec RUN =
      MeterSpec.histogram("executor_task_duration_seconds", "How long tasks ran.")
          .label(EXECUTOR)
          .buckets(SECONDS)
          .fedBy(FEED)
          .build();

  private ExecutorMeters() {}
}
