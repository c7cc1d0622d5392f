// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;

/** The page in client_java. */
public class PrometheusPage extends Page {

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final Counter counter =
      Counter.builder().name("page_total").help("Counters.").labelNames(NAMES).register(registry);
  private final Histogram histogram =
      Histogram.builder()
          .name("page_duration_seconds")
          .help("Histograms.")
          .labelNames(NAMES)
          .classicOnly()
          .classicUpperBounds(BOUNDS)
          .register(registry);

  @Override
  void count(String[] labels, double value) {
    counter.labelValues(labels).inc(value);
  }

  @Override
  void record(String[] labels, double value) {
    histogram.labelValues(labels).observe(value);
  }

  void text(OutputStream out) throws IOException {
    write(formats.getPrometheusTextFormatWriter(), out);
  }

  void openMetrics(OutputStream out) throws IOException {
    write(formats.getOpenMetricsTextFormatWriter(), out);
  }

  private void write(ExpositionFormatWriter writer, OutputStream out) throws IOException {
    writer.write(out, registry.scrape());
  }
}
