// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The errors of the app: counts each once in {@code errors_total{area,error_type}} and hands it to
 * the {@link ErrorReporter}s.
 *
 * <pre>{@code
 * try {
 *   gateway.refund(payment);
 * } catch (GatewayException e) {
 *   obs.errors().report("payments", e);   // handled, and somebody should know
 * }
 * }</pre>
 *
 * <p>What leaves a request, an outermost activity, a job or a wrapped {@link Runnable} comes here
 * by itself. A throwable is one error however many layers it passes through, alone or as a cause,
 * in one trace or request; without either, within a minute. Areas are {@code app}, {@code http},
 * {@code activity}, {@code job}, {@code task}, {@code database}, {@code messaging}, {@code ai} and
 * those that {@link ObservabilityBuilder#errorAreas} adds.
 *
 * <p>Thread-safe. Reporting never throws and never blocks.
 */
public interface Errors {

  /** Reports an error that the app has dealt with, of the area {@code app}. */
  void report(@Nullable Throwable error);

  /**
   * Reports an error that the app has dealt with. It has a log line of its own.
   *
   * @param area a declared area; another is counted as {@code _other}
   */
  void report(String area, @Nullable Throwable error);

  /**
   * Reports an error that left a unit of work, in whose context this is called. For adapters of
   * servers, schedulers and brokers.
   *
   * @param work what the unit is called, for example {@code GET /invoices/{id}}; null if it is an
   *     activity or has no name
   * @param hasLine whether a log line with the error was written already
   */
  void unhandled(String area, @Nullable String work, @Nullable Throwable error, boolean hasLine);

  /**
   * Notes a line of the log, for the trail that leads to an error in its context. For adapters of
   * logging backends, on the thread that logs; does nothing without a reporter.
   *
   * @param level for example {@code WARN}
   */
  void trail(String level, String logger, String message);

  /**
   * Hands errors to that reporter as well, from here on.
   *
   * @param name for messages
   */
  void sendTo(String name, ErrorReporter reporter);

  /**
   * Shows every error to that function before reporters have it: what it returns is reported, and
   * null is not. Filters run in the order they were added; one that throws is left out. Counts are
   * not affected.
   */
  void filter(Function<ErrorReport, @Nullable ErrorReport> filter);
}
