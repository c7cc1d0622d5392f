// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.sightglass.Activity;
import io.sightglass.Observability;
import java.util.Map;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The span as an activity, which also has a duration by outcome and a number in progress. */
@State(Scope.Benchmark)
public class SightglassSpans {

  private final Observability obs;

  SightglassSpans(Observability obs) {
    this.obs = obs;
  }

  void call() {
    try (Activity activity = obs.activity("invoice.render")) {
      activity.set(OtelSpans.ID, "inv_42");
      activity.set(OtelSpans.METHOD, "upi");
      activity.set(OtelSpans.CURRENCY, "INR");
      activity.set(OtelSpans.PAGES, 3L);
      activity.set(OtelSpans.COPY, false);
    }
  }

  /** Stops it. */
  @TearDown
  public void stop() {
    obs.close();
  }

  /** Every span. */
  public static class Sampled extends SightglassSpans {
    /** Builds it. */
    public Sampled() {
      super(Sightglass.traced());
    }
  }

  /** No span. */
  public static class Unsampled extends SightglassSpans {
    /** Builds it. */
    public Unsampled() {
      super(Sightglass.traced(Map.of("OTEL_TRACES_SAMPLER", "always_off")));
    }
  }

  /** Metrics and traces switched off by the environment. */
  public static class Off extends SightglassSpans {
    /** Builds it. */
    public Off() {
      super(Sightglass.off());
    }
  }
}
