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
import io.sightglass.meter.Meters;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Measures nothing and hands everything back as it came. */
final class NoopObservability implements Observability, ScrapeSource {

  private final Metering metering = Metering.off();
  private final DefaultDiagnostics diagnostics = new DefaultDiagnostics(System::nanoTime);
  private final DefaultLifecycle lifecycle = new DefaultLifecycle(diagnostics);

  private NoopObservability() {}

  static Observability create() {
    return new NoopObservability();
  }

  @Override
  public String name() {
    return "noop";
  }

  @Override
  public Meters meters() {
    return metering.meters();
  }

  @Override
  public MeterRegistry meterRegistry() {
    return metering.registry();
  }

  @Override
  public OpenTelemetry openTelemetry() {
    return OpenTelemetry.noop();
  }

  @Override
  public Settings settings() {
    return Defaults.ALL;
  }

  @Override
  public Lifecycle lifecycle() {
    return lifecycle;
  }

  @Override
  public Diagnostics diagnostics() {
    return diagnostics;
  }

  @Override
  public Errors errors() {
    return NoErrors.NONE;
  }

  @Override
  public boolean isOff() {
    return true;
  }

  @Override
  public void record(Record event) {}

  @Override
  public boolean recordOnce(@Nullable String key, Record event) {
    return false;
  }

  @Override
  public void declare(Class<?>... events) {}

  @Override
  public TransactionEvents transaction() {
    return NoTransactionEvents.NONE;
  }

  @Override
  public Activity activity(String name) {
    return SpanOnlyActivity.NOTHING;
  }

  @Override
  public <T, E extends Exception> T call(String name, ActivityBody<T, E> body) throws E {
    return body.run(SpanOnlyActivity.NOTHING);
  }

  @Override
  public <T> CompletionStage<T> callAsync(
      String name, Function<Activity, CompletionStage<T>> body) {
    return body.apply(SpanOnlyActivity.NOTHING);
  }

  @Override
  public InstrumentedCall.Builder instrument(String name) {
    return new InstrumentedCall.Builder(null, name);
  }

  @Override
  public <T> T observe(Class<T> type, T target) {
    return ObservedTarget.plain(type, target);
  }

  @Override
  public Scope enter(Context context) {
    return Scope.noop();
  }

  @Override
  public Executor wrap(Executor executor) {
    return Objects.requireNonNull(executor, "executor");
  }

  @Override
  public ExecutorService wrap(ExecutorService executor) {
    return Objects.requireNonNull(executor, "executor");
  }

  @Override
  public ThreadFactory wrapThreadFactory(ThreadFactory factory) {
    return Objects.requireNonNull(factory, "factory");
  }

  @Override
  public Runnable wrap(Runnable task) {
    return Objects.requireNonNull(task, "task");
  }

  @Override
  public <T> Callable<T> wrapCallable(Callable<T> task) {
    return Objects.requireNonNull(task, "task");
  }

  @Override
  public <T> Supplier<T> wrapSupplier(Supplier<T> task) {
    return Objects.requireNonNull(task, "task");
  }

  @Override
  public <T, R> Function<T, R> wrapFunction(Function<T, R> task) {
    return Objects.requireNonNull(task, "task");
  }

  @Override
  public OpsResponse scrape(String accept) {
    return metering.scrape(accept, Set.of(), false);
  }

  @Override
  public OpsResponse scrape(String accept, Set<String> names, boolean gzip) {
    return metering.scrape(accept, names, gzip);
  }

  @Override
  public String report() {
    return "off: Observability.noop() measures nothing\n";
  }

  @Override
  public void started() {
    lifecycle.advance(Lifecycle.State.READY);
  }

  @Override
  public void started(AutoCloseable stopTakingWork) {
    started();
  }

  @Override
  public void close() {
    lifecycle.advance(Lifecycle.State.STOPPED);
  }

  private static final class Defaults implements Settings {

    static final Settings ALL = new Defaults();

    @Override
    public <T> T get(Setting<T> setting) {
      return setting.defaultValue();
    }

    @Override
    public boolean isSet(Setting<?> setting) {
      return false;
    }
  }
}
