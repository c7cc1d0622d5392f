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
 * An export has ended. {@link Exports#run} records it.
 *
 * @param format its format
 * @param status how it ended
 * @param duration how long it took; not measured if null
 * @param exportId the export's id
 * @param workspaceId the id of the workspace
 */
@Event(
    value = "export.finished",
    help = "An export has ended.",
    counts =
        @Count(
            value = "exports_total",
            labels = {"format", "status"},
            help = "Exports, by format and how they ended."))
public record ExportFinished(
    @Label @Nullable ExportFormat format,
    @Label @Nullable Outcome status,
    @Measure(
            value = "export_duration",
            labels = {"format", "status"},
            buckets = {0.1, 1, 5, 10, 30, 60, 300, 900, 1800, 3600},
            help = "How long exports took.")
        @Nullable Duration duration,
    @Detail @Nullable String exportId,
    @Detail @Nullable String workspaceId) {

  /** With what is always known. */
  public ExportFinished(ExportFormat format, Outcome status, Duration duration) {
    this(format, status, duration, null, null);
  }
}
