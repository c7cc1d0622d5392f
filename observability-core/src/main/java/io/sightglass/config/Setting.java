// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.config;

import java.time.Duration;

/**
 * One setting: its name, meaning, default and what is allowed.
 *
 * @param <T> the type of its value
 */
public final class Setting<T> {

  /** Whether metrics are collected and served. */
  public static final Setting<Boolean> METRICS_ENABLED = new Setting<>("METRICS_ENABLED", true);

  /** The port of the operational endpoints; 0 takes any free one. */
  public static final Setting<Integer> METRICS_PORT = new Setting<>("METRICS_PORT", 9091);

  /** The address the operational endpoints listen on. */
  public static final Setting<String> METRICS_HOST = new Setting<>("METRICS_HOST", "127.0.0.1");

  /** The environment's name on every signal, for example {@code production}. */
  public static final Setting<String> APP_ENV = new Setting<>("APP_ENV", "production");

  /** The app's own version. */
  public static final Setting<String> APP_VERSION = new Setting<>("APP_VERSION", "1.0.0");

  /** The lowest level that is logged. */
  public static final Setting<String> LOG_LEVEL = new Setting<>("LOG_LEVEL", "info");

  /** {@code json}, {@code text} or {@code auto}. */
  public static final Setting<String> LOG_FORMAT = new Setting<>("LOG_FORMAT", "auto");

  /** A file that receives the log lines too; empty for none. */
  public static final Setting<String> LOG_FILE_PATH = new Setting<>("LOG_FILE_PATH", "");

  /** Whose trace context a server continues: {@code all}, {@code none} or networks. */
  public static final Setting<String> HTTP_TRUST = new Setting<>("sightglass.http.trust", "all");

  /** Whether each request writes one log line. */
  public static final Setting<Boolean> HTTP_REQUEST_LINE =
      new Setting<>("sightglass.http.request-line", true);

  /** The header a request id is taken from and returned in. */
  public static final Setting<String> HTTP_REQUEST_ID_HEADER =
      new Setting<>("sightglass.http.request-id-header", "X-Request-Id");

  /** How many values a learned label has at most. */
  public static final Setting<Integer> MAX_LABEL_VALUES =
      new Setting<>("sightglass.metrics.max-label-values", 100);

  /** How many label sets the app has at most, over all meters. */
  public static final Setting<Integer> MAX_LABEL_SETS =
      new Setting<>("sightglass.metrics.max-label-sets", 50_000);

  /** Whether a bad setting stops the start. */
  public static final Setting<Boolean> STRICT = new Setting<>("sightglass.strict", false);

  /** Whether log fields are mirrored to SLF4J's MDC. */
  public static final Setting<Boolean> LOG_MDC = new Setting<>("sightglass.logs.mdc", true);

  /** How long an app that stops says not ready before it stops taking work. */
  public static final Setting<Duration> SHUTDOWN_DELAY =
      new Setting<>("sightglass.shutdown.delay", Duration.ZERO);

  /** The one deadline of a shutdown. */
  public static final Setting<Duration> SHUTDOWN_TIMEOUT =
      new Setting<>("sightglass.shutdown.timeout", Duration.ofSeconds(5));

  /** The methods that are label values, in place of the standard ones; comma-separated. */
  public static final Setting<String> HTTP_KNOWN_METHODS =
      new Setting<>("OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS", "");

  /** The hosts that trace context and baggage are sent to; empty: trace context to all. */
  public static final Setting<String> HTTP_PROPAGATE_TO =
      new Setting<>("sightglass.http.propagate-to", "");

  private final String name;
  private final T defaultValue;

  private Setting(String name, T defaultValue) {
    this.name = name;
    this.defaultValue = defaultValue;
  }

  /** The name, as a system property and in docs. */
  public String name() {
    return name;
  }

  /** The value where none is given. */
  public T defaultValue() {
    return defaultValue;
  }
}
