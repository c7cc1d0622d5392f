// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.config;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigurablePropagatorProvider;
import io.opentelemetry.sdk.autoconfigure.spi.logs.ConfigurableLogRecordExporterProvider;
import io.opentelemetry.sdk.autoconfigure.spi.metrics.ConfigurableMetricExporterProvider;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSamplerProvider;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider;
import java.util.HashSet;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;

/**
 * The exporters, samplers and propagators that OpenTelemetry's set-up will find. Looked for only
 * when a value is to be checked against them: it takes milliseconds.
 */
final class OtelNames {

  private OtelNames() {}

  static Set<String> spanExporters() {
    return found(
        ConfigurableSpanExporterProvider.class, ConfigurableSpanExporterProvider::getName, "none");
  }

  static Set<String> metricExporters() {
    return found(
        ConfigurableMetricExporterProvider.class,
        ConfigurableMetricExporterProvider::getName,
        "none");
  }

  static Set<String> logExporters() {
    return found(
        ConfigurableLogRecordExporterProvider.class,
        ConfigurableLogRecordExporterProvider::getName,
        "none");
  }

  static Set<String> samplers() {
    Set<String> names =
        found(
            ConfigurableSamplerProvider.class,
            ConfigurableSamplerProvider::getName,
            "always_on",
            "always_off",
            "traceidratio",
            "parentbased_always_on",
            "parentbased_always_off",
            "parentbased_traceidratio");
    if (names.contains("jaeger_remote")) {
      names.add("parentbased_jaeger_remote");
    }
    return names;
  }

  static Set<String> propagators() {
    return found(
        ConfigurablePropagatorProvider.class,
        ConfigurablePropagatorProvider::getName,
        "none",
        "tracecontext",
        "baggage");
  }

  private static <P> Set<String> found(Class<P> type, Function<P, String> name, String... builtIn) {
    Set<String> names = new HashSet<>(Set.of(builtIn));
    Iterator<P> providers = ServiceLoader.load(type, OtelNames.class.getClassLoader()).iterator();
    while (hasNext(providers)) {
      addNext(providers, name, names);
    }
    return names;
  }

  // One that cannot be made cannot be used either; OpenTelemetry goes on to the next as well.
  private static <P> void addNext(
      Iterator<P> providers, Function<P, String> name, Set<String> names) {
    try {
      names.add(name.apply(providers.next()));
    } catch (ServiceConfigurationError broken) {
      // Nothing to add.
    }
  }

  private static boolean hasNext(Iterator<?> providers) {
    try {
      return providers.hasNext();
    } catch (ServiceConfigurationError broken) {
      return false;
    }
  }
}
