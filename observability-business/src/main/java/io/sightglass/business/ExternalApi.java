// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.Observability;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Gauge;
import io.sightglass.meter.Histogram;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An API of somebody else that the app depends on: how often it is called, how long that takes, and
 * whether it is up.
 *
 * <pre>{@code
 * ExternalApi maps = business.externalApi("maps");
 * Route route = maps.call(() -> client.route(from, to));
 * }</pre>
 *
 * <p>It counts as up after a call that returned and as down after one that threw; {@link #up} is
 * for what a probe knows better. What a call returns or throws is the caller's, the very same
 * object.
 *
 * <p>Keep it; thread-safe. The names are constants of the code; the first 50 are series.
 */
public final class ExternalApi {

  private static final LabelSpec API = LabelSpec.upTo("api", 50);
  static final MeterSpec REQUESTS =
      MeterSpec.counter("external_api_requests_total", "Calls of outside APIs.")
          .label(API)
          .label(Domains.status())
          .fedBy("Business.externalApi")
          .build();
  static final MeterSpec DURATION =
      MeterSpec.histogram("external_api_duration_seconds", "How long calls of outside APIs took.")
          .label(API)
          .fedBy("Business.externalApi")
          .build();
  static final MeterSpec UP =
      MeterSpec.gauge("external_api_up", "Whether an outside API answers: 1, or 0.")
          .label(API)
          .fedBy("Business.externalApi")
          .build();

  private final Observability obs;
  private final String name;
  private final Counter requests;
  private final Histogram.Handle duration;
  private final Gauge up;

  ExternalApi(Observability obs, @Nullable String name) {
    this.obs = obs;
    this.name = Timing.orOther(name);
    requests = obs.meters().counter(REQUESTS);
    duration = obs.meters().histogram(DURATION).handle(this.name);
    up = obs.meters().gauge(UP);
  }

  /**
   * Calls it.
   *
   * @throws NullPointerException if {@code task} is null
   */
  public <T, E extends Exception> T call(Task<T, E> task) throws E {
    Objects.requireNonNull(task, "task");
    Timing timing =
        new Timing(
            obs,
            "external.call",
            (activity, outcome, nanos, failure) -> {
              activity.set("api", name);
              requests.handle(name, outcome.label()).add(1, activity.spanContext());
              duration.recordNanos(nanos, activity.spanContext());
              up(outcome == Outcome.SUCCESS);
            });
    return timing.call(task);
  }

  /** Notes a call that was made elsewhere, for example by an asynchronous client. */
  public void called(Outcome outcome, Duration took) {
    if (outcome == null || took == null) {
      obs.diagnostics().invalid("metrics", "null_argument");
      return;
    }
    requests.handle(name, outcome.label()).increment();
    duration.record(Timing.seconds(took));
    up(outcome == Outcome.SUCCESS);
  }

  /** Says whether it answers. */
  public void up(boolean answers) {
    up.handle(name).set(answers ? 1 : 0);
  }
}
