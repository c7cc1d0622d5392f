// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.testkit.JavaProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What watches an app with meters of its own, made by its build and without one. */
class MonitoringGoalIT {

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final ConsumerMaven MAVEN = new ConsumerMaven(TARGET);

  @Test
  void the_goal_and_the_program_make_the_same_files_from_the_apps_own_meters() throws IOException {
    MAVEN.offer();
    Path project = MAVEN.copy("monitored", "monitored");
    Jdk jdk = Jdk.find(17).findFirst().orElseThrow();

    List<String> said = MAVEN.run(project, jdk, "clean", "compile", "observability:monitoring");

    assertThat(said).anyMatch(line -> line.matches(".*[0-9]+ files written to .*monitoring"));
    Map<String, String> made = files(project.resolve("target/monitoring"));
    assertThat(made.get("docs/metrics.md"))
        .contains("## Shop", "shop_shelves_free", "hall", "parcel_returned_total", "reason");
    assertThat(made.get("docs/coverage.md")).contains("shop_shelves_free", "parcel_returned_total");
    // Of a module that the app does not have there is nothing to watch.
    assertThat(made.get("docs/metrics.md")).doesNotContain("payments_processed_total");
    assertThat(made.get("docs/coverage.md")).contains("PaymentFailures");
    assertThat(made).doesNotContainKey("docs/runbooks/PaymentFailures.md");
    assertThat(made).containsKey("prometheus/rules/runtime.yml");

    Path folder = project.resolve("target/by-program");
    try (JavaProcess program =
        JavaProcess.of("io.sightglass.monitoring.MonitoringMain")
            .java(jdk.java())
            .classPath(
                project.resolve("target/classes")
                    + File.pathSeparator
                    + MAVEN.monitoringClassPath())
            .args(folder.toString(), "alerts.HighErrorRate.threshold=0.02")
            .start()) {
      assertThat(program.awaitExit(Duration.ofMinutes(1)))
          .as(() -> program.errorLines().toString())
          .isZero();
      assertThat(program.lines()).last().asString().endsWith("files written to " + folder);
    }
    assertThat(files(folder)).isEqualTo(made);
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }
}
