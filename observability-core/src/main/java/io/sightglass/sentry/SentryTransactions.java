// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.sentry;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sentry.SpanContext;
import io.sentry.SpanId;
import io.sentry.SpanStatus;
import io.sentry.TracesSamplingDecision;
import io.sentry.protocol.SentryId;
import io.sentry.protocol.SentryTransaction;
import io.sentry.protocol.TransactionInfo;
import io.sightglass.Redactor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A part of the traces as Sentry's transactions: the span that began each in this process, without
 * its children. Which part is told by the trace's id, so services with one rate choose the same.
 */
final class SentryTransactions implements Consumer<ReadableSpan> {

  private static final int QUEUE = 256;
  private static final long IDLE_SECONDS = 10;

  private final SentryOutbox outbox;
  private final double rate;
  private final Redactor redactor;
  private final ThreadPoolExecutor thread;

  SentryTransactions(SentryOutbox outbox, double rate, Redactor redactor) {
    this.outbox = outbox;
    this.rate = rate;
    this.redactor = redactor;
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            SentryTransactions::daemon,
            (task, full) -> outbox.diagnostics().dropped("traces", "sentry_queue_full", 1));
    thread.allowCoreThreadTimeOut(true);
  }

  private static Thread daemon(Runnable work) {
    Thread made = new Thread(work, "sightglass-sentry");
    made.setDaemon(true);
    return made;
  }

  @Override
  public void accept(ReadableSpan span) {
    if (isWork(span.getKind()) && isChosen(span.getSpanContext().getTraceId(), rate)) {
      thread.execute(() -> send(span.toSpanData()));
    }
  }

  /** A query or a call outside of any work is none. */
  private static boolean isWork(SpanKind kind) {
    return kind != SpanKind.CLIENT && kind != SpanKind.PRODUCER;
  }

  /** As OpenTelemetry's sampler by ratio chooses. */
  static boolean isChosen(String traceId, double rate) {
    if (rate >= 1) {
      return true;
    }
    long random = Long.parseUnsignedLong(traceId.substring(16), 16) & Long.MAX_VALUE;
    return random < rate * Long.MAX_VALUE;
  }

  private void send(SpanData span) {
    try {
      outbox.send(transaction(span));
    } catch (RuntimeException failure) {
      outbox.diagnostics().internalError("sentry", failure);
    }
  }

  private SentryTransaction transaction(SpanData span) {
    SentryTransaction transaction =
        new SentryTransaction(
            redactor.redact(span.getName()),
            span.getStartEpochNanos() / 1e9,
            span.getEndEpochNanos() / 1e9,
            List.of(),
            Map.of(),
            new TransactionInfo("route"));
    SpanContext trace =
        new SpanContext(
            new SentryId(span.getTraceId()),
            new SpanId(span.getSpanId()),
            span.getKind() == SpanKind.SERVER ? "http.server" : "activity",
            span.getParentSpanContext().isValid() ? new SpanId(span.getParentSpanId()) : null,
            new TracesSamplingDecision(true, rate));
    trace.setStatus(
        span.getStatus().getStatusCode() == StatusCode.ERROR
            ? SpanStatus.INTERNAL_ERROR
            : SpanStatus.OK);
    span.getAttributes()
        .forEach(
            (key, value) ->
                trace.setData(key.getKey(), redactor.redact(key.getKey(), String.valueOf(value))));
    transaction.getContexts().setTrace(trace);
    return transaction;
  }
}
