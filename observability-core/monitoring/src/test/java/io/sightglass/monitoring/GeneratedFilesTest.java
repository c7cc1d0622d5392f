// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.catalogue.NamingProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The files of examples/monitoring and docs/runbooks are as the catalogue makes them. {@code
 * -Dsightglass.docs.write=true} writes them anew.
 */
class GeneratedFilesTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

  @Test
  void what_is_in_the_repository_is_what_the_catalogue_makes() throws IOException {
    Map<Path, String> made = new TreeMap<>();
    Monitoring.ofClassPath().files().forEach((path, text) -> place(made, path, text));
    if (Boolean.getBoolean("sightglass.docs.write")) {
      for (Map.Entry<Path, String> file : made.entrySet()) {
        Files.createDirectories(file.getKey().getParent());
        Files.writeString(file.getKey(), file.getValue());
      }
    }

    for (Map.Entry<Path, String> file : made.entrySet()) {
      assertThat(file.getKey()).exists().content().isEqualTo(file.getValue());
    }
    for (String folder : List.of("examples/monitoring/generated", "docs/runbooks")) {
      try (Stream<Path> there = Files.walk(ROOT.resolve(folder))) {
        assertThat(there.filter(Files::isRegularFile)).allMatch(made::containsKey);
      }
    }
  }

  private static void place(Map<Path, String> made, String path, String text) {
    if (path.startsWith("docs/runbooks/")) {
      made.put(ROOT.resolve(path), text);
    } else if (!path.equals("docs/metrics.md")) {
      // The repository's page of metrics is written by a test of its own.
      made.put(ROOT.resolve("examples/monitoring/generated").resolve(path), text);
    }
  }

  @Test
  void the_same_input_makes_the_same_bytes() {
    Map<String, String> once = Monitoring.ofClassPath().naming(NamingProfile.leads()).files();

    assertThat(Monitoring.ofClassPath().naming(NamingProfile.leads()).files()).isEqualTo(once);
  }

  @Test
  void a_label_that_changes_in_the_catalogue_changes_in_rules_dashboards_and_docs() {
    Map<String, String> before = Monitoring.ofClassPath().files();
    Map<String, String> after =
        Monitoring.ofClassPath()
            .naming(NamingProfile.named("own").relabel("status_code", "code"))
            .files();

    for (String file :
        List.of(
            "prometheus/rules/http.yml",
            "prometheus/tests/http.yml",
            "prometheus/rules/slo.yml",
            "grafana/dashboards/sightglass-api.json",
            "docs/metrics.md",
            "docs/runbooks/HighErrorRate.md",
            "kubernetes/prometheusrule.yaml")) {
      assertThat(before.get(file)).as(file).contains("status_code").doesNotContain("{code");
      assertThat(after.get(file)).as(file).contains("code").doesNotContain("status_code=");
    }
  }

  @Test
  void an_alert_for_a_label_that_the_catalogue_does_not_have_is_refused() {
    MeterNames names =
        MeterNames.of(
            List.of(
                MeterSpec.counter("refunds_total", "Refunds.")
                    .label(LabelSpec.learned("reason"))
                    .build()),
            NamingProfile.standard());

    org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
        .isThrownBy(() -> PromQl.spell("rate(refunds_total{cause=\"fraud\"}[5m])", names))
        .withMessageContaining("refunds_total has no label 'cause', only [reason]");
  }
}
