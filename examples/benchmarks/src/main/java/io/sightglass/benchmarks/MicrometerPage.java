// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;

/** The page in Micrometer's Prometheus registry; its summaries add a line for the maximum. */
public class MicrometerPage extends Page {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Override
  void count(String[] labels, double value) {
    Counter.builder("page")
        .description("Counters.")
        .tags(tags(labels))
        .register(registry)
        .increment(value);
  }

  @Override
  void record(String[] labels, double value) {
    DistributionSummary.builder("page.duration")
        .description("Histograms.")
        .baseUnit("seconds")
        .serviceLevelObjectives(BOUNDS)
        .tags(tags(labels))
        .register(registry)
        .record(value);
  }

  void text(OutputStream out) throws IOException {
    write("text/plain; version=0.0.4; charset=utf-8", out);
  }

  void openMetrics(OutputStream out) throws IOException {
    write("application/openmetrics-text; version=1.0.0; charset=utf-8", out);
  }

  private void write(String contentType, OutputStream out) throws IOException {
    registry.scrape(out, contentType);
  }

  private static Tags tags(String[] labels) {
    return Tags.of(NAMES[0], labels[0], NAMES[1], labels[1], NAMES[2], labels[2]);
  }
}
