// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.catalogue.NamingProfile;
import io.sightglass.testkit.Promtool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlertRulesTest {

  static Stream<String> profiles() {
    return NamingProfile.names().stream();
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void every_alert_fires_ends_and_stays_quiet_under_every_profile(
      String profile, @TempDir Path folder) throws Exception {
    Map<String, String> standard = Monitoring.ofClassPath().files();
    Monitoring monitoring = Monitoring.ofClassPath().naming(NamingProfile.of(profile));
    monitoring.writeTo(folder);
    List<String> command = new ArrayList<>(List.of("test", "rules"));
    monitoring
        .files()
        .forEach(
            (path, text) -> {
              // Where a profile changes nothing, the default's test says the same.
              boolean same = text.equals(standard.get(path)) && !profile.equals("default");
              if (path.startsWith("prometheus/tests/") && !same) {
                command.add(folder.resolve(path).toString());
              }
            });

    if (command.size() > 2) {
      Promtool.Verdict verdict = Promtool.run(command);

      assertThat(verdict.exitCode()).as("%s", verdict.lines()).isZero();
    } else {
      assertThat(profile).isNotEqualTo("default");
    }
    assertThat(monitoring.files().get("docs/coverage.md"))
        .endsWith("Left out under this naming\n\n");
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void the_rules_are_in_order_for_prometheus(String profile, @TempDir Path folder)
      throws Exception {
    Monitoring monitoring = Monitoring.ofClassPath().naming(NamingProfile.of(profile));
    monitoring.writeTo(folder);
    List<String> command = new ArrayList<>(List.of("check", "rules"));
    monitoring.files().keySet().stream()
        .filter(path -> path.startsWith("prometheus/rules/"))
        .forEach(path -> command.add(folder.resolve(path).toString()));

    Promtool.Verdict verdict = Promtool.run(command);

    assertThat(verdict.exitCode()).as("%s", verdict.lines()).isZero();
  }
}
