// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.sightglass.internal.weave.WovenMethod;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Micrometer's annotations, with the names and tags that its aspects give. */
final class MicrometerParts {

  private MicrometerParts() {}

  static CallPart timed(Timed timed, WovenMethod method, Observability obs) {
    if (timed.longTask()) {
      LongTaskTimer timer =
          LongTaskTimer.builder(timed).tags(place(method)).register(obs.meterRegistry());
      return new LongTask(timer);
    }
    return new Timing(timed, place(method), obs.meterRegistry());
  }

  static CallPart counted(Counted counted, WovenMethod method, Observability obs) {
    return new Counting(counted, place(method), obs.meterRegistry());
  }

  private static Tags place(WovenMethod method) {
    return Tags.of("class", method.owner().getName(), "method", method.name());
  }

  private static String exception(@Nullable Throwable failure) {
    if (failure == null) {
      return "none";
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
    return (cause == null ? failure : cause).getClass().getSimpleName();
  }

  private record Timing(Timed timed, Tags place, MeterRegistry registry) implements CallPart {

    @Override
    public void end(@Nullable Object begun, End end) {
      Timer.builder(timed, "method.timed")
          .tags(place)
          .tag("exception", exception(end.failure()))
          .register(registry)
          .record(end.nanos(), TimeUnit.NANOSECONDS);
    }
  }

  private record LongTask(LongTaskTimer timer) implements CallPart {

    @Override
    public @Nullable Object begin(@Nullable Object[] arguments) {
      return timer.start();
    }

    @Override
    public void end(@Nullable Object begun, End end) {
      if (begun instanceof LongTaskTimer.Sample sample) {
        sample.stop();
      }
    }
  }

  private record Counting(Counted counted, Tags place, MeterRegistry registry) implements CallPart {

    @Override
    public void end(@Nullable Object begun, End end) {
      boolean failed = end.failure() != null;
      if (failed || !counted.recordFailuresOnly()) {
        String description = counted.description();
        Counter.builder(counted.value())
            .tags(counted.extraTags())
            .tags(place)
            .tag("exception", exception(end.failure()))
            .tag("result", failed ? "failure" : "success")
            .description(description.isEmpty() ? null : description)
            .register(registry)
            .increment();
      }
    }
  }
}
