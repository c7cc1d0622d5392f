// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import brave.Span;
import brave.Tracer;
import brave.Tracing;
import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import brave.sampler.Sampler;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The span in Brave. */
@State(Scope.Benchmark)
public class BraveSpans {

  private final Tracing tracing;
  private final Tracer tracer;

  BraveSpans(Sampler sampler) {
    tracing = Tracing.newBuilder().sampler(sampler).addSpanHandler(new Discarding()).build();
    tracer = tracing.tracer();
  }

  void call() {
    Span span = tracer.newTrace().name("invoice.render").start();
    Tracer.SpanInScope scope = tracer.withSpanInScope(span);
    try {
      span.tag("invoice.id", "inv_42");
      span.tag("payment.method", "upi");
      span.tag("invoice.currency", "INR");
      span.tag("invoice.pages", "3");
      span.tag("invoice.copy", "false");
    } finally {
      scope.close();
      span.finish();
    }
  }

  /** Gives Brave's one instance per process back. */
  @TearDown
  public void stop() {
    tracing.close();
  }

  /** Every span. */
  public static class Sampled extends BraveSpans {
    /** Builds it. */
    public Sampled() {
      super(Sampler.ALWAYS_SAMPLE);
    }
  }

  /** No span. */
  public static class Unsampled extends BraveSpans {
    /** Builds it. */
    public Unsampled() {
      super(Sampler.NEVER_SAMPLE);
    }
  }

  private static final class Discarding extends SpanHandler {
    @Override
    public boolean end(TraceContext context, MutableSpan span, Cause cause) {
      return true;
    }
  }
}
