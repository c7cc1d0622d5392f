// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.sightglass.config.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values, keys, maps and arguments that nobody means well by. */
class HostileInputTest {

  @Test
  void huge_values_give_short_lines() {
    String huge = "9".repeat(Boolean.getBoolean("sightglass.full") ? 8_000_000 : 200_000);
    for (Setting<?> setting : Setting.all()) {
      LoadedSettings loaded = load(Map.of(setting.environmentName(), huge));

      assertThat(loaded.problems()).as(setting.name()).hasSize(1);
      assertThat(loaded.problemReport().length()).isLessThan(800);
      assertThat(loaded.dumpText().length()).isLessThan(10_000);
    }
  }

  @Test
  void a_huge_value_is_shown_by_its_beginning_and_its_length() {
    assertThat(load(Map.of("METRICS_PORT", "x".repeat(4_000_000))).problems().get(0).text())
        .startsWith(
            "METRICS_PORT=\"" + "x".repeat(60) + "... (4000000 characters)\" (environment)");
  }

  @Test
  void a_huge_key_is_cut() {
    String key = "SIGHTGLASS_" + "X".repeat(1_000_000);

    assertThat(load(Map.of(key, "1")).problems())
        .singleElement()
        .extracting(Problem::text)
        .asString()
        .hasSizeLessThan(200)
        .contains("(1000011 characters)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000",
        "a\u0000b",
        "a\r\nSG-0001 billing ready",
        "\u001b[2J\u001b[31mred",
        "\u202eevil",
        "\u2028line",
        "\ud800",
        "\ufeff9091",
        "\u00a09091\u0085"
      })
  void no_line_can_be_forged(String value) {
    for (Setting<?> setting : Setting.all()) {
      LoadedSettings loaded = load(Map.of(setting.environmentName(), value));
      assertPrintable(loaded.problemReport(), loaded.problems().size());
      assertPrintable(loaded.dumpText(), loaded.dump().size());
    }
    LoadedSettings loaded = load(Map.of("SIGHTGLASS_" + value, "1", "METRICS_PROT" + value, "1"));
    assertPrintable(loaded.problemReport(), loaded.problems().size());
  }

  @Property(tries = 300)
  void any_environment_gives_settings_and_printable_reports(
      @ForAll("environments") Map<String, String> environment) {
    LoadedSettings loaded = load(environment);

    assertPrintable(loaded.problemReport(), loaded.problems().size());
    assertPrintable(loaded.dumpText(), loaded.dump().size());
    for (Setting<?> setting : Setting.all()) {
      assertThat((Object) loaded.settings().get(setting)).isNotNull();
    }
  }

  @Provide
  Arbitrary<Map<String, String>> environments() {
    List<String> names =
        Setting.all().stream()
            .filter(setting -> !setting.equals(Setting.STRICT))
            .map(Setting::environmentName)
            .toList();
    Arbitrary<String> keys = Arbitraries.oneOf(Arbitraries.of(names), Arbitraries.strings());
    Arbitrary<String> likely =
        Arbitraries.of(
            "true", "-1", "1e9", "5s", "http://a:1/?b", "a=b,c", "otlp,none", "1.5", "%");
    Arbitrary<String> values = Arbitraries.oneOf(likely, Arbitraries.strings().ofMaxLength(200));
    return Arbitraries.maps(keys, values).ofMaxSize(12);
  }

  @Test
  void what_is_no_text_counts_as_not_given() {
    Properties properties = new Properties();
    properties.put("metrics.port", 9100);
    properties.put(7, "seven");
    Map<String, String> withNull = new HashMap<>();
    withNull.put("METRICS_PORT", null);
    withNull.put(null, "x");

    LoadedSettings loaded = LoadedSettings.load("billing", Map.of(), asTexts(properties), withNull);

    assertThat(loaded.settings().get(Setting.METRICS_PORT)).isEqualTo(9091);
    assertThat(loaded.problems()).isEmpty();
  }

  @Test
  void what_was_given_can_change_later_without_effect() {
    Map<String, String> environment = new HashMap<>(Map.of("METRICS_PORT", "9100"));
    LoadedSettings loaded = load(environment);
    environment.put("METRICS_PORT", "1");

    assertThat(loaded.settings().get(Setting.METRICS_PORT)).isEqualTo(9100);
    assertThat(loaded.otelProperties()).isUnmodifiable();
    assertThat(loaded.problems()).isUnmodifiable();
  }

  @Test
  void mistakes_in_code_are_told_at_once() {
    assertThatNullPointerException()
        .isThrownBy(() -> LoadedSettings.load(null, Map.of(), Map.of(), Map.of()))
        .withMessage("name");
    assertThatNullPointerException()
        .isThrownBy(() -> LoadedSettings.load("billing", null, Map.of(), Map.of()))
        .withMessage("inCode");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LoadedSettings.load(" ", Map.of(), Map.of(), Map.of()))
        .withMessage("name must not be blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LoadedSettings.load("a\nb", Map.of(), Map.of(), Map.of()))
        .withMessage(
            "name must be text of at most 255 characters, none of them a control character");
    assertThatNullPointerException().isThrownBy(() -> load(Map.of()).settings().get(null));
  }

  private static void assertPrintable(String text, int lines) {
    assertThat(text.lines().count()).isLessThanOrEqualTo(lines + 1L);
    assertThat(text.codePoints().filter(c -> c != '\n').filter(HostileInputTest::isHidden).count())
        .as(text)
        .isZero();
  }

  private static boolean isHidden(int c) {
    return Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT
        || Character.getType(c) == Character.LINE_SEPARATOR
        || Character.getType(c) == Character.SURROGATE;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // what a careless caller does
  private static Map<String, String> asTexts(Properties properties) {
    return (Map) properties;
  }

  private static LoadedSettings load(Map<String, String> environment) {
    return LoadedSettings.load("billing", Map.of(), Map.of(), environment);
  }
}
