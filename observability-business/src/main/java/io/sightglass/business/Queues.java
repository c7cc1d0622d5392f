// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.Observability;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Gauge;
import java.time.Duration;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Queues of tasks: how many wait, and how long the oldest has waited. Both are read at each scrape.
 *
 * <pre>{@code
 * business.queues().pending("emails", queue::size);
 * business.queues().oldestAge("emails", () -> queue.isEmpty() ? null : queue.peek().age());
 * }</pre>
 *
 * <p>A queue's name is a constant of the code; the first 50 are series. A second call for a queue
 * replaces the first. A reader that throws or blocks costs its own family only. Thread-safe.
 */
public final class Queues {

  static final MeterSpec PENDING =
      MeterSpec.gauge("task_queue_pending", "Tasks that wait.")
          .label(LabelSpec.upTo("queue", 50))
          .fedBy("Business.queues().pending")
          .build();
  static final MeterSpec OLDEST =
      MeterSpec.gauge("task_queue_oldest_age_seconds", "How long the oldest task has waited.")
          .label(LabelSpec.upTo("queue", 50))
          .fedBy("Business.queues().oldestAge")
          .build();

  private final Lazy<Gauge> pending;
  private final Lazy<Gauge> oldest;

  Queues(Observability obs) {
    pending = new Lazy<>(() -> obs.meters().gauge(PENDING));
    oldest = new Lazy<>(() -> obs.meters().gauge(OLDEST));
  }

  /**
   * Reads how many tasks wait.
   *
   * @throws NullPointerException for a null
   */
  public void pending(String queue, DoubleSupplier size) {
    Objects.requireNonNull(queue, "queue");
    Objects.requireNonNull(size, "size");
    pending.get().observe(size, queue);
  }

  /**
   * Reads how long the oldest task has waited; a null is an empty queue, which is 0.
   *
   * @throws NullPointerException for a null
   */
  public void oldestAge(String queue, Supplier<@Nullable Duration> age) {
    Objects.requireNonNull(queue, "queue");
    Objects.requireNonNull(age, "age");
    oldest.get().observe(() -> seconds(age.get()), queue);
  }

  private static double seconds(@Nullable Duration age) {
    return age == null ? 0 : Math.max(0, Timing.seconds(age));
  }
}
