// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** One request, a GET with four headers answered 200, through each observer. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HttpBenchmark {

  /** Two clock reads, which a duration cannot do without. */
  @Benchmark
  public long floorClock() {
    long start = System.nanoTime();
    return System.nanoTime() - start;
  }

  /** The stubs alone. */
  @Benchmark
  public int floorChain(FloorHttp http) throws ServletException, IOException {
    return http.call();
  }

  /** Ours, metrics only, in the exchange of the request before. */
  @Benchmark
  public int metricsSightglass(SightglassHttp.RecycledMetrics http) {
    return http.call();
  }

  /** Ours, metrics only, in a new exchange. */
  @Benchmark
  public int metricsNewSightglass(SightglassHttp.Metrics http) {
    return http.call();
  }

  /** Ours, everything but the line, not sampled. */
  @Benchmark
  public int unsampledSightglass(SightglassHttp.Unsampled http) {
    return http.call();
  }

  /** Ours, everything but the line, sampled. */
  @Benchmark
  public int sampledSightglass(SightglassHttp.Sampled http) {
    return http.call();
  }

  /** Ours, everything but the line, not sampled, its ids and fields copied to the MDC. */
  @Benchmark
  public int unsampledMdcSightglass(SightglassHttp.UnsampledMdc http) {
    return http.call();
  }

  /** Ours, everything but the line, sampled, its ids and fields copied to the MDC. */
  @Benchmark
  public int sampledMdcSightglass(SightglassHttp.SampledMdc http) {
    return http.call();
  }

  /** Ours, switched off by the environment. */
  @Benchmark
  public int offSightglass(SightglassHttp.Off http) {
    return http.call();
  }

  /** Ours, switched off in code. */
  @Benchmark
  public int noopSightglass(SightglassHttp.Noop http) {
    return http.call();
  }

  /** OpenTelemetry's Instrumenter, metrics only. */
  @Benchmark
  public int metricsOtel(OtelHttp.Metrics http) {
    return http.call();
  }

  /** Spring's filter, metrics only. */
  @Benchmark
  public int metricsSpring(SpringHttp.Metrics http) throws ServletException, IOException {
    return http.call();
  }

  /** Dropwizard's filter, which knows no routes. */
  @Benchmark
  public int metricsDropwizard(DropwizardHttp http) throws ServletException, IOException {
    return http.call();
  }

  /** OpenTelemetry's Instrumenter, traced, not sampled. */
  @Benchmark
  public int unsampledOtel(OtelHttp.Unsampled http) {
    return http.call();
  }

  /** Spring's filter, traced, not sampled. */
  @Benchmark
  public int unsampledSpring(SpringHttp.Unsampled http) throws ServletException, IOException {
    return http.call();
  }

  /** OpenTelemetry's Instrumenter, sampled. */
  @Benchmark
  public int sampledOtel(OtelHttp.Sampled http) {
    return http.call();
  }

  /** Spring's filter, sampled. */
  @Benchmark
  public int sampledSpring(SpringHttp.Sampled http) throws ServletException, IOException {
    return http.call();
  }

  /** Ours, not sampled, with the request's line. */
  @Benchmark
  public int lineSightglass(SightglassHttp.Line http, Lines lines) {
    return http.call();
  }

  /** OpenTelemetry's Instrumenter, and a line by hand with the same fields. */
  @Benchmark
  public int lineByHand(OtelHttp.Unsampled http, Lines lines) {
    long start = System.nanoTime();
    int status = http.call();
    lines.request(status, System.nanoTime() - start);
    return status;
  }
}
