// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.sightglass.config.Setting;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OpenTelemetry is set up with. */
class OtelPropertiesTest {

  @Test
  void nothing_leaves_the_process_without_an_endpoint() {
    LoadedSettings loaded = load();

    assertThat(loaded.otelProperties())
        .containsEntry("otel.traces.exporter", "none")
        .containsEntry("otel.metrics.exporter", "none")
        .containsEntry("otel.logs.exporter", "none")
        .doesNotContainKeys("otel.traces.sampler", "otel.exporter.otlp.protocol");
    assertThat(loaded.exports()).isFalse();
  }

  @Test
  void an_endpoint_switches_spans_on_and_nothing_else() {
    LoadedSettings loaded = load("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318");

    assertThat(loaded.otelProperties())
        .containsEntry("otel.traces.exporter", "otlp")
        .containsEntry("otel.metrics.exporter", "none")
        .containsEntry("otel.logs.exporter", "none");
    assertThat(loaded.exports()).isTrue();
  }

  @Test
  void what_the_app_asks_for_is_what_it_gets() {
    LoadedSettings loaded =
        load(
            "OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318",
            "OTEL_TRACES_EXPORTER", "none",
            "OTEL_METRICS_EXPORTER", "otlp,console",
            "OTEL_LOGS_EXPORTER", "otlp",
            "OTEL_TRACES_SAMPLER", "always_off");

    assertThat(loaded.otelProperties())
        .containsEntry("otel.traces.exporter", "none")
        .containsEntry("otel.metrics.exporter", "otlp,console")
        .containsEntry("otel.logs.exporter", "otlp")
        .containsEntry("otel.traces.sampler", "always_off");
    assertThat(loaded.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://collector:4317, grpc",
    "http://collector:4318, http/protobuf",
    "https://collector, http/protobuf",
    "https://collector:443/otlp, http/protobuf",
    "http://[::1]:4317, grpc",
    "collector:4317, grpc",
    "http://collector:4318/4317, http/protobuf",
  })
  void the_port_tells_the_protocol(String endpoint, String protocol) {
    assertThat(load("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint).otelProperties())
        .containsEntry("otel.exporter.otlp.protocol", protocol);
  }

  @Test
  void the_protocol_that_was_given_wins_over_the_port() {
    assertThat(
            load(
                    "OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4000",
                    "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")
                .otelProperties())
        .containsEntry("otel.exporter.otlp.protocol", "grpc");
  }

  @Test
  void each_signal_has_the_protocol_of_its_own_endpoint() {
    LoadedSettings loaded =
        load(
            "OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318",
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://traces:4317",
            "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "http://logs:4318/v1/logs",
            "OTEL_LOGS_EXPORTER", "otlp");

    assertThat(loaded.otelProperties())
        .containsEntry("otel.exporter.otlp.protocol", "http/protobuf")
        .containsEntry("otel.exporter.otlp.traces.protocol", "grpc")
        .containsEntry("otel.exporter.otlp.logs.protocol", "http/protobuf");
    assertThat(loaded.dumpText())
        .contains("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=grpc (derived)")
        .contains("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://traces:4317 (environment)");
  }

  @ParameterizedTest
  @CsvSource({
    "OTEL_EXPORTER_OTLP_INSECURE, true, http://collector:4317",
    "OTEL_EXPORTER_OTLP_INSECURE, false, https://collector:4317",
    "OTEL_EXPORTER_INSECURE, true, http://collector:4317",
    "OTEL_EXPORTER_INSECURE, false, https://collector:4317",
    "OTEL_SERVICE_NAME, billing, http://collector:4317",
  })
  void an_endpoint_without_a_scheme_gets_one(String key, String value, String expected) {
    assertThat(load("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317", key, value).otelProperties())
        .containsEntry("otel.exporter.otlp.endpoint", expected);
  }

  @ParameterizedTest
  @CsvSource({
    "OTEL_CONSOLE_EXPORT, , console",
    "ENABLE_STDOUT_TRACES, , console",
    "OTEL_CONSOLE_EXPORT, http://collector:4318, 'otlp,console'",
  })
  void the_console_can_be_asked_for_by_names_in_use(String key, String endpoint, String expected) {
    Map<String, String> environment = new HashMap<>(Map.of(key, "true"));
    if (endpoint != null) {
      environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
    }

    LoadedSettings loaded = LoadedSettings.load("billing", Map.of(), Map.of(), environment);

    assertThat(loaded.otelProperties()).containsEntry("otel.traces.exporter", expected);
    assertThat(loaded.exports()).isTrue();
  }

  @Test
  void jaegers_otlp_port_is_honoured() {
    assertThat(load("JAEGER_ENDPOINT", "jaeger:4317", "ENABLE_JAEGER", "true").otelProperties())
        .containsEntry("otel.exporter.otlp.endpoint", "http://jaeger:4317")
        .containsEntry("otel.exporter.otlp.protocol", "grpc")
        .containsEntry("otel.traces.exporter", "otlp");
    assertThat(load("JAEGER_ENDPOINT", "jaeger:4317", "ENABLE_JAEGER", "false").exports())
        .isFalse();
  }

  @Test
  void the_name_comes_from_the_variable_then_the_attributes_then_code() {
    String attributes = "service.name=from%20attributes,team=payments";

    assertThat(load("OTEL_SERVICE_NAME", "v", "OTEL_RESOURCE_ATTRIBUTES", attributes).serviceName())
        .isEqualTo("v");
    assertThat(load("OTEL_RESOURCE_ATTRIBUTES", attributes).serviceName())
        .isEqualTo("from attributes");
    assertThat(load().serviceName()).isEqualTo("billing");
    assertThat(load().otelProperties()).containsEntry("otel.service.name", "billing");
  }

  @Test
  void version_and_environment_are_the_same_on_every_signal() {
    LoadedSettings given = load("APP_VERSION", "2.1", "APP_ENV", "staging, 50% + é");
    assertThat(given.otelProperties())
        .containsEntry(
            "otel.resource.attributes",
            "service.version=2.1,deployment.environment.name=staging%2C%2050%25%20%2B%20%C3%A9");
    assertThat(resource(given))
        .contains("service.version=\"2.1\"")
        .contains("deployment.environment.name=\"staging, 50% + é\"");

    LoadedSettings attributes =
        load(
            "OTEL_RESOURCE_ATTRIBUTES",
            "service.version=3%2B1,deployment.environment=qa,team=payments");
    assertThat(attributes.settings().get(Setting.APP_VERSION)).isEqualTo("3+1");
    assertThat(attributes.settings().get(Setting.APP_ENV)).isEqualTo("qa");
    assertThat(attributes.otelProperties().get("otel.resource.attributes"))
        .isEqualTo(
            "service.version=3%2B1,deployment.environment=qa,team=payments,"
                + "deployment.environment.name=qa");
    assertThat(attributes.problems()).isEmpty();
  }

  @Test
  void what_is_not_in_the_table_goes_through_unchanged() {
    LoadedSettings loaded =
        LoadedSettings.load(
            "billing",
            Map.of("otel.exporter.vendor.region", "eu"),
            Map.of("otel.java.enabled.resource.providers", "a.B"),
            Map.of("OTEL_RESOURCE_DISABLED_KEYS", "host.name"));

    assertThat(loaded.otelProperties())
        .containsEntry("otel.exporter.vendor.region", "eu")
        .containsEntry("otel.java.enabled.resource.providers", "a.B")
        .containsEntry("otel.resource.disabled.keys", "host.name");
    assertThat(loaded.problems()).isEmpty();
  }

  @Test
  void off_is_off() {
    LoadedSettings loaded =
        load("OTEL_SDK_DISABLED", "true", "OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318");

    assertThat(loaded.sdkDisabled()).isTrue();
    assertThat(loaded.exports()).isFalse();
    assertThat(load().sdkDisabled()).isFalse();
  }

  @Test
  void limits_and_intervals_reach_the_sdk() {
    LoadedSettings loaded =
        load(
            "OTEL_TRACES_EXPORTER", "otlp",
            "OTEL_BSP_MAX_QUEUE_SIZE", "100",
            "OTEL_BSP_SCHEDULE_DELAY", "2s",
            "OTEL_SPAN_LINK_COUNT_LIMIT", "3",
            "OTEL_TRACES_SAMPLER", "parentbased_traceidratio",
            "OTEL_TRACES_SAMPLER_ARG", "0.25");

    assertThat(resource(loaded))
        .contains("maxNumberOfLinks=3")
        .contains("TraceIdRatioBased{0.250000}")
        .contains("maxExportBatchSize=100")
        .contains("scheduleDelayNanos=2000000000");
  }

  /** The tracer provider's description, which has the resource in it. */
  private static String resource(LoadedSettings loaded) {
    try (OpenTelemetrySdk sdk =
        AutoConfiguredOpenTelemetrySdk.builder()
            .disableShutdownHook()
            .addPropertiesCustomizer(config -> loaded.otelOverrides())
            .build()
            .getOpenTelemetrySdk()) {
      return sdk.getSdkTracerProvider().toString();
    }
  }

  private static LoadedSettings load(String... pairs) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      environment.put(pairs[i], pairs[i + 1]);
    }
    return LoadedSettings.load("billing", Map.of(), Map.of(), environment);
  }
}
