// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.config;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** OpenTelemetry's standard variables that are not about OTLP. */
final class OtelSettings {

  private static final Duration ZERO = Duration.ZERO;
  private static final Duration DAY = Duration.ofDays(1);

  private OtelSettings() {}

  static List<Setting<?>> all() {
    return Stream.of(general(), batches(), limits()).<Setting<?>>flatMap(List::stream).toList();
  }

  private static List<Setting<?>> general() {
    return List.of(
        otel("SDK_DISABLED", Kinds.strictFlag(), false, "Switches traces and every export off."),
        otel("SERVICE_NAME", Kinds.text(), "", "The service's name; wins over the one in code."),
        otel(
            "RESOURCE_ATTRIBUTES",
            OtelKinds.attributes(),
            "",
            "More attributes on every signal. `service.version` and"
                + " `deployment.environment.name` given here win over `APP_VERSION` and"
                + " `APP_ENV`."),
        otel(
            "TRACES_EXPORTER",
            OtelKinds.listOf("otlp, console", OtelNames::spanExporters),
            "",
            "Where spans go. Unset: `otlp` where an OTLP endpoint is set, else `none`."),
        otel(
            "METRICS_EXPORTER",
            OtelKinds.listOf("otlp, console", OtelNames::metricExporters),
            "none",
            "Where metrics go besides `/metrics`."),
        otel(
            "LOGS_EXPORTER",
            OtelKinds.listOf("otlp, console", OtelNames::logExporters),
            "none",
            "Where OpenTelemetry's log records go. The app's own log is not affected."),
        otel(
            "TRACES_SAMPLER",
            OtelKinds.oneOf(
                "always_on, always_off, traceidratio, parentbased_always_on,"
                    + " parentbased_always_off, parentbased_traceidratio",
                OtelNames::samplers),
            "parentbased_always_on",
            "Which traces are kept."),
        otel(
            "TRACES_SAMPLER_ARG",
            Kinds.text().allowing("a number from 0 to 1 for the ratio samplers"),
            "",
            "The share of traces the ratio samplers keep, for example `0.1`."),
        otel(
            "PROPAGATORS",
            OtelKinds.listOf("tracecontext, baggage", OtelNames::propagators),
            "tracecontext,baggage",
            "How trace context travels."),
        otel(
            "METRICS_EXEMPLAR_FILTER",
            Kinds.oneOf("trace_based", "always_on", "always_off"),
            "trace_based",
            "Which measurements may become exemplars in OpenTelemetry's own meters."));
  }

  private static List<Setting<?>> batches() {
    return List.of(
        batch("BSP_SCHEDULE_DELAY", 5_000, "How long spans are gathered before a batch is sent."),
        batch("BSP_EXPORT_TIMEOUT", 30_000, "How long sending a batch of spans may take."),
        count("BSP_MAX_QUEUE_SIZE", 2048, "How many spans may wait."),
        count("BSP_MAX_EXPORT_BATCH_SIZE", 512, "How many spans a batch has at most."),
        batch("BLRP_SCHEDULE_DELAY", 1_000, "The same for log records."),
        batch("BLRP_EXPORT_TIMEOUT", 30_000, "The same for log records."),
        count("BLRP_MAX_QUEUE_SIZE", 2048, "The same for log records."),
        count("BLRP_MAX_EXPORT_BATCH_SIZE", 512, "The same for log records."),
        new Setting<>(
            "OTEL_METRIC_EXPORT_INTERVAL",
            Group.BATCH,
            Kinds.duration(Duration.ofMillis(1), DAY),
            Duration.ofMinutes(1),
            "How often metrics are exported."));
  }

  private static List<Setting<?>> limits() {
    return List.of(
        limit("ATTRIBUTE_VALUE_LENGTH_LIMIT", "", "The longest attribute value. Unset: no limit."),
        limit("ATTRIBUTE_COUNT_LIMIT", "128", "How many attributes anything has at most."),
        limit("SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", "", "The longest value on a span."),
        limit("SPAN_ATTRIBUTE_COUNT_LIMIT", "128", "How many attributes a span has at most."),
        limit("SPAN_EVENT_COUNT_LIMIT", "128", "How many events a span has at most."),
        limit("SPAN_LINK_COUNT_LIMIT", "128", "How many links a span has at most."),
        new Setting<>(
            "OTEL_JAVA_METRICS_CARDINALITY_LIMIT",
            Group.LIMITS,
            Kinds.integer(1, Integer.MAX_VALUE),
            2000,
            "How many label sets a meter of OpenTelemetry's own API has at most."));
  }

  private static <T> Setting<T> otel(String name, Kind<T> kind, T defaultValue, String meaning) {
    return new Setting<>("OTEL_" + name, Group.OTEL, kind, defaultValue, meaning);
  }

  private static Setting<Duration> batch(String name, long millis, String meaning) {
    return new Setting<>(
        "OTEL_" + name, Group.BATCH, Kinds.duration(ZERO, DAY), Duration.ofMillis(millis), meaning);
  }

  private static Setting<Integer> count(String name, int defaultValue, String meaning) {
    return new Setting<>(
        "OTEL_" + name, Group.BATCH, Kinds.integer(1, 10_000_000), defaultValue, meaning);
  }

  private static Setting<String> limit(String name, String defaultValue, String meaning) {
    return new Setting<>(
        "OTEL_" + name,
        Group.LIMITS,
        Kinds.optionalInteger(0, Integer.MAX_VALUE),
        defaultValue,
        meaning);
  }
}
