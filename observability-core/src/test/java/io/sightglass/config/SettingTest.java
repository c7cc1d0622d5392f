// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {

  @Test
  void every_constant_is_in_the_table_once() {
    List<Setting<?>> constants =
        Arrays.stream(Setting.class.getFields())
            .filter(field -> Modifier.isStatic(field.getModifiers()))
            .<Setting<?>>map(
                field -> {
                  try {
                    return (Setting<?>) field.get(null);
                  } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                  }
                })
            .toList();

    assertThat(constants).hasSizeGreaterThan(15);
    assertThat(Setting.all()).containsAll(constants).doesNotHaveDuplicates();
    assertThat(Setting.all().stream().map(Setting::environmentName)).doesNotHaveDuplicates();
    assertThat(Setting.all().stream().map(Setting::propertyName)).doesNotHaveDuplicates();
  }

  @Test
  void every_setting_is_described_and_reads_its_own_default() {
    for (Setting<?> setting : Setting.all()) {
      assertThat(setting.meaning()).as(setting.name()).endsWith(".").hasSizeGreaterThan(10);
      assertThat(setting.allowed()).as(setting.name()).isNotBlank();
      assertThat(setting.type()).as(setting.name()).isNotBlank();
      if (!setting.defaultText().isEmpty()) {
        assertThat((Object) setting.parse(setting.defaultText()))
            .as(setting.name())
            .isEqualTo(setting.defaultValue());
      }
    }
  }

  @Test
  void names_follow_one_rule() {
    assertThat(Setting.METRICS_PORT.propertyName()).isEqualTo("metrics.port");
    assertThat(Setting.METRICS_PORT.environmentName()).isEqualTo("METRICS_PORT");
    assertThat(Setting.HTTP_REQUEST_LINE.propertyName()).isEqualTo("sightglass.http.request-line");
    assertThat(Setting.HTTP_REQUEST_LINE.environmentName())
        .isEqualTo("SIGHTGLASS_HTTP_REQUEST_LINE");
    assertThat(Setting.HTTP_KNOWN_METHODS.propertyName())
        .isEqualTo("otel.instrumentation.http.known.methods");
  }

  @Test
  void parse_says_what_is_allowed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Setting.METRICS_PORT.parse("abc"))
        .withMessage("METRICS_PORT must be a port from 0 to 65535, where 0 takes any free one");
    assertThatNullPointerException()
        .isThrownBy(() -> Setting.METRICS_PORT.parse(null))
        .withMessage("text");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0s, 0",
    "1, 1ms, 1",
    "1500, 1500ms, 1500",
    "5s, 5s, 5000",
    "90s, 90s, 90000",
    "120s, 2m, 120000",
    "2 m, 2m, 120000",
    "007s, 7s, 7000",
  })
  void durations_are_read_and_written(String text, String written, long millis) {
    Duration value = Setting.SHUTDOWN_DELAY.parse(text);

    assertThat(value).isEqualTo(Duration.ofMillis(millis));
    assertThat(Setting.SHUTDOWN_DELAY.format(value)).isEqualTo(written);
    assertThat(Setting.SHUTDOWN_DELAY.parse(written)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "0.0.0.0",
        "127.0.0.1",
        "::",
        "::1",
        "[::1]",
        "fe80::1",
        "my_host",
        "a.b-c.example",
        "::ffff:10.0.0.1",
        "1:2:3:4:5:6:7:8",
        "1host"
      })
  void hosts(String text) {
    assertThat(Setting.METRICS_HOST.parse(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "10.0.0.0/0",
        "10.0.0.0/32",
        "::/0",
        "fd00::/128",
        "1:2:3:4:5:6:7:8/64",
        "10.0.0.0/8,192.168.0.0/16"
      })
  void networks(String text) {
    assertThat(Setting.HTTP_TRUST.parse(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "010.0.0.1", "10.0.0.0/08", "10.0.0.0/-1", "10.0.0.0/", "/8", "1:2:3:4:5:6:7/64",
        "1:2:3:4:5:6:7:8:9", "1::2::3", ":::", "12345::", "10.0.0.0/8;fd00::/8", "localhost"
      })
  void no_networks(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Setting.HTTP_TRUST.parse(text));
  }

  @Test
  void nobody_is_trusted_where_the_networks_cannot_be_read() {
    assertThat(Setting.HTTP_TRUST.defaultValue()).isEqualTo("all");
    assertThat(Setting.HTTP_TRUST.fallback()).isEqualTo("none");
    assertThat(Setting.METRICS_PORT.fallback()).isEqualTo(9091);
  }
}
