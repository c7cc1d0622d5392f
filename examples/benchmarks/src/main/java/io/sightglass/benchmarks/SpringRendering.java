// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.micrometer.core.annotation.Timed;
import io.micrometer.core.aop.TimedAspect;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.annotation.Observed;
import io.micrometer.observation.aop.ObservedAspect;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.aop.aspectj.annotation.AspectJProxyFactory;

/** Micrometer's aspects around a Spring bean: a proxy by class, as Spring Boot makes it. */
public final class SpringRendering {

  private static final String METER = "invoice.render";

  private SpringRendering() {}

  private static <T> T proxy(T bean, Object aspect) {
    AspectJProxyFactory factory = new AspectJProxyFactory(bean);
    factory.setProxyTargetClass(true);
    factory.addAspect(aspect);
    return factory.getProxy();
  }

  private static long counted(MeterRegistry meters) {
    return meters.find(METER).timers().stream().mapToLong(Timer::count).sum();
  }

  /** {@code @Timed}. */
  @State(Scope.Benchmark)
  public static class WithTimed {

    private final MeterRegistry meters = MicrometerMeters.registry(METER);
    private final TimedBean bean = proxy(new TimedBean(), new TimedAspect(meters));

    long call(long invoice) {
      return bean.render(invoice);
    }

    /** How many calls were counted. */
    long counted() {
      return SpringRendering.counted(meters);
    }

    /** What has the annotation. */
    @Timed(METER)
    public static class TimedBean {

      /** Renders it. */
      public long render(long invoice) {
        return Rendering.work(invoice);
      }
    }
  }

  /** {@code @Observed}, with the tracing bridge and a sampled span. */
  @State(Scope.Benchmark)
  public static class WithObserved {

    private final MeterRegistry meters = MicrometerMeters.registry(METER);
    private final OpenTelemetrySdk sdk = OtelSdk.spans(OtelSdk.CALLER);
    private final ObservedBean bean;

    /** Wires it as Spring Boot does. */
    public WithObserved() {
      ObservationRegistry observations = ObservationRegistry.create();
      SpringHttp.trace(observations, sdk, meters);
      bean = proxy(new ObservedBean(), new ObservedAspect(observations));
    }

    long call(long invoice) {
      return bean.render(invoice);
    }

    /** How many calls were counted. */
    long counted() {
      return SpringRendering.counted(meters);
    }

    /** Stops the exporter's thread. */
    @TearDown
    public void stop() {
      sdk.close();
    }

    /** What has the annotation. */
    public static class ObservedBean {

      /** Renders it. */
      @Observed(name = METER)
      public long render(long invoice) {
        return Rendering.work(invoice);
      }
    }
  }
}
