// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.sightglass.config.Setting;
import io.sightglass.config.Settings;
import io.sightglass.endpoint.OpsResponse;
import io.sightglass.event.TransactionEvents;
import io.sightglass.internal.ScrapeSource;
import io.sightglass.internal.SpanSource;
import io.sightglass.internal.SpanTap;
import io.sightglass.internal.event.EventRecorder;
import io.sightglass.meter.Meters;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything an {@link Observability} offers, delegated to the part that does it. */
final class DefaultObservability implements Observability, ScrapeSource, SpanSource {

  private final Parts parts;
  private final ActivityOpener opener;
  private final ActivityMeters activityMeters;
  private final MdcMirror mirror;
  private final DefaultErrors errors;
  private final ContextTasks tasks;
  private final Shutdown shutdown;
  private final EventRecorder events;
  private final RecentKeys recent;
  private final SkippedEvents skipped;
  private final AnnotatedCalls calls;

  /** What the builder put together. */
  record Parts(
      String name,
      Settings settings,
      DefaultDiagnostics diagnostics,
      DefaultLifecycle lifecycle,
      Metering metering,
      TelemetrySdk telemetry,
      Report report,
      LongSupplier clock,
      Redactor redactor,
      boolean off,
      List<String> errorAreas,
      @Nullable SpanTap spanTap) {}

  DefaultObservability(Parts parts) {
    this.parts = parts;
    this.activityMeters =
        new ActivityMeters(parts.metering.meters(), parts.diagnostics, parts.clock);
    this.mirror = new MdcMirror(parts.settings.get(Setting.LOG_MDC));
    this.errors = errors(parts, mirror);
    this.opener =
        new ActivityOpener(
            parts.telemetry.api().getTracer("io.sightglass"),
            mirror,
            new ActivityLine(
                parts.settings.get(Setting.ACTIVITY_LINE), mirror, errors, parts.diagnostics),
            parts.telemetry.makesSpans());
    this.tasks = new ContextTasks(mirror, errors);
    this.shutdown = new Shutdown(parts, errors);
    this.events =
        EventRecorder.of(
            parts.metering.meters(),
            parts.diagnostics,
            parts.settings,
            parts.redactor.at(Redactor.Place.EVENT),
            parts.telemetry.api().getLogsBridge());
    this.recent = new RecentKeys(parts.clock);
    this.skipped = new SkippedEvents(parts.metering.meters(), parts.diagnostics);
    this.calls = new AnnotatedCalls(this, parts, activityMeters, opener);
  }

  private static DefaultErrors errors(Parts parts, MdcMirror mirror) {
    DefaultErrors errors =
        new DefaultErrors(
            parts.errorAreas,
            parts.metering.meters(),
            parts.settings,
            mirror,
            parts.diagnostics,
            parts.clock);
    errors.redact(parts.redactor);
    parts.lifecycle.closeOnStop("errors", errors::close);
    return errors;
  }

  @Override
  public String name() {
    return parts.name;
  }

  @Override
  public Meters meters() {
    return parts.metering.meters();
  }

  @Override
  public MeterRegistry meterRegistry() {
    return parts.metering.registry();
  }

  @Override
  public OpenTelemetry openTelemetry() {
    return parts.telemetry.api();
  }

  @Override
  public boolean ownsOpenTelemetry() {
    return parts.telemetry.isOwn();
  }

  @Override
  public Settings settings() {
    return parts.settings;
  }

  @Override
  public Lifecycle lifecycle() {
    return parts.lifecycle;
  }

  @Override
  public Diagnostics diagnostics() {
    return parts.diagnostics;
  }

  @Override
  public Errors errors() {
    return parts.off ? NoErrors.NONE : errors;
  }

  @Override
  public boolean isOff() {
    return parts.off;
  }

  @Override
  public void record(Record event) {
    if (!parts.off) {
      events.record(event);
    }
  }

  @Override
  public boolean recordOnce(@Nullable String key, @Nullable Record event) {
    if (parts.off) {
      return false;
    }
    if (event == null) {
      skipped.noEvent();
      return false;
    }
    if (key == null) {
      // The key is bad and the event is not.
      skipped.noKey();
    } else if (!recent.add(key)) {
      skipped.duplicate(event, key);
      return false;
    }
    events.record(event);
    return true;
  }

  @Override
  public void declare(Class<?>... types) {
    events.declare(types);
  }

  @Override
  public TransactionEvents transaction() {
    return parts.off ? NoTransactionEvents.NONE : new HeldEvents(this, skipped);
  }

  @Override
  public Activity activity(String name) {
    return parts.off ? SpanOnlyActivity.NOTHING : open(name);
  }

  @Override
  public Activity unmetered(String name) {
    if (parts.off) {
      return SpanOnlyActivity.NOTHING;
    }
    String safe = name == null ? "" : name;
    return opener.open(safe, activityMeters.none(safe));
  }

  private MeteredActivity open(String name) {
    String safe = name == null ? "" : name;
    return opener.open(safe, activityMeters.of(safe));
  }

  @Override
  public <T, E extends Exception> T call(String name, ActivityBody<T, E> body) throws E {
    if (parts.off) {
      return body.run(SpanOnlyActivity.NOTHING);
    }
    MeteredActivity activity = open(name);
    try {
      return body.run(activity);
    } catch (Throwable failure) {
      activity.fail(failure);
      throw failure;
    } finally {
      activity.close();
    }
  }

  @Override
  public <T> CompletionStage<T> callAsync(
      String name, Function<Activity, CompletionStage<T>> body) {
    if (parts.off) {
      return body.apply(SpanOnlyActivity.NOTHING);
    }
    return new StageCall(open(name), failure -> true, parts.diagnostics).run(body);
  }

  @Override
  public InstrumentedCall.Builder instrument(String name) {
    return new InstrumentedCall.Builder(parts.off ? null : calls, name);
  }

  @Override
  public <T> T observe(Class<T> type, T target) {
    return ObservedTarget.of(type, target, calls);
  }

  @Override
  public Scope enter(@Nullable Context context) {
    if (context == null) {
      parts.diagnostics.invalid("traces", "null_argument");
      return Scope.noop();
    }
    try {
      return mirror.enter(context);
    } catch (Throwable failure) {
      parts.diagnostics.internalError("context", failure);
      return Scope.noop();
    }
  }

  @Override
  public Redactor redactor() {
    return parts.redactor;
  }

  @Override
  public void linesReadContext(boolean all) {
    mirror.linesReadContext(all);
  }

  @Override
  public Executor wrap(Executor executor) {
    return tasks.executor(Objects.requireNonNull(executor, "executor"));
  }

  @Override
  public ExecutorService wrap(ExecutorService executor) {
    return new ContextExecutorService(Objects.requireNonNull(executor, "executor"), tasks);
  }

  @Override
  public ThreadFactory wrapThreadFactory(ThreadFactory factory) {
    return tasks.threads(Objects.requireNonNull(factory, "factory"));
  }

  @Override
  public Runnable wrap(Runnable task) {
    return tasks.runnable(Objects.requireNonNull(task, "task"));
  }

  @Override
  public <T> Callable<T> wrapCallable(Callable<T> task) {
    return tasks.callable(Objects.requireNonNull(task, "task"));
  }

  @Override
  public <T> Supplier<T> wrapSupplier(Supplier<T> task) {
    return tasks.supplier(Objects.requireNonNull(task, "task"));
  }

  @Override
  public <T, R> Function<T, R> wrapFunction(Function<T, R> task) {
    return tasks.function(Objects.requireNonNull(task, "task"));
  }

  @Override
  public OpsResponse scrape(String accept) {
    return scrape(accept == null ? "" : accept, Set.of(), false);
  }

  @Override
  public OpsResponse scrape(String accept, Set<String> names, boolean gzip) {
    return parts.metering.scrape(accept, names, gzip);
  }

  @Override
  public @Nullable SpanTap spanTap() {
    return parts.spanTap;
  }

  @Override
  public String report() {
    return parts.report.page(parts);
  }

  @Override
  public void started() {
    started(() -> {});
  }

  @Override
  public void started(AutoCloseable stopTakingWork) {
    Objects.requireNonNull(stopTakingWork, "stopTakingWork");
    shutdown.stopTakingWork(stopTakingWork);
    if (parts.lifecycle.advance(Lifecycle.State.READY)) {
      parts.diagnostics.print(parts.report.startLine(parts), false);
    }
  }

  /** What is done around its annotated methods. */
  AnnotatedCalls calls() {
    return calls;
  }

  @Override
  public void close() {
    shutdown.run();
    calls.unbind();
  }
}
