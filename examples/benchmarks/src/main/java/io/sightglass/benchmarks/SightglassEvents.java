// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.sightglass.Observability;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The event as a record. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class SightglassEvents {

  final Observability obs;

  /** Builds it. */
  public SightglassEvents() {
    this(Sightglass.traced());
  }

  SightglassEvents(Observability obs) {
    this.obs = obs;
  }

  void record(Record event) {
    obs.record(event);
  }

  /** Stops it. */
  @TearDown
  public void stop() {
    obs.close();
  }

  /** With a span that is current on the measuring thread. */
  @State(org.openjdk.jmh.annotations.Scope.Thread)
  public static class OnSpan extends SightglassEvents {
    private Span span = Span.getInvalid();
    private Scope scope = Scope.noop();

    /** Begins the span. */
    @Setup
    @SuppressWarnings("MustBeClosedChecker") // closed by end()
    public void begin() {
      span = obs.openTelemetry().getTracer("benchmarks").spanBuilder("POST /invoices").startSpan();
      scope = span.makeCurrent();
    }

    /** Ends it. */
    @TearDown
    public void end() {
      scope.close();
      span.end();
    }
  }

  /** Metrics and traces switched off by the environment. */
  public static class Off extends SightglassEvents {
    /** Builds it. */
    public Off() {
      super(Sightglass.off());
    }
  }
}
