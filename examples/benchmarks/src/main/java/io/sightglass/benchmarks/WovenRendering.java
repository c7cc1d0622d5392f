// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.sightglass.Instrumented;
import io.sightglass.Observability;
import io.sightglass.ObservabilityBuilder;
import java.util.Map;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The call as an annotated method that the build wove, while an app has it. */
@State(Scope.Benchmark)
public class WovenRendering extends SightglassRendering {

  /** Duration by outcome and number in progress; nothing is traced and no line is written. */
  public WovenRendering() {
    this(bound().build());
  }

  WovenRendering(Observability obs) {
    super(obs);
  }

  /** As inside of a request, which writes the line. */
  static ObservabilityBuilder builder() {
    return Observability.builder("benchmarks")
        .environment(Map.of("SIGHTGLASS_ACTIVITY_LINE", "false"));
  }

  private static ObservabilityBuilder bound() {
    return builder().annotations(WovenRendering.class.getClassLoader());
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
      super(bound().set("OTEL_TRACES_EXPORTER", DiscardingExporters.NAME).build());
    }
  }

  /** Metrics and traces switched off by the environment. */
  public static class Off extends WovenRendering {
    /** Builds it. */
    public Off() {
      super(bound().set("METRICS_ENABLED", "false").set("OTEL_SDK_DISABLED", "true").build());
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
