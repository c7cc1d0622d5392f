// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.event.Count;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import io.sightglass.event.Label;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An analytics query has ended. {@link Analytics#query} records it.
 *
 * @param queryType what kind: a value of the app's own enum, or one of few texts
 * @param status how it ended
 * @param duration how long it took
 * @param workspaceId the id of the workspace
 */
@Event(
    value = "analytics.query",
    help = "An analytics query has ended.",
    counts =
        @Count(
            value = "analytics_queries_total",
            labels = {"query_type", "status"},
            help = "Analytics queries, by kind and how they ended."))
public record AnalyticsQuery(
    @Label(max = 100) @Nullable String queryType,
    @Label @Nullable Outcome status,
    @Detail @Nullable Duration duration,
    @Detail @Nullable String workspaceId) {

  /** With a constant of the app's enum of queries. */
  public AnalyticsQuery(Enum<?> queryType, Outcome status) {
    this(Texts.of(queryType), status, null, null);
  }
}
