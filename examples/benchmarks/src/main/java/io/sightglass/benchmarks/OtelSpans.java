// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The span by hand on OpenTelemetry's SDK. */
@State(Scope.Benchmark)
public class OtelSpans {

  static final AttributeKey<String> ID = AttributeKey.stringKey("invoice.id");
  static final AttributeKey<String> METHOD = AttributeKey.stringKey("payment.method");
  static final AttributeKey<String> CURRENCY = AttributeKey.stringKey("invoice.currency");
  static final AttributeKey<Long> PAGES = AttributeKey.longKey("invoice.pages");
  static final AttributeKey<Boolean> COPY = AttributeKey.booleanKey("invoice.copy");

  private final OpenTelemetrySdk sdk;
  private final Tracer tracer;

  OtelSpans(Sampler sampler) {
    sdk = OtelSdk.spans(sampler);
    tracer = sdk.getTracer("benchmarks");
  }

  void call() {
    Span span =
        tracer
            .spanBuilder("invoice.render")
            .setSpanKind(SpanKind.INTERNAL)
            .setParent(Context.root())
            .startSpan();
    io.opentelemetry.context.Scope scope = span.makeCurrent();
    try {
      span.setAttribute(ID, "inv_42");
      span.setAttribute(METHOD, "upi");
      span.setAttribute(CURRENCY, "INR");
      span.setAttribute(PAGES, 3L);
      span.setAttribute(COPY, false);
    } finally {
      scope.close();
      span.end();
    }
  }

  /** Stops the exporter's thread. */
  @TearDown
  public void stop() {
    sdk.close();
  }

  /** Every span. */
  public static class Sampled extends OtelSpans {
    /** Builds it. */
    public Sampled() {
      super(Sampler.alwaysOn());
    }
  }

  /** No span. */
  public static class Unsampled extends OtelSpans {
    /** Builds it. */
    public Unsampled() {
      super(Sampler.alwaysOff());
    }
  }
}
