// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the library says about itself: warnings, at most one a minute for each code, and counts.
 *
 * <p>Thread-safe; nothing here throws or blocks.
 */
public interface Diagnostics {

  /**
   * Logs {@code SG-nnnn [area] message} at WARN, or counts it as suppressed if the code was used
   * within the last minute. The text holds what, effect and remedy, and never user data.
   */
  void warn(Code code, String message);

  /** Like {@link #warn}, at INFO. */
  void info(Code code, String message);

  /**
   * Counts bad input in {@code sightglass_invalid_total{signal,kind}}.
   *
   * @param signal {@code metrics}, {@code traces}, {@code logs}, {@code http}, {@code events} or
   *     {@code errors}
   * @param kind a short constant such as {@code request_id}
   */
  void invalid(String signal, String kind);

  /** Counts telemetry that was given up in {@code sightglass_dropped_total{signal,reason}}. */
  void dropped(String signal, String reason, long count);

  /**
   * Notes the state of a part for the start line and the report, for example {@code ("logs", "json
   * to the console")}; the latest state of a part counts.
   */
  void status(String part, String state);

  /**
   * How the delivery of each signal stands now, one for each exporter; empty where nothing of the
   * app's own is exported.
   */
  default List<Delivery> deliveries() {
    return List.of();
  }

  /**
   * Notes that a part of telemetry loses what it is given, and when it no longer does: {@code
   * HealthChecks.telemetry} is degraded meanwhile.
   *
   * @param part {@code traces}, {@code metrics} or {@code logs}
   * @param reason a short constant such as {@code disk_full}; null where all is well again
   */
  default void impaired(String part, @Nullable String reason) {}

  /** The parts that lose what they are given now, each with the reason. */
  default Map<String, String> impairments() {
    return Map.of();
  }

  /** Counts and reports a failure inside the library; fatal errors of the JVM are rethrown. */
  void internalError(String component, Throwable failure);
}
