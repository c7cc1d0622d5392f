// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.catalogue.NamingProfile;
import io.sightglass.testkit.Promtool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    Monitoring.ofClassPath().naming(NamingProfile.of(profile)).writeTo(folder);

    List<String> command = new ArrayList<>(List.of("test", "rules"));
    try (Stream<Path> files = Files.list(folder.resolve("prometheus/tests"))) {
      files.sorted().map(Path::toString).forEach(command::add);
    }

    Promtool.Verdict verdict = Promtool.run(command);

    assertThat(command).hasSizeGreaterThan(2);

    assertThat(verdict.exitCode()).as("%s", verdict.lines()).isZero();
  }
}
