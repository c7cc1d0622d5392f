// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.Activity;
import io.sightglass.Observability;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Histogram;
import java.util.Objects;
import java.util.function.DoubleSupplier;

/**
 * Leads: their processing, their scoring and their queue. A lead that was processed elsewhere is
 * recorded as {@link LeadProcessed}.
 *
 * <p>Thread-safe. Recording never throws.
 */
public final class Leads {

  static final MeterSpec QUEUE_DEPTH =
      MeterSpec.gauge("leads_queue_depth", "Leads that wait to be processed.")
          .fedBy("Business.leads().queueDepth")
          .build();
  static final MeterSpec SCORING =
      MeterSpec.histogram("lead_scoring_duration_seconds", "How long leads took to score.")
          .buckets(0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 900)
          .fedBy("Business.leads().scoring")
          .build();

  private final Observability obs;
  private final Lazy<Histogram.Handle> scoring;

  Leads(Observability obs) {
    this.obs = obs;
    Domains.declare(obs, BusinessDomain.LEADS);
    scoring = new Lazy<>(() -> obs.meters().histogram(SCORING).handle());
  }

  /**
   * Opens the processing of a lead: its duration and its span, and the event at its end.
   *
   * <pre>{@code
   * try (var lead = business.leads().processing(LeadSource.WEB, "lead_9")) {
   *   lead.qualified();
   * }
   * }</pre>
   *
   * @param source where it came from: a constant of the app's own enum
   * @param leadId the lead's id
   */
  public LeadProcessing processing(Enum<?> source, String leadId) {
    return new LeadProcessing(obs, Texts.of(source), leadId);
  }

  /**
   * Scores a lead and measures how long that takes, also if it fails.
   *
   * @return what {@code task} returns; what it throws is the caller's, the very same object
   * @throws NullPointerException if {@code task} is null
   */
  public <T, E extends Exception> T scoring(Task<T, E> task) throws E {
    Objects.requireNonNull(task, "task");
    long start = System.nanoTime();
    Activity activity = Domains.open(obs, "lead.score");
    try {
      return task.call();
    } catch (Throwable failure) {
      activity.fail(failure);
      throw failure;
    } finally {
      scoring.get().recordNanos(System.nanoTime() - start, activity.spanContext());
      activity.close();
    }
  }

  /**
   * Reads the depth of the queue at each scrape. A second call replaces the first.
   *
   * @throws NullPointerException if {@code depth} is null
   */
  public void queueDepth(DoubleSupplier depth) {
    Objects.requireNonNull(depth, "depth");
    obs.meters().gauge(QUEUE_DEPTH).observe(depth);
  }
}
