// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogSettingsTest {

  private static final PipeSettings DEFAULTS =
      new PipeSettings(
          true,
          8_192,
          Duration.ofMillis(50),
          new PipeSettings.Files(100L << 20, "daily", Duration.ofDays(14), 1L << 30, true),
          Map.of(),
          Map.of(),
          100,
          Map.of(),
          false);

  @Test
  void without_settings_lines_are_json_from_info_up_and_go_to_no_file() {
    LogSettings settings = from(Map.of(), false);

    assertThat(settings)
        .isEqualTo(
            new LogSettings(
                new Identity("unknown_service:java", "production", "1.0.0"),
                Level.INFO,
                false,
                false,
                false,
                "",
                DEFAULTS));
  }

  @Test
  void the_way_that_lines_go_is_set_by_the_same_table() {
    PipeSettings settings =
        from(
                Map.of(
                    "SIGHTGLASS_LOGS_QUEUE", "128",
                    "SIGHTGLASS_LOGS_WAIT", "0ms",
                    "SIGHTGLASS_LOGS_FILE_MAX_SIZE", "10 mb",
                    "SIGHTGLASS_LOGS_FILE_TOTAL_SIZE", "lots",
                    "sightglass.logs.file.keep", "2d",
                    "SIGHTGLASS_LOGS_LEVELS", "org.hibernate=debug, com.acme=warn",
                    "SIGHTGLASS_LOGS_SAMPLE", "com.acme.cache=100"),
                false)
            .pipe();

    assertThat(settings.queue()).isEqualTo(128);
    assertThat(settings.longest()).isZero();
    assertThat(settings.files())
        .isEqualTo(new PipeSettings.Files(10L << 20, "daily", Duration.ofDays(2), 1L << 30, true));
    assertThat(settings.levels()).isEqualTo(Map.of("org.hibernate", "debug", "com.acme", "warn"));
    assertThat(settings.sample()).isEqualTo(Map.of("com.acme.cache", "100"));
  }

  @Test
  void a_terminal_and_development_get_readable_lines_unless_told_otherwise() {
    assertThat(from(Map.of(), true).text()).isTrue();
    assertThat(from(Map.of("APP_ENV", "development"), false).text()).isTrue();
    assertThat(from(Map.of("LOG_FORMAT", "json"), true).text()).isFalse();
    assertThat(from(Map.of("LOG_FORMAT", "json", "APP_ENV", "development"), false).text())
        .isFalse();
    assertThat(from(Map.of("LOG_FORMAT", " TEXT "), false).text()).isTrue();
    assertThat(from(Map.of("LOG_FORMAT", "yaml"), false).text()).isFalse();
  }

  @Test
  void only_a_terminal_and_development_are_coloured() {
    assertThat(from(Map.of("LOG_FORMAT", "text"), false).colour()).isFalse();
    assertThat(from(Map.of("LOG_FORMAT", "text"), true).colour())
        .isEqualTo(!Terminal.refusesColour());
  }

  @Test
  void a_file_gets_json_unless_text_was_asked_for() {
    assertThat(from(Map.of("LOG_FILE_PATH", "./logs/app.log"), true).textFile()).isFalse();
    assertThat(from(Map.of("LOG_FORMAT", "text"), true).textFile()).isTrue();
    assertThat(from(Map.of("LOG_FILE_PATH", " ./logs/app.log "), true).file())
        .isEqualTo("./logs/app.log");
  }

  @Test
  void an_unknown_level_is_info_and_not_a_flood() {
    assertThat(from(Map.of("LOG_LEVEL", "verbose"), false).level()).isEqualTo(Level.INFO);
    assertThat(from(Map.of("LOG_LEVEL", "WARN"), false).level()).isEqualTo(Level.WARN);
    assertThat(from(Map.of("LOG_LEVEL", "debug"), false).level()).isEqualTo(Level.DEBUG);
    assertThat(from(Map.of("LOG_LEVEL", "warning"), false).level()).isEqualTo(Level.WARN);
    assertThat(from(Map.of("LOG_LEVEL", "off"), false).level()).isEqualTo(Level.OFF);
    assertThat(from(Map.of("LOG_LEVEL", "error", "log.level", "trace"), false).level())
        .isEqualTo(Level.TRACE);
  }

  @Test
  void the_name_of_the_service_is_found_where_opentelemetry_has_it() {
    assertThat(service(Map.of("OTEL_SERVICE_NAME", "billing"))).isEqualTo("billing");
    assertThat(
            service(Map.of("OTEL_RESOURCE_ATTRIBUTES", "service.version=2, service.name=billing")))
        .isEqualTo("billing");
    assertThat(service(Map.of("OTEL_SERVICE_NAME", "env", "otel.service.name", "property")))
        .isEqualTo("property");
  }

  private static String service(Map<String, String> values) {
    return from(values, false).identity().service();
  }

  private static LogSettings from(Map<String, String> values, boolean terminal) {
    return LogSettings.from(values::get, terminal);
  }
}
