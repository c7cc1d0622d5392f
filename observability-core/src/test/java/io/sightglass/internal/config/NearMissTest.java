// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.config.Setting;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearMissTest {

  @ParameterizedTest
  @CsvSource({
    "abc, abc, 0",
    "abc, acb, 1",
    "abc, ab, 1",
    "abc, abcd, 1",
    "abc, axc, 1",
    "'', ab, 2",
    "ab, ba, 1",
    "abcdef, badcfe, 3",
    "kitten, sitting, 3",
  })
  void counts_letters_put_in_left_out_changed_and_swapped(String from, String to, int distance) {
    assertThat(NearMiss.distance(from, to, 9)).isEqualTo(distance);
    assertThat(NearMiss.distance(to, from, 9)).isEqualTo(distance);
  }

  @Test
  void gives_up_beyond_the_limit() {
    assertThat(NearMiss.distance("kitten", "sitting", 2)).isEqualTo(3);
    assertThat(NearMiss.distance("a", "b".repeat(1000), 2)).isEqualTo(3);
    assertThat(NearMiss.distance("a", "a", -1)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PATH",
        "HOME",
        "JAVA_HOME",
        "PORT",
        "METRICS_PATH",
        "METRICS_PORT_9091_TCP_ADDR",
        "LOG_DIR",
        "LOGNAME",
        "LOG_FILE",
        "APP_NAME",
        "APP_DEV",
        "APP_PORT",
        "APPDATA",
        "OTEL_JAVAAGENT_LOGGING",
        "OTEL_METRIC_EXPORT_TIMEOUT_X",
        "BLOG_LEVEL_OF_DETAIL",
        "user.dir",
        "log4j.level",
        "java.version",
      })
  void other_names_are_left_alone(String name) {
    assertThat(NearMiss.setting(name)).isNull();
  }

  @Test
  void every_letter_left_out_of_every_setting_is_noticed() {
    int tried = 0;
    for (Setting<?> setting : Setting.all()) {
      String name = setting.environmentName();
      for (int i = name.indexOf('_') + 1; i < name.length(); i++) {
        Setting<?> found = NearMiss.setting(name.substring(0, i) + name.substring(i + 1));
        assertThat(found).as(name + " without letter " + i).isNotNull();
        tried++;
      }
    }
    assertThat(tried).isGreaterThan(1000);
  }

  @Test
  void the_nearest_choice_is_found() {
    List<String> levels = List.of("trace", "debug", "info", "warn", "error", "off");

    assertThat(NearMiss.choice("DEBGU", levels)).isEqualTo("debug");
    assertThat(NearMiss.choice("loud", levels)).isNull();
    assertThat(NearMiss.choice("x".repeat(100_000), levels)).isNull();
  }
}
