// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.sightglass.catalogue.Catalogue;
import io.sightglass.config.Settings;
import io.sightglass.endpoint.OpsResponse;
import io.sightglass.event.TransactionEvents;
import io.sightglass.meter.Meters;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one object an app builds: meters, traces, context, configuration and lifecycle. It is passed
 * to what needs it and never found through a static.
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *   var obs = Observability.fromEnvironment("billing");
 *   String page = obs.call("invoice.render", activity -> render(activity));
 *   obs.close();
 * }
 * }</pre>
 *
 * <p>Thread-safe. Building fails at once for a mistake in code; bad settings are reported together
 * (SG-0100). Recording never throws.
 */
public interface Observability extends AutoCloseable {

  /**
   * Builds from environment variables and system properties, joins an agent's OpenTelemetry where
   * one runs, and stops when the JVM does. The annotated methods of the caller's class loader are
   * its from now on, unless another one has them (SG-2503); see {@link Instrumented}.
   *
   * @param name the service's name where {@code OTEL_SERVICE_NAME} is not set
   * @throws io.sightglass.config.BadSettingsException only under {@code sightglass.strict}
   */
  static Observability fromEnvironment(String name) {
    return builder(name).stopWithJvm().annotationsIfFree(CallersLoader.find()).build();
  }

  /** Collects what differs from {@link #fromEnvironment}: values, a host's own registry or SDK. */
  static ObservabilityBuilder builder(String name) {
    return new ObservabilityBuilder(name);
  }

  /** One that measures nothing, starts nothing and costs next to nothing. */
  static Observability noop() {
    return ObservabilityBuilder.noop();
  }

  /** The service's name in force: {@code OTEL_SERVICE_NAME}, else the one given in code. */
  String name();

  /** Declares the app's own meters. */
  Meters meters();

  /** Every meter declared so far, as data. */
  default Catalogue catalogue() {
    return meters().catalogue();
  }

  /** Micrometer's view of the same registry, for the app's Micrometer meters and binders. */
  MeterRegistry meterRegistry();

  /** The OpenTelemetry instance in force. */
  OpenTelemetry openTelemetry();

  /**
   * Whether {@link #openTelemetry()} is an SDK that was built here from the settings, and not a
   * host's, an agent's or none.
   */
  default boolean ownsOpenTelemetry() {
    return false;
  }

  /** The settings in force. */
  Settings settings();

  /** Where the app is between start and stop. */
  Lifecycle lifecycle();

  /** What the library says about itself. */
  Diagnostics diagnostics();

  /** The errors of the app. */
  Errors errors();

  /**
   * Whether metrics and traces are both switched off ({@code METRICS_ENABLED=false} and {@code
   * OTEL_SDK_DISABLED=true}, or {@link #noop()}); adapters then step aside.
   */
  boolean isOff();

  /**
   * Records an event: its counters, its histograms, attributes of the current span and its log
   * line. Never throws; an event that cannot be used is dropped and counted.
   *
   * @param event a record whose type is an {@link io.sightglass.event.Event}
   */
  void record(Record event);

  /**
   * Records an event unless one was recorded under the same key lately, for webhooks that are sent
   * again. The last 10,000 keys are known, each for ten minutes after it was last given, whatever
   * the event's type was. Without a key the event is recorded.
   *
   * @param key what identifies the occurrence, for example the payment's id and its state
   * @return whether it was recorded
   */
  boolean recordOnce(@Nullable String key, Record event);

  /**
   * Declares events before the first is recorded, so that their series exist from the start.
   *
   * @throws IllegalArgumentException with everything that is wrong with them
   */
  void declare(Class<?>... events);

  /** Events held back until a transaction commits. */
  TransactionEvents transaction();

  /** Opens an activity on this thread; close it on this thread. */
  Activity activity(String name);

  /**
   * Like {@link #activity}, without meters of its own: for work whose duration is measured under
   * another name.
   */
  default Activity unmetered(String name) {
    return activity(name);
  }

  /**
   * Runs {@code body} as an activity. Its result and its exception, the very same object, are the
   * caller's.
   */
  <T, E extends Exception> T call(String name, ActivityBody<T, E> body) throws E;

  /** Runs an asynchronous {@code body} as an activity that ends when its stage completes. */
  <T> CompletionStage<T> callAsync(String name, Function<Activity, CompletionStage<T>> body);

  /**
   * Describes a kind of activity with labels, buckets, a span kind and what counts as a failure;
   * the same in code as {@link Instrumented} on a method.
   *
   * @param name lower-case words joined by dots, the thing first
   */
  InstrumentedCall.Builder instrument(String name);

  /**
   * Stands for an object of the app's behind one of its interfaces: calls of its methods under
   * {@link Instrumented} or {@link Records}, on the target or on the interface, are measured
   * without weaving. {@code equals}, {@code hashCode} and {@code toString} are the target's. A
   * checked exception that the interface does not declare comes out in an {@link
   * java.lang.reflect.UndeclaredThrowableException}.
   *
   * @param type a public interface that is not sealed
   * @return a proxy; the target itself where all is off, or where its methods are woven and bound
   * @throws IllegalArgumentException if the interface cannot be stood for, or nothing is annotated
   */
  <T> T observe(Class<T> type, T target);

  /**
   * Opens a context around a span that the caller started and will end: the span and the fields are
   * current until the scope is closed, and {@link Activity#current()} is a view of the span.
   */
  Scope enter(Context context);

  /**
   * Says whether all that writes the app's log lines reads the context itself, as the library's
   * encoders do; with {@code sightglass.logs.mdc=auto} the MDC is then left alone. For adapters of
   * logging backends, which call it again whenever that changes.
   */
  default void linesReadContext(boolean all) {}

  /** What replaces secrets in everything that leaves: lines, spans, health answers, reports. */
  default Redactor redactor() {
    return Redactor.standard();
  }

  /** An executor whose tasks run in the context that submitted them. */
  Executor wrap(Executor executor);

  /** An executor whose tasks run in the context that submitted them. */
  ExecutorService wrap(ExecutorService executor);

  /** A factory whose threads, virtual ones too, run in the context that made them. */
  ThreadFactory wrapThreadFactory(ThreadFactory factory);

  /** A task that runs in the context of this call. */
  Runnable wrap(Runnable task);

  /** A task that runs in the context of this call. */
  <T> Callable<T> wrapCallable(Callable<T> task);

  /** A supplier that runs in the context of this call, for {@code CompletableFuture}. */
  <T> Supplier<T> wrapSupplier(Supplier<T> task);

  /** A function that runs in the context of this call, for stages of {@code CompletableFuture}. */
  <T, R> Function<T, R> wrapFunction(Function<T, R> task);

  /**
   * The metrics, for an app that answers {@code /metrics} itself.
   *
   * @param accept the request's Accept header, or an empty string
   * @return the bytes and their content type; 404 with metrics off, 406 for a format it cannot make
   */
  OpsResponse scrape(String accept);

  /** The whole picture in one page: exporters, sampling, agent, drops, limits reached. */
  String report();

  /**
   * Makes the logging backend write the library's lines, by whatever {@link LogBackend} is on the
   * class path, such as that of {@code observability-logback}. A configuration of the app's own
   * stays as it is.
   *
   * @return whether lines are the library's now
   * @throws IllegalStateException if SLF4J is bound to another backend
   */
  default boolean installLogging() {
    boolean found = false;
    for (LogBackend backend :
        ServiceLoader.load(LogBackend.class, Observability.class.getClassLoader())) {
      found = true;
      if (backend.install(this)) {
        return true;
      }
    }
    if (!found) {
      diagnostics()
          .warn(
              Code.LOG_NO_BACKEND,
              "no adapter for a logging backend is on the class path; lines stay as they are."
                  + " Add observability-logback.");
    }
    return false;
  }

  /** The app takes work from now on. Logs the start line SG-0001. */
  void started();

  /** Like {@link #started()}; {@code stopTakingWork} is called first when the app stops. */
  void started(AutoCloseable stopTakingWork);

  /** Stops: drains, flushes and reports within one deadline. Further calls do nothing. */
  @Override
  void close();

  /** The work of an activity. */
  @FunctionalInterface
  interface ActivityBody<T, E extends Exception> {

    /** Does the work. */
    T run(Activity activity) throws E;
  }
}
