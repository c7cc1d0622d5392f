// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.event.Count;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import io.sightglass.event.Label;
import org.jspecify.annotations.Nullable;

/**
 * Credits were used up. {@code analytics_credits_consumed_total{kind}} grows by that many.
 *
 * @param kind for what: a value of the app's own enum, or one of few texts
 * @param credits how many, not negative
 * @param userId the user's id
 * @param workspaceId the id of the workspace
 */
@Event(
    value = "credits.consumed",
    help = "Credits were used up.",
    counts =
        @Count(
            value = "analytics_credits_consumed_total",
            labels = "kind",
            by = "credits",
            help = "Credits used up."))
public record CreditsConsumed(
    @Label(max = 100) @Nullable String kind,
    @Detail long credits,
    @Detail @Nullable String userId,
    @Detail @Nullable String workspaceId) {

  /** With a constant of the app's enum of kinds. */
  public CreditsConsumed(Enum<?> kind, long credits) {
    this(Texts.of(kind), credits, null, null);
  }

  /** The same with the user. */
  public CreditsConsumed userId(@Nullable String id) {
    return new CreditsConsumed(kind, credits, id, workspaceId);
  }

  /** The same with the workspace. */
  public CreditsConsumed workspaceId(@Nullable String id) {
    return new CreditsConsumed(kind, credits, userId, id);
  }
}
