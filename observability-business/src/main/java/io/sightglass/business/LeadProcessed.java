// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.event.Count;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import io.sightglass.event.Label;
import io.sightglass.event.Measure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A lead was processed. {@link Leads#processing} records it with its duration.
 *
 * @param status what became of it
 * @param source where it came from: a value of the app's own enum, or one of few texts
 * @param processing how long it took; not measured if null
 * @param leadId the lead's id
 * @param leadScore its score
 */
@Event(
    value = "lead.processed",
    message = "Lead processed",
    help = "A lead was processed.",
    counts =
        @Count(
            value = "leads_processed_total",
            labels = {"status", "source"},
            help = "Leads processed, by what became of them."))
public record LeadProcessed(
    @Label @Nullable LeadStatus status,
    @Label(max = 100) @Nullable String source,
    @Measure(
            value = "lead_processing_duration",
            labels = "status",
            buckets = {0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 900},
            help = "How long leads took to process.")
        @Nullable Duration processing,
    @Detail @Nullable String leadId,
    @Detail @Nullable Double leadScore) {

  /** From a constant of the app's enum of sources. */
  public LeadProcessed(LeadStatus status, Enum<?> source, String leadId) {
    this(status, Texts.of(source), null, leadId, null);
  }

  /** The same with how long it took. */
  public LeadProcessed processing(@Nullable Duration duration) {
    return new LeadProcessed(status, source, duration, leadId, leadScore);
  }

  /** The same with its score. */
  public LeadProcessed leadScore(double score) {
    return new LeadProcessed(status, source, processing, leadId, score);
  }
}
