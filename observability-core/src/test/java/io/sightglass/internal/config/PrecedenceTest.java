// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.config.Setting;
import io.sightglass.config.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which of several values wins, and by which names they may be given. */
class PrecedenceTest {

  @Test
  void code_wins_over_a_property_over_the_environment_over_the_default() {
    Map<String, String> code = Map.of("METRICS_PORT", "1");
    Map<String, String> properties = Map.of("metrics.port", "2");
    Map<String, String> environment = Map.of("METRICS_PORT", "3");

    assertThat(port(code, properties, environment)).isEqualTo(1);
    assertThat(port(Map.of(), properties, environment)).isEqualTo(2);
    assertThat(port(Map.of(), Map.of(), environment)).isEqualTo(3);
    assertThat(port(Map.of(), Map.of(), Map.of())).isEqualTo(9091);
  }

  @Test
  void opentelemetrys_settings_follow_the_same_order() {
    Map<String, String> code = Map.of("OTEL_TRACES_SAMPLER", "always_on");
    Map<String, String> properties = Map.of("otel.traces.sampler", "always_off");
    Map<String, String> environment = Map.of("OTEL_TRACES_SAMPLER", "traceidratio");

    assertThat(sampler(code, properties, environment)).isEqualTo("always_on");
    assertThat(sampler(Map.of(), properties, environment)).isEqualTo("always_off");
    assertThat(sampler(Map.of(), Map.of(), environment)).isEqualTo("traceidratio");
    assertThat(sampler(Map.of(), Map.of(), Map.of())).isNull();
  }

  @Test
  void every_setting_is_read_by_each_of_its_names() {
    Map<String, String> samples = Samples.oneForEachType();
    for (Setting<?> setting : Setting.all()) {
      String value = Samples.of(setting, samples);
      Map<String, String> others = Samples.needed(setting);
      for (String name :
          new String[] {setting.name(), setting.propertyName(), setting.environmentName()}) {
        assertThat(load(Map.of(name, value), Map.of(), others).settings().isSet(setting))
            .as("code " + name)
            .isTrue();
        assertThat(load(Map.of(), Map.of(name, value), others).settings().isSet(setting))
            .as("property " + name)
            .isTrue();
      }
      Map<String, String> environment = new HashMap<>(others);
      environment.put(setting.environmentName(), value);
      assertThat(load(Map.of(), Map.of(), environment).settings().isSet(setting))
          .as("variable " + setting.environmentName())
          .isTrue();
    }
  }

  @Test
  void an_empty_value_counts_as_not_given() {
    Map<String, String> properties = Map.of("metrics.port", "  ", "otel.service.name", "");
    Map<String, String> environment = Map.of("METRICS_PORT", "9100", "OTEL_SERVICE_NAME", "shop");

    LoadedSettings loaded = load(Map.of(), properties, environment);

    assertThat(loaded.settings().get(Setting.METRICS_PORT)).isEqualTo(9100);
    assertThat(loaded.serviceName()).isEqualTo("shop");
    assertThat(loaded.problems()).isEmpty();
  }

  @Test
  void an_empty_endpoint_is_taken_away_from_the_sdk_as_well() {
    LoadedSettings loaded = load(Map.of(), Map.of(), Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", ""));

    assertThat(loaded.exports()).isFalse();
    assertThat(loaded.otelProperties()).doesNotContainKey("otel.exporter.otlp.endpoint");
    assertThat(loaded.otelOverrides()).containsEntry("otel.exporter.otlp.endpoint", null);
  }

  @Test
  void a_bad_value_does_not_let_a_place_of_lower_rank_win() {
    Map<String, String> environment = Map.of("METRICS_PORT", "9100");

    LoadedSettings loaded = load(Map.of(), Map.of("metrics.port", "abc"), environment);

    assertThat(loaded.settings().get(Setting.METRICS_PORT)).isEqualTo(9091);
    assertThat(loaded.settings().isSet(Setting.METRICS_PORT)).isFalse();
    assertThat(loaded.dumpText()).contains("METRICS_PORT=9091 (fallback)");
  }

  @Test
  void values_have_their_types() {
    Map<String, String> environment = new HashMap<>();
    environment.put("METRICS_ENABLED", "off");
    environment.put("SIGHTGLASS_SHUTDOWN_TIMEOUT", "2m");
    environment.put("SIGHTGLASS_HEALTH_CHECK_TIMEOUT", "250");
    environment.put("SIGHTGLASS_HTTP_TRUST", "10.0.0.0/8 , FD00::/8,");
    environment.put("LOG_LEVEL", "WARNING");

    Settings settings = load(Map.of(), Map.of(), environment).settings();

    assertThat(settings.get(Setting.METRICS_ENABLED)).isFalse();
    assertThat(settings.get(Setting.SHUTDOWN_TIMEOUT)).isEqualTo(Duration.ofMinutes(2));
    assertThat(settings.get(Setting.HEALTH_CHECK_TIMEOUT)).isEqualTo(Duration.ofMillis(250));
    assertThat(settings.get(Setting.HTTP_TRUST)).isEqualTo("10.0.0.0/8,fd00::/8");
    assertThat(settings.get(Setting.LOG_LEVEL)).isEqualTo("warn");
    assertThat(settings.isSet(Setting.LOG_LEVEL)).isTrue();
    assertThat(settings.isSet(Setting.LOG_FORMAT)).isFalse();
  }

  @Test
  void a_turkish_locale_changes_nothing() {
    Map<String, String> environment = new HashMap<>();
    environment.put("LOG_LEVEL", "INFO");
    environment.put("METRICS_ENABLED", "FALSE");
    environment.put("SIGHTGLASS_STRICT", "FALSE");
    environment.put("OTEL_TRACES_SAMPLER", "ALWAYS_ON");
    environment.put("SIGHTGLASS_SHUTDOWN_TIMEOUT", "1 sniff");
    environment.put("SIGHTGLASS_LIMIT", "1");
    Locale before = Locale.getDefault();
    LoadedSettings here = load(Map.of(), Map.of("otel.bsp.schedule.delay", "7s"), environment);
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      LoadedSettings there = load(Map.of(), Map.of("otel.bsp.schedule.delay", "7s"), environment);

      assertThat(there.settings().get(Setting.LOG_LEVEL)).isEqualTo("info");
      assertThat(there.settings().get(Setting.METRICS_ENABLED)).isFalse();
      assertThat(there.problemReport()).isEqualTo(here.problemReport()).doesNotContain("ı");
      assertThat(there.otelProperties())
          .isEqualTo(here.otelProperties())
          .containsEntry("otel.bsp.schedule.delay", "7s");
    } finally {
      Locale.setDefault(before);
    }
  }

  private static int port(
      Map<String, String> code, Map<String, String> properties, Map<String, String> environment) {
    return load(code, properties, environment).settings().get(Setting.METRICS_PORT);
  }

  private static String sampler(
      Map<String, String> code, Map<String, String> properties, Map<String, String> environment) {
    return load(code, properties, environment).otelProperties().get("otel.traces.sampler");
  }

  private static LoadedSettings load(
      Map<String, String> code, Map<String, String> properties, Map<String, String> environment) {
    return LoadedSettings.load("billing", code, properties, environment);
  }
}
