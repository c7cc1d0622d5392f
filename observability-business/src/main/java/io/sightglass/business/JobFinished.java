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
 * A background job has ended. {@link Jobs#run} records it.
 *
 * @param job the job's name, a constant; the first 50 are series
 * @param status how it ended
 * @param duration how long it took; not measured if null
 * @param jobId the id of this run
 * @param errorType the simple name of the class of what it threw
 */
@Event(
    value = "job.finished",
    help = "A background job has ended.",
    counts =
        @Count(
            value = "background_jobs_total",
            labels = {"job", "status"},
            help = "Background jobs, by name and how they ended."))
public record JobFinished(
    @Label(max = 50) @Nullable String job,
    @Label @Nullable Outcome status,
    @Measure(
            value = "background_job_duration",
            labels = {"job", "status"},
            buckets = {0.1, 1, 5, 10, 30, 60, 300, 900, 1800, 3600},
            help = "How long background jobs took.")
        @Nullable Duration duration,
    @Detail @Nullable String jobId,
    @Detail @Nullable String errorType) {

  /** With what is always known. */
  public JobFinished(String job, Outcome status, Duration duration) {
    this(job, status, duration, null, null);
  }
}
