// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** An event with two labels, a measure and a detail, with and without its log line. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EventBenchmark {

  /** What is not the library's: making the record. */
  @Benchmark
  public Object floor(Sale sale) {
    return sale.quiet();
  }

  /** Ours, outside a span. */
  @Benchmark
  public void eventSightglass(Sale sale, SightglassEvents events) {
    events.record(sale.quiet());
  }

  /** By hand with Micrometer's look-ups, outside a span. */
  @Benchmark
  public void eventByHand(Sale sale, HandEvents events) {
    events.count(sale);
  }

  /** Ours, on a sampled span. */
  @Benchmark
  public void onSpanSightglass(Sale sale, SightglassEvents.OnSpan events) {
    events.record(sale.quiet());
  }

  /** By hand, on a sampled span. */
  @Benchmark
  public void onSpanByHand(Sale sale, HandEvents.OnSpan events) {
    events.count(sale);
  }

  /** Ours, with its line. */
  @Benchmark
  public void lineSightglass(Sale sale, SightglassEvents events, Lines lines) {
    events.record(sale.spoken());
  }

  /** By hand with Micrometer, MDC and the logger. */
  @Benchmark
  public void lineByHand(Sale sale, HandEvents events, Lines lines) {
    events.count(sale);
    lines.log(sale);
  }

  /** The log call of the same fields and nothing else. */
  @Benchmark
  public void lineLogstash(Sale sale, Lines lines) {
    lines.log(sale);
  }

  /** Ours, switched off. */
  @Benchmark
  public void offSightglass(Sale sale, SightglassEvents.Off events) {
    events.record(sale.quiet());
  }
}
