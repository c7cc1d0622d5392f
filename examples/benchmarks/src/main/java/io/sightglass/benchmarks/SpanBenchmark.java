// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** A root span with five attributes, made current and ended. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SpanBenchmark {

  /** Ours, sampled: an activity, which also measures. */
  @Benchmark
  public void sampledSightglass(SightglassSpans.Sampled spans) {
    spans.call();
  }

  /** Ours, not sampled. */
  @Benchmark
  public void unsampledSightglass(SightglassSpans.Unsampled spans) {
    spans.call();
  }

  /** Ours, switched off. */
  @Benchmark
  public void offSightglass(SightglassSpans.Off spans) {
    spans.call();
  }

  /** The same by hand: the SDK's span, two clock reads, client_java's histogram and gauge. */
  @Benchmark
  public void sampledByHand(OtelSpans.Sampled spans, HandMeters meters) {
    long start = meters.begin();
    spans.call();
    meters.end(start);
  }

  /** The same by hand, not sampled. */
  @Benchmark
  public void unsampledByHand(OtelSpans.Unsampled spans, HandMeters meters) {
    long start = meters.begin();
    spans.call();
    meters.end(start);
  }

  /** The bare SDK, sampled, to the batch processor. */
  @Benchmark
  public void sampledOtel(OtelSpans.Sampled spans) {
    spans.call();
  }

  /** The bare SDK, not sampled. */
  @Benchmark
  public void unsampledOtel(OtelSpans.Unsampled spans) {
    spans.call();
  }

  /** Brave, sampled, to a handler that discards. */
  @Benchmark
  public void sampledBrave(BraveSpans.Sampled spans) {
    spans.call();
  }

  /** Brave, not sampled. */
  @Benchmark
  public void unsampledBrave(BraveSpans.Unsampled spans) {
    spans.call();
  }
}
