// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.Observability;
import java.time.Duration;
import java.util.Objects;

/**
 * Exports: each is an activity and ends as {@link ExportFinished}.
 *
 * <pre>{@code
 * business.exports().run(ExportFormat.CSV, () -> report.writeTo(file));
 * }</pre>
 *
 * <p>What the work returns or throws is the caller's, the very same object. Thread-safe.
 */
public final class Exports {

  private final Observability obs;

  Exports(Observability obs) {
    this.obs = obs;
    Domains.declare(obs, BusinessDomain.EXPORTS);
  }

  /**
   * Runs an export.
   *
   * @throws NullPointerException if {@code work} is null
   */
  public <E extends Exception> void run(ExportFormat format, Work<E> work) throws E {
    Objects.requireNonNull(work, "work");
    call(format, Timing.task(work));
  }

  /**
   * Runs an export that has a result.
   *
   * @throws NullPointerException if {@code task} is null
   */
  public <T, E extends Exception> T call(ExportFormat format, Task<T, E> task) throws E {
    Objects.requireNonNull(task, "task");
    Timing timing =
        new Timing(
            obs,
            "export.run",
            (activity, outcome, nanos, failure) ->
                obs.record(new ExportFinished(format, outcome, Duration.ofNanos(nanos))));
    return timing.call(task);
  }
}
