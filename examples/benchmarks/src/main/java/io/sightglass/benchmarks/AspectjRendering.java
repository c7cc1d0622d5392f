// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.micrometer.core.annotation.Timed;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Micrometer's {@code TimedAspect}, which the build wove in and which uses the global registry. */
@State(Scope.Benchmark)
@Timed(AspectjRendering.METER) // of the class, which our own weaver does not read
public class AspectjRendering {

  static final String METER = "invoice.render";

  private final MeterRegistry meters = MicrometerMeters.registry(METER);

  /** Joins the global registry. */
  public AspectjRendering() {
    Metrics.addRegistry(meters);
  }

  /** Renders it. */
  public long call(long invoice) {
    return Rendering.work(invoice);
  }

  /** How many calls were counted. */
  long counted() {
    return meters.find(METER).timers().stream().mapToLong(Timer::count).sum();
  }

  /** Leaves the global registry. */
  @TearDown
  public void stop() {
    Metrics.removeRegistry(meters);
  }
}
