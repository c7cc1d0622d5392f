// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.sightglass.Observability;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The call as an activity. */
@State(Scope.Benchmark)
public class SightglassRendering {

  final Observability obs;

  /** Duration by outcome and number in progress, no tracer. */
  public SightglassRendering() {
    this(Sightglass.metrics(1000));
  }

  SightglassRendering(Observability obs) {
    this.obs = obs;
  }

  long call(long invoice) {
    return obs.call("invoice.render", activity -> Rendering.work(invoice));
  }

  /** How many calls ended without an error. */
  long counted() {
    String series = "invoice_render_duration_seconds_count{outcome=\"success\"} ";
    return new String(obs.scrape("").bytes(), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(series))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(series.length())))
        .sum();
  }

  /** Stops it. */
  @TearDown
  public void stop() {
    obs.close();
  }

  /** With a sampled span too. */
  public static class Sampled extends SightglassRendering {
    /** Builds it. */
    public Sampled() {
      super(Sightglass.traced());
    }
  }

  /** With a span that is not sampled. */
  public static class Unsampled extends SightglassRendering {
    /** Builds it. */
    public Unsampled() {
      super(Sightglass.traced(Map.of("OTEL_TRACES_SAMPLER", "always_off")));
    }
  }

  /** Metrics and traces switched off by the environment. */
  public static class Off extends SightglassRendering {
    /** Builds it. */
    public Off() {
      super(Sightglass.off());
    }
  }
}
