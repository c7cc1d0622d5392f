// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Locale;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a team would write by hand: Micrometer's look-ups and span attributes. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class HandEvents {

  private static final double[] RUPEES = {
    10, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 200_000, 500_000,
    1_000_000, 5_000_000
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  void count(Sale sale) {
    String method = sale.method.name().toLowerCase(Locale.ROOT);
    String recurring = Boolean.toString(sale.recurring);
    registry.counter("invoice.paid", "method", method, "recurring", recurring).increment();
    DistributionSummary.builder("invoice.paid.amount")
        .baseUnit("inr")
        .serviceLevelObjectives(RUPEES)
        .tags("method", method, "recurring", recurring)
        .register(registry)
        .record(sale.amount.amount().doubleValue());
    Span span = Span.current();
    span.setAttribute("method", method);
    span.setAttribute("recurring", sale.recurring);
    span.setAttribute("amount", sale.amount.amount().doubleValue());
    span.setAttribute("invoice_id", sale.id);
  }

  /** With a span that is current on the measuring thread. */
  @State(org.openjdk.jmh.annotations.Scope.Thread)
  public static class OnSpan extends HandEvents {
    private final OpenTelemetrySdk sdk = OtelSdk.spans(Sampler.alwaysOn());
    private Span span = Span.getInvalid();
    private Scope scope = Scope.noop();

    /** Begins the span. */
    @Setup
    @SuppressWarnings("MustBeClosedChecker") // closed by end()
    public void begin() {
      span = sdk.getTracer("benchmarks").spanBuilder("POST /invoices").startSpan();
      scope = span.makeCurrent();
    }

    /** Ends it. */
    @TearDown
    public void end() {
      scope.close();
      span.end();
      sdk.close();
    }
  }
}
