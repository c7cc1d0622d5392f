// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.sightglass.Activity;
import io.sightglass.Diagnostics;
import io.sightglass.Errors;
import io.sightglass.InstrumentedCall;
import io.sightglass.Lifecycle;
import io.sightglass.Observability;
import io.sightglass.Redactor;
import io.sightglass.catalogue.Catalogue;
import io.sightglass.config.Settings;
import io.sightglass.endpoint.OpsResponse;
import io.sightglass.event.TransactionEvents;
import io.sightglass.meter.Meters;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hands every call to a real one. */
abstract class DelegatingObservability implements Observability {

  private final Observability real;

  DelegatingObservability(Observability real) {
    this.real = real;
  }

  @Override
  public final String name() {
    return real.name();
  }

  @Override
  public final Meters meters() {
    return real.meters();
  }

  @Override
  public final Catalogue catalogue() {
    return real.catalogue();
  }

  @Override
  public final MeterRegistry meterRegistry() {
    return real.meterRegistry();
  }

  @Override
  public final OpenTelemetry openTelemetry() {
    return real.openTelemetry();
  }

  @Override
  public final boolean ownsOpenTelemetry() {
    return real.ownsOpenTelemetry();
  }

  @Override
  public final Settings settings() {
    return real.settings();
  }

  @Override
  public final Lifecycle lifecycle() {
    return real.lifecycle();
  }

  @Override
  public final Diagnostics diagnostics() {
    return real.diagnostics();
  }

  @Override
  public final Errors errors() {
    return real.errors();
  }

  @Override
  public final boolean isOff() {
    return real.isOff();
  }

  @Override
  public final void record(Record event) {
    real.record(event);
  }

  @Override
  public final boolean recordOnce(@Nullable String key, Record event) {
    return real.recordOnce(key, event);
  }

  @Override
  public final void declare(Class<?>... events) {
    real.declare(events);
  }

  @Override
  public final TransactionEvents transaction() {
    return real.transaction();
  }

  @Override
  public final Activity activity(String name) {
    return real.activity(name);
  }

  @Override
  public final Activity unmetered(String name) {
    return real.unmetered(name);
  }

  @Override
  public final <T, E extends Exception> T call(String name, ActivityBody<T, E> body) throws E {
    return real.call(name, body);
  }

  @Override
  public final <T> CompletionStage<T> callAsync(
      String name, Function<Activity, CompletionStage<T>> body) {
    return real.callAsync(name, body);
  }

  @Override
  public final InstrumentedCall.Builder instrument(String name) {
    return real.instrument(name);
  }

  @Override
  public final <T> T observe(Class<T> type, T target) {
    return real.observe(type, target);
  }

  @Override
  public final Scope enter(Context context) {
    return real.enter(context);
  }

  @Override
  public final void linesReadContext(boolean read) {
    real.linesReadContext(read);
  }

  @Override
  public final Redactor redactor() {
    return real.redactor();
  }

  @Override
  public final boolean installLogging() {
    return real.installLogging();
  }

  @Override
  public final Executor wrap(Executor executor) {
    return real.wrap(executor);
  }

  @Override
  public final ExecutorService wrap(ExecutorService executor) {
    return real.wrap(executor);
  }

  @Override
  public final ThreadFactory wrapThreadFactory(ThreadFactory factory) {
    return real.wrapThreadFactory(factory);
  }

  @Override
  public final Runnable wrap(Runnable task) {
    return real.wrap(task);
  }

  @Override
  public final <T> Callable<T> wrapCallable(Callable<T> task) {
    return real.wrapCallable(task);
  }

  @Override
  public final <T> Supplier<T> wrapSupplier(Supplier<T> task) {
    return real.wrapSupplier(task);
  }

  @Override
  public final <T, R> Function<T, R> wrapFunction(Function<T, R> task) {
    return real.wrapFunction(task);
  }

  @Override
  public final OpsResponse scrape(String accept) {
    return real.scrape(accept);
  }

  @Override
  public final String report() {
    return real.report();
  }

  @Override
  public final void started() {
    real.started();
  }

  @Override
  public final void started(AutoCloseable stopTakingWork) {
    real.started(stopTakingWork);
  }

  @Override
  public void close() {
    real.close();
  }
}
