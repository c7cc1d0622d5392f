// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The exemplars of one series, at most one for each bucket. A slot is due again once it has been
 * read, so between two scrapes a bucket takes the first sampled span and after it costs one read of
 * a flag: no clock and no timer thread.
 */
final class ExemplarSlots {

  // Older than this, the trace is of no use beside a value of now.
  private static final long KEEP_MILLIS = 300_000;
  private static final int FLAGS = 64;

  private final AtomicReferenceArray<@Nullable Exemplar> taken;
  private final AtomicLong due = new AtomicLong(-1);

  ExemplarSlots(int slots) {
    taken = new AtomicReferenceArray<>(slots);
  }

  /** Offers the current span. */
  void offer(int slot, double value) {
    if (isDue(slot)) {
      offerCurrent(slot, value);
    }
  }

  /** Offers that span. */
  void offer(int slot, double value, @Nullable SpanContext span) {
    if (span != null && isDue(slot)) {
      offerGiven(slot, value, span);
    }
  }

  // Spans may be of anybody's making: what they throw is not the recording's.
  private void offerCurrent(int slot, double value) {
    try {
      take(slot, value, Span.current().getSpanContext());
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      due.getAndUpdate(flags -> flags & ~flag(slot));
    }
  }

  private void offerGiven(int slot, double value, SpanContext span) {
    try {
      take(slot, value, span);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      due.getAndUpdate(flags -> flags & ~flag(slot));
    }
  }

  private boolean isDue(int slot) {
    return (due.get() & flag(slot)) != 0;
  }

  // Slots beyond the flags share the last one.
  private static long flag(int slot) {
    return 1L << Math.min(slot, FLAGS - 1);
  }

  private void take(int slot, double value, SpanContext span) {
    if (!span.isSampled() || !span.isValid()) {
      return;
    }
    long flag = flag(slot);
    if ((due.getAndUpdate(flags -> flags & ~flag) & flag) == 0) {
      return;
    }
    Labels labels =
        Labels.of(Exemplar.TRACE_ID, span.getTraceId(), Exemplar.SPAN_ID, span.getSpanId());
    taken.set(slot, new Exemplar(value, labels, System.currentTimeMillis()));
  }

  /** The exemplar of a series with one slot. */
  @Nullable Exemplar readOne(long nowMillis) {
    Exemplar exemplar = fresh(0, nowMillis);
    due.set(-1);
    return exemplar;
  }

  Exemplars readAll(long nowMillis) {
    List<Exemplar> all = null;
    for (int i = 0; i < taken.length(); i++) {
      Exemplar exemplar = fresh(i, nowMillis);
      if (exemplar != null) {
        all = all == null ? new ArrayList<>() : all;
        all.add(exemplar);
      }
    }
    due.set(-1);
    return all == null ? Exemplars.EMPTY : Exemplars.of(all);
  }

  private @Nullable Exemplar fresh(int slot, long nowMillis) {
    Exemplar exemplar = taken.get(slot);
    if (exemplar != null && nowMillis - exemplar.getTimestampMillis() > KEEP_MILLIS) {
      taken.compareAndSet(slot, exemplar, null);
      return null;
    }
    return exemplar;
  }
}
