// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Samples at most so many traces a second for each name of a root span, which for a server is
 * method and route: busy routes do not hide quiet ones, and a caller that asks for every request to
 * be traced does not decide the bill.
 *
 * <p>Spans inside a trace of this process follow it. A trace that comes from outside is followed
 * when it is not sampled, and counts against the limit when it is.
 *
 * <pre>{@code
 * OTEL_TRACES_SAMPLER=sightglass_rate_limited
 * OTEL_TRACES_SAMPLER_ARG=10
 * }</pre>
 *
 * <p>Thread-safe, without locks. At most {@value #MAX_NAMES} names have a limit of their own; the
 * others share one.
 */
public final class RateLimitedSampler implements Sampler {

  /** The rate where none is given, in traces a second for each name. */
  public static final double DEFAULT_RATE = 10;

  private static final int MAX_NAMES = 1000;

  private final double rate;
  private final long intervalNanos;
  private final long burstNanos;
  private final LongSupplier clock;
  private final ConcurrentMap<String, AtomicLong> byName = new ConcurrentHashMap<>();
  private final AtomicLong others;

  RateLimitedSampler(double rate, LongSupplier clock) {
    if (!(rate > 0 && rate <= 1e6)) {
      throw new IllegalArgumentException(
          "traces per second: more than 0 and at most 1,000,000, was " + rate);
    }
    this.rate = rate;
    this.clock = clock;
    this.intervalNanos = Math.max(1, (long) (1e9 / rate));
    // A tenth of a second's worth may come at once, so that bursts stay within the limit's margin.
    this.burstNanos = Math.max(0, 100_000_000L - intervalNanos);
    this.others = new AtomicLong(clock.getAsLong());
  }

  /**
   * A sampler of that rate.
   *
   * @param tracesPerSecond for each name; more than 0, at most 1,000,000
   * @throws IllegalArgumentException for a rate outside its range
   */
  public static RateLimitedSampler of(double tracesPerSecond) {
    return new RateLimitedSampler(tracesPerSecond, System::nanoTime);
  }

  @Override
  public SamplingResult shouldSample(
      Context parent,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    SpanContext outer = Span.fromContext(parent).getSpanContext();
    if (outer.isValid() && (!outer.isRemote() || !outer.isSampled())) {
      return outer.isSampled() ? SamplingResult.recordAndSample() : SamplingResult.drop();
    }
    return take(limit(name)) ? SamplingResult.recordAndSample() : SamplingResult.drop();
  }

  private AtomicLong limit(String name) {
    AtomicLong known = byName.get(name);
    if (known != null) {
      return known;
    }
    return byName.size() >= MAX_NAMES
        ? others
        : byName.computeIfAbsent(name, any -> new AtomicLong(clock.getAsLong()));
  }

  /** The generic cell rate algorithm: one number says when the next trace is due. */
  private boolean take(AtomicLong due) {
    while (true) {
      long now = clock.getAsLong();
      long next = due.get();
      if (next - now > burstNanos) {
        return false;
      }
      long start = next - now < 0 ? now : next;
      if (due.compareAndSet(next, start + intervalNanos)) {
        return true;
      }
    }
  }

  @Override
  public String getDescription() {
    return String.format(Locale.ROOT, "RateLimitedSampler{%s/s per name}", rate);
  }

  @Override
  public String toString() {
    return getDescription();
  }
}
