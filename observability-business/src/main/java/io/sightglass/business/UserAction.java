// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.event.Count;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import io.sightglass.event.Label;
import org.jspecify.annotations.Nullable;

/**
 * A user did something. Counted in {@code user_actions_total{action}}.
 *
 * @param action what: a value of the app's own enum, or one of few texts
 * @param userId the user's id
 * @param workspaceId the id of the workspace
 */
@Event(
    value = "user.action",
    help = "A user did something.",
    counts = @Count(value = "user_actions_total", labels = "action", help = "What users did."))
public record UserAction(
    @Label(max = 100) @Nullable String action,
    @Detail @Nullable String userId,
    @Detail @Nullable String workspaceId) {

  /** With a constant of the app's enum of actions. */
  public UserAction(Enum<?> action, String userId) {
    this(Texts.of(action), userId, null);
  }

  /** The same with the workspace. */
  public UserAction workspaceId(@Nullable String id) {
    return new UserAction(action, userId, id);
  }
}
