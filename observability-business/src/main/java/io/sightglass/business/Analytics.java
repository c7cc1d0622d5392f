// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.Observability;
import java.time.Duration;
import java.util.Objects;

/**
 * Use of the app: queries and active users. Credits and actions of users are events: {@link
 * CreditsConsumed}, {@link UserAction}.
 *
 * <p>Thread-safe.
 */
public final class Analytics {

  private final Observability obs;
  private final Lazy<ActiveUsers> users;

  Analytics(Observability obs, boolean byWorkspace, Duration window) {
    this.obs = obs;
    users = new Lazy<>(() -> new ActiveUsers(obs, byWorkspace, window, System::nanoTime));
    Domains.declare(obs, BusinessDomain.ANALYTICS);
  }

  /**
   * Runs a query as an activity that ends as {@link AnalyticsQuery}. What it returns or throws is
   * the caller's, the very same object.
   *
   * @param type a constant of the app's own enum
   * @throws NullPointerException if {@code task} is null
   */
  public <T, E extends Exception> T query(Enum<?> type, Task<T, E> task) throws E {
    Objects.requireNonNull(task, "task");
    Timing timing =
        new Timing(
            obs,
            "query.run",
            (activity, outcome, nanos, failure) ->
                obs.record(
                    new AnalyticsQuery(Texts.of(type), outcome, Duration.ofNanos(nanos), null)));
    return timing.call(task);
  }

  /**
   * Notes that a user is active. {@code analytics_active_users} counts those who were seen within
   * the last five minutes, each once, as of a quarter of a second ago at most; by workspace if
   * {@link Business.Builder#activeUsersByWorkspace} says so. At most {@value ActiveUsers#MAX_USERS}
   * are known at a time, in memory; further ones are not counted, and {@code
   * sightglass_invalid_total} says how often.
   *
   * @param userId the user's id
   * @param workspaceId the id of the workspace, or null; one that looks like personal data, such as
   *     a UUID, is counted under {@code _other}
   */
  public void seen(String userId, String workspaceId) {
    users.get().seen(userId, workspaceId);
  }
}
