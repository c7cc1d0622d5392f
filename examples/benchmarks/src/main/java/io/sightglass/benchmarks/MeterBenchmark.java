// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** A counter and a duration of 14 buckets: by handle, and by three label values at each call. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MeterBenchmark {

  /** The loop over the labels alone, which every "by labels" row contains. */
  @Benchmark
  public double floor(Labels labels) {
    return labels.next().seconds;
  }

  /** Ours, handle in hand. */
  @Benchmark
  public void counterHandleSightglass(SightglassMeters.On meters) {
    meters.countHandle();
  }

  /** Ours, {@code handle} at each call. */
  @Benchmark
  public void counterLabelsSightglass(SightglassMeters.On meters, Labels labels) {
    meters.count(labels.next());
  }

  /** Ours, switched off. */
  @Benchmark
  public void counterOffSightglass(SightglassMeters.Off meters, Labels labels) {
    meters.count(labels.next());
  }

  /** Ours, handle in hand. */
  @Benchmark
  public void histogramHandleSightglass(SightglassMeters.On meters, Labels labels) {
    meters.recordHandle(labels.next());
  }

  /** Ours, {@code handle} at each call. */
  @Benchmark
  public void histogramLabelsSightglass(SightglassMeters.On meters, Labels labels) {
    meters.record(labels.next());
  }

  /** Ours, switched off. */
  @Benchmark
  public void histogramOffSightglass(SightglassMeters.Off meters, Labels labels) {
    meters.record(labels.next());
  }

  /** client_java, data point in hand. */
  @Benchmark
  public void counterHandlePrometheus(PrometheusMeters meters) {
    meters.countHandle();
  }

  /** Micrometer, counter in hand. */
  @Benchmark
  public void counterHandleMicrometer(MicrometerMeters meters) {
    meters.countHandle();
  }

  /** OpenTelemetry, attributes in hand. */
  @Benchmark
  public void counterHandleOtel(OtelMeters meters) {
    meters.countHandle();
  }

  /** client_java, {@code labelValues} at each call. */
  @Benchmark
  public void counterLabelsPrometheus(PrometheusMeters meters, Labels labels) {
    meters.count(labels.next());
  }

  /** Micrometer, {@code registry.counter} at each call. */
  @Benchmark
  public void counterLabelsMicrometer(MicrometerMeters meters, Labels labels) {
    meters.count(labels.next());
  }

  /** OpenTelemetry, {@code Attributes.of} at each call. */
  @Benchmark
  public void counterLabelsOtel(OtelMeters meters, Labels labels) {
    meters.count(labels.next());
  }

  /** client_java, data point in hand. */
  @Benchmark
  public void histogramHandlePrometheus(PrometheusMeters meters, Labels labels) {
    meters.recordHandle(labels.next());
  }

  /** Micrometer, timer in hand. */
  @Benchmark
  public void histogramHandleMicrometer(MicrometerMeters meters, Labels labels) {
    meters.recordHandle(labels.next());
  }

  /** OpenTelemetry, attributes in hand. */
  @Benchmark
  public void histogramHandleOtel(OtelMeters meters, Labels labels) {
    meters.recordHandle(labels.next());
  }

  /** client_java, {@code labelValues} at each call. */
  @Benchmark
  public void histogramLabelsPrometheus(PrometheusMeters meters, Labels labels) {
    meters.record(labels.next());
  }

  /** Micrometer, {@code registry.timer} at each call. */
  @Benchmark
  public void histogramLabelsMicrometer(MicrometerMeters meters, Labels labels) {
    meters.record(labels.next());
  }

  /** OpenTelemetry, {@code Attributes.of} at each call. */
  @Benchmark
  public void histogramLabelsOtel(OtelMeters meters, Labels labels) {
    meters.record(labels.next());
  }
}
