// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTimeTest {

  private static Map<String, String> files(String factor) {
    return Monitoring.ofClassPath().settings(Map.of("rules.time", factor)).files();
  }

  @Test
  void a_minute_of_the_rules_is_a_second() {
    Map<String, String> files = files("60");

    assertThat(files.get("prometheus/rules/business.yml"))
        .contains("payments_processed_total{status=\"failed\"}[10s]", "for: 5s", "offset 24m")
        .contains("keep_firing_for: 5s", "> 0.1", "increase(payments_processed_total[10s])) > 10")
        .doesNotContain("[10m]", "for: 5m", "offset 1d");
    assertThat(files.get("prometheus/rules/slo.yml"))
        .contains("slo:error_ratio:rate5m", "avg_over_time(up[5s])", "avg_over_time(up[12h])")
        .doesNotContain("[5m]");
    assertThat(files.get("kubernetes/prometheusrule.yaml")).doesNotContain("[5m]", "for: 5m");
    assertThat(files.keySet()).noneMatch(path -> path.startsWith("prometheus/tests/"));
  }

  @Test
  void once_is_what_it_is_without_the_setting() {
    assertThat(files("1")).isEqualTo(Monitoring.ofClassPath().files());
  }

  @Test
  void nothing_becomes_shorter_than_a_second() {
    assertThat(files("3600").get("prometheus/rules/http.yml"))
        .contains("[1s]", "for: 1s")
        .doesNotContain("[0s]", "for: 0s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "3601", "1.5", "fast", ""})
  void another_number_is_refused(String factor) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> files(factor))
        .withMessage("rules.time=" + factor + ": a whole number from 1 to 3600");
  }
}
