// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** One call that is measured by an annotation or by what stands for one. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AnnotatedBenchmark {

  /** The call and nothing around it. */
  @Benchmark
  public long bareCall(Rendering rendering) {
    return rendering.bare();
  }

  /** Duration by outcome and number in progress, by hand. */
  @Benchmark
  public long callByHand(Rendering rendering, HandMeters meters) {
    return rendering.byHand(meters);
  }

  /** The same behind a JDK proxy. */
  @Benchmark
  public long callJdkProxy(Rendering rendering, Rendering.Proxied proxied) {
    return proxied.call(rendering.invoice);
  }

  /** Micrometer's TimedAspect, woven by the build. */
  @Benchmark
  public long callAspectj(Rendering rendering, AspectjRendering woven) {
    return woven.call(rendering.invoice);
  }

  /** Micrometer's TimedAspect through Spring AOP. */
  @Benchmark
  public long callSpringTimed(Rendering rendering, SpringRendering.WithTimed bean) {
    return bean.call(rendering.invoice);
  }

  /** Micrometer's ObservedAspect through Spring AOP, with a sampled span. */
  @Benchmark
  public long sampledSpringObserved(Rendering rendering, SpringRendering.WithObserved bean) {
    return bean.call(rendering.invoice);
  }

  /** Ours by code. */
  @Benchmark
  public long callSightglass(Rendering rendering, SightglassRendering ours) {
    return ours.call(rendering.invoice);
  }

  /** Ours by code, with a sampled span. */
  @Benchmark
  public long sampledSightglass(Rendering rendering, SightglassRendering.Sampled ours) {
    return ours.call(rendering.invoice);
  }

  /** Ours by code, with a span that is not sampled. */
  @Benchmark
  public long unsampledSightglass(Rendering rendering, SightglassRendering.Unsampled ours) {
    return ours.call(rendering.invoice);
  }

  /** Ours by code, switched off. */
  @Benchmark
  public long offSightglass(Rendering rendering, SightglassRendering.Off ours) {
    return ours.call(rendering.invoice);
  }

  /** Ours by the annotation. */
  @Benchmark
  public long wovenSightglass(Rendering rendering, WovenRendering ours) {
    return ours.call(rendering.invoice);
  }

  /** Ours by the annotation, with a sampled span. */
  @Benchmark
  public long sampledWovenSightglass(Rendering rendering, WovenRendering.Sampled ours) {
    return ours.call(rendering.invoice);
  }

  /** Ours by the annotation, which no app has. */
  @Benchmark
  public long unboundWovenSightglass(Rendering rendering, WovenRendering.Unbound ours) {
    return ours.call(rendering.invoice);
  }

  /** Ours by the annotation, switched off. */
  @Benchmark
  public long offWovenSightglass(Rendering rendering, WovenRendering.Off ours) {
    return ours.call(rendering.invoice);
  }

  /** Ours by the annotation, through a proxy and not woven. */
  @Benchmark
  public long observedSightglass(Rendering rendering, ObservedRendering ours) {
    return ours.call(rendering.invoice);
  }

  /** Ours by code, described once, with a label. */
  @Benchmark
  public long instrumentSightglass(Rendering rendering, ObservedRendering ours) {
    return ours.byCode(rendering.invoice);
  }
}
