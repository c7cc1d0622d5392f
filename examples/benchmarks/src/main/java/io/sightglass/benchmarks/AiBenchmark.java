// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * One streamed AI call: requests, duration, first chunk, time per token, four kinds of tokens, cost
 * and the span's attributes.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AiBenchmark {

  /** What is not the library's: reading the answer's numbers. */
  @Benchmark
  public Object floor(Answer answer) {
    return answer.usage();
  }

  /** Ours, without traces. */
  @Benchmark
  public void metricsSightglass(SightglassAi.Metrics ai, Answer answer) {
    ai.stream(answer);
  }

  /** By hand with Micrometer's look-ups, without traces. */
  @Benchmark
  public void metricsByHand(HandAi.Unsampled ai, Answer answer) {
    ai.measure(answer);
  }

  /** Ours, the trace not sampled. */
  @Benchmark
  public void unsampledSightglass(SightglassAi.Unsampled ai, Answer answer) {
    ai.stream(answer);
  }

  /** By hand with Micrometer's look-ups, the trace not sampled. */
  @Benchmark
  public void unsampledByHand(HandAi.Unsampled ai, Answer answer) {
    ai.stream(answer);
  }

  /** Ours, with its span. */
  @Benchmark
  public void sampledSightglass(SightglassAi.Sampled ai, Answer answer) {
    ai.stream(answer);
  }

  /** By hand, with its span. */
  @Benchmark
  public void sampledByHand(HandAi.Sampled ai, Answer answer) {
    ai.stream(answer);
  }

  /** The same span of the bare SDK and nothing else. */
  @Benchmark
  public void sampledOtel(HandAi.Sampled ai, Answer answer) {
    ai.span(answer);
  }

  /** The same span of the bare SDK, not sampled. */
  @Benchmark
  public void unsampledOtel(HandAi.Unsampled ai, Answer answer) {
    ai.span(answer);
  }

  /** Ours around a body that waits for its answer, the trace not sampled. */
  @Benchmark
  public Object bodySightglass(SightglassAi.Unsampled ai, Answer answer) {
    return ai.call(answer);
  }

  /** Ours, switched off. */
  @Benchmark
  public void offSightglass(SightglassAi.Off ai, Answer answer) {
    ai.stream(answer);
  }
}
