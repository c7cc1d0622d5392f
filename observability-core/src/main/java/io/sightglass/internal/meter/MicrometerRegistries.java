// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.tracer.otel.OpenTelemetrySpanContext;
import org.jspecify.annotations.Nullable;

/**
 * What makes Micrometer's registries: apart, so that who asks for none does not load Micrometer.
 */
final class MicrometerRegistries {

  private MicrometerRegistries() {}

  /** Micrometer over our own registry. */
  static MeterRegistry over(ScrapeRegistry own) {
    var micrometer =
        new PrometheusMeterRegistry(
            PrometheusConfig.DEFAULT, own, Clock.SYSTEM, new OpenTelemetrySpanContext());
    micrometer.config().namingConvention(new MicrometerNames());
    micrometer.config().meterFilter(new DefaultBuckets());
    return micrometer;
  }

  /** What can be scraped of a host's registry: all as one source, or null for nothing. */
  static @Nullable ScrapeRegistry viewOf(MeterRegistry host) {
    if (!(host instanceof PrometheusMeterRegistry prometheus)) {
      return null;
    }
    var view = new ScrapeRegistry();
    // Its collectors cannot be told apart.
    view.register(new HostCollector(prometheus.getPrometheusRegistry()));
    return view;
  }

  /** A composite without members: its meters keep nothing. */
  static MeterRegistry empty() {
    return new CompositeMeterRegistry();
  }
}
