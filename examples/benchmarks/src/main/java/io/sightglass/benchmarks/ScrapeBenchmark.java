// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * One scrape. Half of the lines are counters of one family, half are histograms of 15 lines: twelve
 * buckets, +Inf, count and sum.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ScrapeBenchmark {

  /** Ours, Prometheus text. */
  @Benchmark
  public long textSightglass(SightglassPage page) throws IOException {
    CountingStream out = new CountingStream();
    page.text(out);
    return out.count();
  }

  /** Ours, OpenMetrics. */
  @Benchmark
  public long openMetricsSightglass(SightglassPage page) throws IOException {
    CountingStream out = new CountingStream();
    page.openMetrics(out);
    return out.count();
  }

  /** client_java's writer, Prometheus text. */
  @Benchmark
  public long textPrometheus(PrometheusPage page) throws IOException {
    CountingStream out = new CountingStream();
    page.text(out);
    return out.count();
  }

  /** Micrometer's registry, Prometheus text. */
  @Benchmark
  public long textMicrometer(MicrometerPage page) throws IOException {
    CountingStream out = new CountingStream();
    page.text(out);
    return out.count();
  }

  /** client_java's writer, OpenMetrics. */
  @Benchmark
  public long openMetricsPrometheus(PrometheusPage page) throws IOException {
    CountingStream out = new CountingStream();
    page.openMetrics(out);
    return out.count();
  }

  /** Micrometer's registry, OpenMetrics. */
  @Benchmark
  public long openMetricsMicrometer(MicrometerPage page) throws IOException {
    CountingStream out = new CountingStream();
    page.openMetrics(out);
    return out.count();
  }
}
