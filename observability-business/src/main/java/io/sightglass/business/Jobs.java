// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.sightglass.ContextFields;
import io.sightglass.Observability;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Background jobs: each is an activity, whose log lines carry the field {@code job}, and ends as
 * {@link JobFinished}.
 *
 * <pre>{@code
 * business.jobs().run("nightly-billing", () -> billing.run());
 * }</pre>
 *
 * <p>What the work returns or throws is the caller's, the very same object. Thread-safe.
 */
public final class Jobs {

  private final Observability obs;

  Jobs(Observability obs) {
    this.obs = obs;
    Domains.declare(obs, BusinessDomain.JOBS);
  }

  /**
   * Runs a job.
   *
   * @param job its name, a constant of the code
   * @throws NullPointerException if {@code work} is null
   */
  public <E extends Exception> void run(String job, Work<E> work) throws E {
    Objects.requireNonNull(work, "work");
    call(job, Timing.task(work));
  }

  /**
   * Runs a job that has a result.
   *
   * @param job its name, a constant of the code
   * @throws NullPointerException if {@code task} is null
   */
  public <T, E extends Exception> T call(String job, Task<T, E> task) throws E {
    Objects.requireNonNull(task, "task");
    Timing timing =
        new Timing(
            obs,
            "job.run",
            (activity, outcome, nanos, failure) -> finished(job, outcome, nanos, failure));
    Scope named = obs.enter(Context.current().with(ContextFields.current().with("job", job)));
    try {
      return timing.call(task);
    } finally {
      named.close();
    }
  }

  private void finished(String job, Outcome outcome, long nanos, @Nullable Throwable failure) {
    if (failure != null) {
      // The line of its activity has it.
      obs.errors().unhandled("job", job, failure, true);
    }
    obs.record(new JobFinished(job, outcome, Duration.ofNanos(nanos), null, Texts.typeOf(failure)));
  }
}
