// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.opentelemetry.api.OpenTelemetry;
import io.sightglass.Observability;
import io.sightglass.ObservabilityBuilder;
import io.sightglass.config.Setting;
import io.sightglass.logback.LogbackLogging;
import java.util.HashMap;
import java.util.Map;

/** The library in the shapes that are measured; the environment of the run does not reach it. */
final class Sightglass {

  private Sightglass() {}

  /** Metrics, spans through the batch processor to nowhere, and the library's own log lines. */
  static Observability traced() {
    return traced(Map.of());
  }

  /** The same under more variables. */
  static Observability traced(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("OTEL_TRACES_EXPORTER", DiscardingExporters.NAME);
    return logging(Observability.builder("benchmarks").environment(environment));
  }

  /** Metrics and log lines. */
  static Observability untraced() {
    return logging(
        Observability.builder("benchmarks")
            .environment(Map.of())
            .openTelemetry(OpenTelemetry.noop()));
  }

  private static Observability logging(ObservabilityBuilder builder) {
    Observability obs = builder.build();
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
