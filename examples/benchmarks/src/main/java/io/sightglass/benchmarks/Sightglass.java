// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.opentelemetry.api.OpenTelemetry;
import io.sightglass.Observability;
import io.sightglass.config.Setting;
import io.sightglass.logback.LogbackLogging;
import java.util.Map;

/** The library in the shapes that are measured; the environment of the run does not reach it. */
final class Sightglass {

  private Sightglass() {}

  /** Metrics, the spans of that OpenTelemetry, and the library's own log lines. */
  static Observability with(OpenTelemetry telemetry) {
    return logging(telemetry, "auto");
  }

  /** The same with copies of ids and fields in SLF4J's MDC, for encoders that are not ours. */
  static Observability withMdc(OpenTelemetry telemetry) {
    return logging(telemetry, "true");
  }

  private static Observability logging(OpenTelemetry telemetry, String mdc) {
    Observability obs =
        Observability.builder("benchmarks")
            .environment(Map.of())
            .openTelemetry(telemetry)
            .set(Setting.LOG_MDC, mdc)
            .build();
    if (!LogbackLogging.install(obs)) {
      throw new IllegalStateException("the lines are not the library's");
    }
    return obs;
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
