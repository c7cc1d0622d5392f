// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.Activity;
import io.sightglass.Observability;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A lead that is being processed. {@link #close} records {@link LeadProcessed} with its duration
 * and what became of it: what was said last, {@code unknown} if nothing was.
 *
 * <p>Opened and closed on one thread. Nothing here throws.
 */
public final class LeadProcessing implements AutoCloseable {

  private final Observability obs;
  private final @Nullable String source;
  private final @Nullable String leadId;
  private final Activity activity;
  private final long startNanos = System.nanoTime();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile LeadStatus status = LeadStatus.UNKNOWN;
  private volatile @Nullable Double score;

  LeadProcessing(Observability obs, @Nullable String source, @Nullable String leadId) {
    this.obs = obs;
    this.source = source;
    this.leadId = leadId;
    this.activity = Domains.open(obs, "lead.process");
  }

  /** Worth pursuing. */
  public void qualified() {
    status = LeadStatus.QUALIFIED;
  }

  /** Not worth pursuing. */
  public void rejected() {
    status = LeadStatus.REJECTED;
  }

  /** A customer now. */
  public void converted() {
    status = LeadStatus.CONVERTED;
  }

  /** Known already. */
  public void duplicate() {
    status = LeadStatus.DUPLICATE;
  }

  /** It could not be processed, and why. */
  public void failed(Throwable failure) {
    status = LeadStatus.FAILED;
    activity.fail(failure);
  }

  /** Notes the lead's score for the span and the log line. */
  public void score(double value) {
    score = value;
  }

  /** Ends it and records the event. Further calls do nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
      obs.record(new LeadProcessed(status, source, took, leadId, score));
      activity.close();
    }
  }
}
