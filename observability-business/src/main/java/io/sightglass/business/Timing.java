// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.Activity;
import io.sightglass.Observability;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.meter.Histogram;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A piece of the app's work as an activity. Its result and what it throws, the very same object,
 * are the caller's; nothing of ours comes in between.
 */
final class Timing {

  /** Told how the work ended, inside its activity. Throws nothing. */
  @FunctionalInterface
  interface Ended {

    void ended(Activity activity, Outcome outcome, long nanos, @Nullable Throwable failure);
  }

  private final Observability obs;
  private final String name;
  private final Ended ended;

  Timing(Observability obs, String name, Ended ended) {
    this.obs = obs;
    this.name = name;
    this.ended = ended;
  }

  /** With a histogram of two labels: {@code what} and {@code status}. */
  static Timing of(Observability obs, String name, Histogram durations, @Nullable String what) {
    return new Timing(
        obs,
        name,
        (activity, outcome, nanos, failure) ->
            durations
                .handle(orOther(what), outcome.label())
                .recordNanos(nanos, activity.spanContext()));
  }

  <T, E extends Exception> T call(Task<T, E> task) throws E {
    Activity activity = Domains.open(obs, name);
    long start = System.nanoTime();
    Throwable thrown = null;
    try {
      return task.call();
    } catch (Throwable failure) {
      thrown = failure;
      activity.fail(failure);
      throw failure;
    } finally {
      Outcome outcome = thrown == null ? Outcome.SUCCESS : Outcome.FAILURE;
      ended.ended(activity, outcome, System.nanoTime() - start, thrown);
      activity.close();
    }
  }

  /** Work as a task, whose result nobody looks at. */
  static <E extends Exception> Task<Boolean, E> task(Work<E> work) {
    return () -> {
      work.run();
      return true;
    };
  }

  /** Seconds, without the overflow that a Duration's milliseconds have. */
  static double seconds(Duration time) {
    return time.getSeconds() + time.getNano() / 1e9;
  }

  static String orOther(@Nullable String text) {
    return text == null ? LabelSpec.OTHER : text;
  }
}
