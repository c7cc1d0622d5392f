// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.sightglass.config.BadSettingsException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Row 32: every bad value gets its exact answer, the app starts, and strict refuses. */
class BadSettingsTest {

  static List<SettingCase> cases() {
    return SettingCase.all();
  }

  @Test
  void the_table_is_not_short() {
    long bad = cases().stream().filter(one -> !one.refused().isEmpty()).count();
    System.out.println("row 32: " + cases().size() + " cases, " + bad + " of them bad");
    assertThat(bad).isGreaterThanOrEqualTo(60);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void each_case_gets_exactly_its_answer(SettingCase given) {
    List<String> said =
        given.load().problems().stream()
            .map(problem -> (problem.advice() ? "advice " : "refused ") + problem.text())
            .toList();

    assertThat(said).containsExactlyElementsOf(given.said());
  }

  static List<SettingCase> casesWithoutStrict() {
    return cases().stream()
        .filter(one -> !one.environment().containsKey("SIGHTGLASS_STRICT"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("casesWithoutStrict")
  void strict_refuses_to_start_and_names_what_is_wrong(SettingCase given) {
    if (given.refused().isEmpty()) {
      assertThat(given.loadStrictly().serviceName()).isNotBlank();
      return;
    }
    List<String> expected =
        given.said().stream().map(line -> line.substring(line.indexOf(' ') + 1)).toList();

    assertThatThrownBy(given::loadStrictly)
        .isInstanceOf(BadSettingsException.class)
        .hasMessageStartingWith("SG-0100 [config] ")
        .hasMessageContaining(String.join("\n  ", expected))
        .asInstanceOf(InstanceOfAssertFactories.type(BadSettingsException.class))
        .extracting(BadSettingsException::problems)
        .isEqualTo(expected);
  }

  /** The bad value is where the SDK's set-up reads first, so it must be taken away there. */
  @ParameterizedTest
  @MethodSource("cases")
  void opentelemetrys_own_set_up_takes_what_is_left(SettingCase given) {
    LoadedSettings loaded = given.load();
    Map<String, String> read = new HashMap<>();
    Inputs.of(given.code(), given.properties(), given.environment())
        .otel()
        .forEach((property, value) -> read.put(property, value.value()));
    read.remove("otel.config.file");

    try (OpenTelemetrySdk sdk =
        AutoConfiguredOpenTelemetrySdk.builder()
            .disableShutdownHook()
            .addPropertiesSupplier(() -> read)
            .addPropertiesCustomizer(config -> loaded.otelOverrides())
            .build()
            .getOpenTelemetrySdk()) {
      assertThat(sdk.getSdkTracerProvider().toString())
          .contains("service.name=\"" + loaded.serviceName() + '"');
    }
  }

  @Test
  void all_problems_come_in_one_message() {
    Map<String, String> environment = new TreeMap<>();
    environment.put("METRICS_PORT", "abc");
    environment.put("LOG_LEVEL", "loud");
    environment.put("SIGHTGLASS_HTTP_TURST", "none");
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4317");

    LoadedSettings loaded = LoadedSettings.load("billing", Map.of(), Map.of(), environment);

    assertThat(loaded.problemReport())
        .isEqualTo(
            """
            4 settings need attention, 3 were not used as given. The app starts with what is named \
            here; sightglass.strict=true refuses to start instead.
              METRICS_PORT="abc" (environment) must be a port from 0 to 65535, where 0 takes any \
            free one; 9091 is used.
              LOG_LEVEL="loud" (environment) must be one of trace, debug, info, warn, error, off; \
            info is used.
              OTEL_EXPORTER_OTLP_ENDPOINT="localhost:4317" (environment) has no scheme; \
            http://localhost:4317 is used. Write it with its scheme.
              SIGHTGLASS_HTTP_TURST (environment) is not a setting; it is ignored. Did you mean \
            SIGHTGLASS_HTTP_TRUST?""");
  }

  @Test
  void one_problem_and_one_advice_are_told_in_the_singular() {
    assertThat(report("METRICS_PORT", "abc")).startsWith("1 setting needs attention. The app");
    assertThat(report("OTEL_CONSOLE_EXPORT", "true"))
        .startsWith("1 setting needs attention; it was used. The app");
  }

  @Test
  void nothing_is_said_where_nothing_is_wrong() {
    LoadedSettings loaded = LoadedSettings.load("billing", Map.of(), Map.of(), Map.of());

    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.problemReport()).isEmpty();
  }

  @Test
  void a_thousand_problems_are_counted_and_not_all_listed() {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < 1000; i++) {
      environment.put("SIGHTGLASS_NO_SUCH_" + i, "x");
    }

    LoadedSettings loaded = LoadedSettings.load("billing", Map.of(), Map.of(), environment);

    assertThat(loaded.problems()).hasSize(1000);
    assertThat(loaded.problemReport().lines()).hasSize(102);
    assertThat(loaded.problemReport())
        .startsWith("1000 settings need attention, 1000 were not used as given")
        .endsWith("\n  and 900 more.");
  }

  private static String report(String key, String value) {
    return LoadedSettings.load("billing", Map.of(), Map.of(), Map.of(key, value)).problemReport();
  }
}
