// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.opentelemetry.api.OpenTelemetry;
import io.sightglass.Instrumented;
import io.sightglass.Observability;
import io.sightglass.ObservabilityBuilder;
import java.util.Map;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The call as an annotated method that the build wove, while an app has it. */
@State(Scope.Benchmark)
public class WovenRendering extends SightglassRendering {

  /** Duration by outcome and number in progress, no tracer. */
  public WovenRendering() {
    this(builder().openTelemetry(OpenTelemetry.noop()).build());
  }

  WovenRendering(Observability obs) {
    super(obs);
  }

  private static ObservabilityBuilder builder() {
    return Observability.builder("benchmarks")
        .environment(Map.of("SIGHTGLASS_ACTIVITY_LINE", "false"))
        .annotations(WovenRendering.class.getClassLoader());
  }

  @Override
  long call(long invoice) {
    return render(invoice);
  }

  @Instrumented("invoice.render")
  static long render(long invoice) {
    return Rendering.work(invoice);
  }

  /** With a sampled span too. */
  public static class Sampled extends WovenRendering {
    /** Builds it. */
    public Sampled() {
      super(builder().set("OTEL_TRACES_EXPORTER", DiscardingExporters.NAME).build());
    }
  }

  /** Metrics and traces switched off by the environment. */
  public static class Off extends WovenRendering {
    /** Builds it. */
    public Off() {
      super(builder().set("METRICS_ENABLED", "false").set("OTEL_SDK_DISABLED", "true").build());
    }
  }

  /** No app has it. */
  @State(Scope.Benchmark)
  public static class Unbound {

    long call(long invoice) {
      return render(invoice);
    }
  }
}
