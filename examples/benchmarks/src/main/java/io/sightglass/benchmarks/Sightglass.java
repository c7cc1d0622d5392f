// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.opentelemetry.api.OpenTelemetry;
import io.sightglass.Observability;
import io.sightglass.config.Setting;
import java.util.Map;

/** The library in the shapes that are measured; the environment of the run does not reach it. */
final class Sightglass {

  private Sightglass() {}

  /** Metrics, and the spans of that OpenTelemetry. */
  static Observability with(OpenTelemetry telemetry) {
    return Observability.builder("benchmarks")
        .environment(Map.of())
        .openTelemetry(telemetry)
        .build();
  }

  /**
   * The same without copies of ids in SLF4J's MDC, which the library's own encoder does not need.
   */
  static Observability withoutMdc(OpenTelemetry telemetry) {
    return Observability.builder("benchmarks")
        .environment(Map.of())
        .openTelemetry(telemetry)
        .set(Setting.LOG_MDC, "false")
        .build();
  }

  /** Metrics alone, with room for that many label sets. */
  static Observability metrics(int labelSets) {
    return Observability.builder("benchmarks")
        .environment(Map.of())
        .openTelemetry(OpenTelemetry.noop())
        .set(Setting.MAX_LABEL_SETS, Integer.toString(labelSets))
        .build();
  }

  /** Off by the environment. */
  static Observability off() {
    return Observability.builder("benchmarks")
        .environment(Map.of("METRICS_ENABLED", "false", "OTEL_SDK_DISABLED", "true"))
        .build();
  }
}
