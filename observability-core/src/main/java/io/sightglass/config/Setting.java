// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * One setting: its name, meaning, type, default and what is allowed. The settings together are the
 * table that docs/configuration.md is written from.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <T> the type of its value
 */
public final class Setting<T> {

  /** Whether metrics are collected and served. */
  public static final Setting<Boolean> METRICS_ENABLED =
      new Setting<>(
          "METRICS_ENABLED",
          Group.METRICS,
          Kinds.flag(),
          true,
          "Whether metrics are collected and served. Health answers either way.");

  /** The port of the operational endpoints; 0 takes any free one. */
  public static final Setting<Integer> METRICS_PORT =
      new Setting<>(
          "METRICS_PORT",
          Group.METRICS,
          Kinds.port(),
          9091,
          "The port of `/metrics`, `/health`, `/ready` and `/live`.");

  /** The address the operational endpoints listen on. */
  public static final Setting<String> METRICS_HOST =
      new Setting<>(
          "METRICS_HOST",
          Group.METRICS,
          Kinds.host(),
          "127.0.0.1",
          "The address that port listens on. In Kubernetes probes and scrapers come from outside"
              + " the pod: set `0.0.0.0` there.");

  /** How many values a learned label has at most. */
  public static final Setting<Integer> MAX_LABEL_VALUES =
      new Setting<>(
          "sightglass.metrics.max-label-values",
          Group.METRICS,
          Kinds.integer(1, 10_000),
          100,
          "How many values a label has at most. Further ones are counted as `_other`.");

  /** How many label sets the app has at most, over all meters. */
  public static final Setting<Integer> MAX_LABEL_SETS =
      new Setting<>(
          "sightglass.metrics.max-label-sets",
          Group.METRICS,
          Kinds.integer(100, 10_000_000),
          50_000,
          "How many label sets the app has at most, over all meters.");

  /** The ready-made naming profile: whose names the meters have on {@code /metrics}. */
  public static final Setting<String> NAMING_PROFILE = NamingSettings.profile();

  /** What stands before the names of the app's meters. */
  public static final Setting<String> NAMING_PREFIX = NamingSettings.prefix();

  /** Single renames, over the naming profile. */
  public static final Setting<String> NAMING_RENAME = NamingSettings.rename();

  /** When events write log lines of their own: {@code auto}, {@code all} or {@code none}. */
  public static final Setting<String> EVENTS_LINES =
      new Setting<>(
          "sightglass.events.lines",
          Group.EVENTS,
          Kinds.oneOf("auto", "all", "none"),
          "auto",
          "When events write log lines of their own. `auto`: outside an activity always, inside"
              + " one if money or a failure is in them.");

  /** How many label sets the closed labels of one meter of an event may make. */
  public static final Setting<Integer> EVENTS_MAX_SERIES =
      new Setting<>(
          "sightglass.events.max-series",
          Group.EVENTS,
          Kinds.integer(1, 100_000),
          2_000,
          "How many label sets the closed labels of one meter of an event may make together;"
              + " money times the currencies. A declaration with more is refused.");

  /** The currencies that amounts are measured in, comma-separated. */
  public static final Setting<String> MONEY_CURRENCIES =
      new Setting<>(
          "sightglass.money.currencies",
          Group.EVENTS,
          Kinds.currencies(),
          "INR,USD,EUR,GBP",
          "The currencies that amounts are measured in. An event in any other is counted as"
              + " `_other` and its amount is not measured.");

  /** Where the currency of an amount stands: in the histogram's {@code name}, or in a label. */
  public static final Setting<String> MONEY_STYLE =
      new Setting<>(
          "sightglass.money.style",
          Group.EVENTS,
          Kinds.oneOf("name", "label"),
          "name",
          "Whether an amount of money is a histogram for each currency, with the currency at the"
              + " end of its name, or one with a `currency` label.");

  /** The environment's name on every signal, for example {@code production}. */
  public static final Setting<String> APP_ENV =
      new Setting<>(
          "APP_ENV",
          Group.SERVICE,
          Kinds.text(),
          "production",
          "The environment's name on every signal (`deployment.environment.name`).");

  /** The app's own version. */
  public static final Setting<String> APP_VERSION =
      new Setting<>(
          "APP_VERSION",
          Group.SERVICE,
          Kinds.text(),
          "1.0.0",
          "The app's own version on every signal (`service.version`).");

  /** Whether a bad setting stops the start. */
  public static final Setting<Boolean> STRICT =
      new Setting<>(
          "sightglass.strict",
          Group.SERVICE,
          Kinds.flag(),
          false,
          "Whether settings that cannot be used as given stop the start, all named in one"
              + " message. Otherwise they are reported and the defaults are used.");

  /** The lowest level that is logged. */
  public static final Setting<String> LOG_LEVEL =
      new Setting<>(
          "LOG_LEVEL",
          Group.LOGS,
          Kinds.oneOf("trace", "debug", "info", "warn", "error", "off").alias("warning", "warn"),
          "info",
          "The lowest level that is logged.");

  /** {@code json}, {@code text} or {@code auto}. */
  public static final Setting<String> LOG_FORMAT =
      new Setting<>(
          "LOG_FORMAT",
          Group.LOGS,
          Kinds.oneOf("auto", "json", "text"),
          "auto",
          "JSON lines, readable text, or `auto`: text in a terminal and in development, JSON"
              + " elsewhere.");

  /** A file that receives the log lines too; empty for none. */
  public static final Setting<String> LOG_FILE_PATH =
      new Setting<>(
          "LOG_FILE_PATH",
          Group.LOGS,
          Kinds.path(),
          "",
          "A file that receives the log lines too. Its folder is made if it is missing.");

  /**
   * Whether log fields are mirrored to SLF4J's MDC: {@code auto}, {@code true} or {@code false}.
   */
  public static final Setting<String> LOG_MDC =
      new Setting<>(
          "sightglass.logs.mdc",
          Group.LOGS,
          Kinds.oneOf("auto", "true", "false")
              .alias("yes", "true")
              .alias("on", "true")
              .alias("1", "true")
              .alias("no", "false")
              .alias("off", "false")
              .alias("0", "false"),
          "auto",
          "Whether trace ids and log fields are mirrored to SLF4J's MDC. `auto`: unless all that"
              + " writes lines reads them from the context, as the library's own encoders do.");

  /** Whether each outermost activity writes one log line. */
  public static final Setting<Boolean> ACTIVITY_LINE =
      new Setting<>(
          "sightglass.activity.line",
          Group.LOGS,
          Kinds.flag(),
          true,
          "Whether each outermost activity writes one log line at its end: how it ended, how long"
              + " it took, and what happened inside. A request has a line of its own.");

  /** Whose trace context a server continues: {@code all}, {@code none} or networks. */
  public static final Setting<String> HTTP_TRUST =
      new Setting<>(
          "sightglass.http.trust",
          Group.HTTP,
          Kinds.trust(),
          "all",
          "none",
          "Whose trace context a server continues. From anybody else a new trace starts that"
              + " links to the old one.");

  /** Whether each request writes one log line. */
  public static final Setting<Boolean> HTTP_REQUEST_LINE =
      new Setting<>(
          "sightglass.http.request-line",
          Group.HTTP,
          Kinds.flag(),
          true,
          "Whether each request writes one log line at its end.");

  /** The header a request id is taken from and returned in. */
  public static final Setting<String> HTTP_REQUEST_ID_HEADER =
      new Setting<>(
          "sightglass.http.request-id-header",
          Group.HTTP,
          Kinds.headerName(),
          "X-Request-Id",
          "The header a request id is taken from and returned in.");

  /** The methods that are label values, in place of the standard ones; comma-separated. */
  public static final Setting<String> HTTP_KNOWN_METHODS =
      new Setting<>(
          "OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS",
          Group.HTTP,
          Kinds.methods(),
          "",
          "The HTTP methods that are label values, in place of the standard ones. Any other is"
              + " `_OTHER`.");

  /** The hosts that trace context and baggage are sent to; empty: trace context to all. */
  public static final Setting<String> HTTP_PROPAGATE_TO =
      new Setting<>(
          "sightglass.http.propagate-to",
          Group.HTTP,
          Kinds.hosts(),
          "",
          "The hosts that trace context and baggage are sent to. Unset: trace context to all,"
              + " baggage to none.");

  /** How long a health check may take unless it says otherwise. */
  public static final Setting<Duration> HEALTH_CHECK_TIMEOUT =
      new Setting<>(
          "sightglass.health.check-timeout",
          Group.HEALTH,
          Kinds.duration(Duration.ofMillis(1), Duration.ofMillis(900)),
          Duration.ofMillis(800),
          "How long a health check may take unless it says otherwise. A probe gives up after a"
              + " second.");

  /** How long the result of a health check is kept. */
  public static final Setting<Duration> HEALTH_CACHE =
      new Setting<>(
          "sightglass.health.cache",
          Group.HEALTH,
          Kinds.duration(Duration.ZERO, Duration.ofMinutes(10)),
          Duration.ofSeconds(2),
          "How long the result of a health check is kept, good or bad.");

  /** The one deadline of a shutdown. */
  public static final Setting<Duration> SHUTDOWN_TIMEOUT =
      new Setting<>(
          "sightglass.shutdown.timeout",
          Group.LIFECYCLE,
          Kinds.duration(Duration.ofMillis(1), Duration.ofMinutes(10)),
          Duration.ofSeconds(5),
          "The one deadline of a shutdown: drain, flush and report.");

  /** How long an app that stops says not ready before it stops taking work. */
  public static final Setting<Duration> SHUTDOWN_DELAY =
      new Setting<>(
          "sightglass.shutdown.delay",
          Group.LIFECYCLE,
          Kinds.duration(Duration.ZERO, Duration.ofMinutes(10)),
          Duration.ZERO,
          "How long an app that stops says not ready before it stops taking work, so that load"
              + " balancers notice. Part of the shutdown timeout, and shorter.");

  private final String name;
  private final Group group;
  private final Kind<T> kind;
  private final T defaultValue;
  private final T fallback;
  private final String meaning;

  Setting(String name, Group group, Kind<T> kind, T defaultValue, String meaning) {
    this(name, group, kind, defaultValue, defaultValue, meaning);
  }

  Setting(String name, Group group, Kind<T> kind, T defaultValue, T fallback, String meaning) {
    this.name = name;
    this.group = group;
    this.kind = kind;
    this.defaultValue = defaultValue;
    this.fallback = fallback;
    this.meaning = meaning;
  }

  /** Every setting there is, in the order of docs/configuration.md. */
  public static List<Setting<?>> all() {
    return SettingTable.ALL;
  }

  /** Its name in docs and messages: {@code METRICS_PORT}, {@code sightglass.http.trust}. */
  public String name() {
    return name;
  }

  /** The value where none is given. */
  public T defaultValue() {
    return defaultValue;
  }

  /** The value where one was given that cannot be used: the default, or what is safe. */
  public T fallback() {
    return fallback;
  }

  /** What it does, in a sentence or two; names and values stand in backquotes. */
  public String meaning() {
    return meaning;
  }

  /** The heading it belongs under. */
  public String group() {
    return group.title();
  }

  /** The kind of value in one word or two, for example {@code duration}. */
  public String type() {
    return kind.type();
  }

  /** What is allowed, to follow "must be": for example {@code a port from 0 to 65535}. */
  public String allowed() {
    return kind.allowed();
  }

  /** The values that can be listed; empty where there are none. */
  public List<String> choices() {
    return kind.choices();
  }

  /** The default as it would be written; empty for none. */
  public String defaultText() {
    return kind.format(defaultValue);
  }

  /** Whether its value is never printed. */
  public boolean secret() {
    return kind.secret();
  }

  /** The environment variable, for example {@code SIGHTGLASS_HTTP_TRUST}. */
  public String environmentName() {
    return name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** The system property, for example {@code metrics.port}. */
  public String propertyName() {
    return name.indexOf('.') >= 0 ? name : name.toLowerCase(Locale.ROOT).replace('_', '.');
  }

  /**
   * Reads a value as it is written in the environment; white space around it does not count.
   *
   * @throws IllegalArgumentException if it is not allowed
   */
  public T parse(String text) {
    try {
      return kind.parse(Objects.requireNonNull(text, "text").strip());
    } catch (IllegalArgumentException refused) {
      throw new IllegalArgumentException(name + " must be " + allowed(), refused);
    }
  }

  /** Writes a value as {@link #parse} reads it. */
  public String format(T value) {
    return kind.format(value);
  }

  /** The name. */
  @Override
  public String toString() {
    return name;
  }
}
