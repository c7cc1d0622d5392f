// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;

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

  long text() throws IOException {
    return write(formats.getPrometheusTextFormatWriter());
  }

  long openMetrics() throws IOException {
    return write(formats.getOpenMetricsTextFormatWriter());
  }

  private long write(ExpositionFormatWriter writer) throws IOException {
    CountingStream out = new CountingStream();
    writer.write(out, registry.scrape());
    return out.count();
  }
}
