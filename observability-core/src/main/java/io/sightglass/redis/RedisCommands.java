// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.redis;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.sightglass.Observability;
import io.sightglass.Tally;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Histogram;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** Measures commands of one client. Nothing here throws. */
final class RedisCommands {

  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
  private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("db.operation.name");
  private static final AttributeKey<String> STATUS =
      AttributeKey.stringKey("db.response.status_code");
  private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  /** A command that runs; the first end counts. */
  static final class Running {

    private static final AtomicIntegerFieldUpdater<Running> ENDED =
        AtomicIntegerFieldUpdater.newUpdater(Running.class, "ended");

    private final String command;
    private final Context parent;
    private final Span span;
    private final long startNanos = System.nanoTime();

    // Read and written through ENDED.
    @SuppressWarnings("UnusedVariable")
    private volatile int ended;

    private Running(String command, Context parent, Span span) {
      this.command = command;
      this.parent = parent;
      this.span = span;
    }
  }

  private final Observability obs;
  private final Histogram durations;
  private final Counter errors;
  private final Tracer tracer;

  RedisCommands(Observability obs) {
    this.obs = obs;
    durations = obs.meters().histogram(RedisMeters.DURATION);
    errors = obs.meters().counter(RedisMeters.ERRORS);
    tracer = obs.openTelemetry().getTracer("io.sightglass.redis");
  }

  @Nullable Running begin(String command) {
    try {
      Context parent = Context.current();
      Span span =
          tracer
              .spanBuilder(command)
              .setSpanKind(SpanKind.CLIENT)
              .setParent(parent)
              .setAttribute(SYSTEM, "redis")
              .setAttribute(OPERATION, command)
              .startSpan();
      return new Running(command, parent, span);
    } catch (Throwable ours) {
      obs.diagnostics().internalError("redis", ours);
      return null;
    }
  }

  void end(Running running) {
    end(running, null, null, null);
  }

  /**
   * Ends a command that failed.
   *
   * @param kind one of {@link RedisErrors#KINDS}
   * @param word what the server's answer began with; null if it did not answer
   */
  void fail(Running running, Throwable failure, String kind, @Nullable String word) {
    end(running, failure, kind, word);
  }

  private void end(
      Running running, @Nullable Throwable failure, @Nullable String kind, @Nullable String word) {
    if (!Running.ENDED.compareAndSet(running, 0, 1)) {
      return;
    }
    Span span = running.span;
    try {
      long nanos = System.nanoTime() - running.startNanos;
      sum(Tally.from(running.parent), nanos, failure);
      durations.handle(running.command).recordNanos(nanos, span.getSpanContext());
      if (failure != null && kind != null) {
        errors.handle(kind).add(1, span.getSpanContext());
        failed(span, failure, word);
      }
    } catch (Throwable ours) {
      if (failure == null || !(ours instanceof VirtualMachineError)) {
        obs.diagnostics().internalError("redis", ours);
      }
    } finally {
      span.end();
    }
  }

  // Not its message: the server quotes arguments.
  private static void failed(Span span, Throwable failure, @Nullable String word) {
    if (span.isRecording()) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute(ERROR_TYPE, word == null ? failure.getClass().getName() : word);
      if (word != null) {
        span.setAttribute(STATUS, word);
      }
    }
  }

  private static void sum(Tally tally, long nanos, @Nullable Throwable failure) {
    if (tally.isOpen()) {
      tally.add("redis.commands", 1);
      tally.add("redis.seconds", nanos / 1e9);
      if (failure != null) {
        tally.add("redis.errors", 1);
      }
    }
  }
}
