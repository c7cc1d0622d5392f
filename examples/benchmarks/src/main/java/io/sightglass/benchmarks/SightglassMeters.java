// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.sightglass.Observability;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Histogram;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The meters in the library, with labels that learn their values up to a limit. */
@State(Scope.Benchmark)
public class SightglassMeters {

  private final Observability obs;
  private final Counter counter;
  private final Histogram histogram;
  private final Counter.Handle count;
  private final Histogram.Handle duration;

  SightglassMeters(Observability obs) {
    this.obs = obs;
    counter = obs.meters().counter(labelled(MeterSpec.counter("work_total", "Work done.")));
    histogram =
        obs.meters().histogram(labelled(MeterSpec.histogram("work_duration_seconds", "Time.")));
    count = counter.handle("GET", "/a", "success");
    duration = histogram.handle("GET", "/a", "success");
  }

  private static MeterSpec labelled(MeterSpec.Builder spec) {
    for (String name : Labels.NAMES) {
      spec.label(LabelSpec.learned(name));
    }
    return spec.build();
  }

  void countHandle() {
    count.increment();
  }

  void count(Labels labels) {
    counter.handle(labels.method, labels.route, labels.outcome).increment();
  }

  void recordHandle(Labels labels) {
    duration.record(labels.seconds);
  }

  void record(Labels labels) {
    histogram.handle(labels.method, labels.route, labels.outcome).record(labels.seconds);
  }

  /** Stops it. */
  @TearDown
  public void stop() {
    obs.close();
  }

  /** Metrics on. */
  public static class On extends SightglassMeters {
    /** Builds it. */
    public On() {
      super(Sightglass.metrics(1000));
    }
  }

  /** Metrics off. */
  public static class Off extends SightglassMeters {
    /** Builds it. */
    public Off() {
      super(Sightglass.off());
    }
  }
}
