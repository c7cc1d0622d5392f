// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.Observability;
import io.sightglass.config.Setting;
import io.sightglass.endpoint.OpsEndpoints;
import io.sightglass.endpoint.OpsRequest;
import io.sightglass.health.Health;
import io.sightglass.testkit.Promtool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The manifests to copy: they are YAML, and what they point at exists. */
class KubernetesTest {

  private static final Path FOLDER = Path.of("../../examples/monitoring/kubernetes");
  private static final YAMLMapper YAML = new YAMLMapper();

  private static List<JsonNode> documents(String file) throws IOException {
    List<JsonNode> all = new ArrayList<>();
    try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(FOLDER.resolve(file))) {
      values.forEachRemaining(all::add);
    }
    return all;
  }

  private static JsonNode of(String file, String kind) throws IOException {
    return documents(file).stream()
        .filter(document -> document.path("kind").asString().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode pod() throws IOException {
    return of("deployment.yaml", "Deployment").at("/spec/template/spec");
  }

  private static JsonNode container() throws IOException {
    return pod().at("/containers/0");
  }

  private static Map<String, String> environment() throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    container()
        .path("env")
        .forEach(entry -> all.put(entry.path("name").asString(), entry.path("value").asString()));
    return all;
  }

  @Test
  void the_probes_have_the_figures_of_the_reference_and_liveness_asks_the_process_alone()
      throws IOException {
    assertThat(probe("livenessProbe")).containsExactly("/live", "30", "10", "5", "3");
    assertThat(probe("readinessProbe")).containsExactly("/ready", "5", "5", "3", "3");
    assertThat(probe("startupProbe")).containsExactly("/started", "10", "10", "5", "30");
  }

  private static List<String> probe(String name) throws IOException {
    JsonNode probe = container().path(name);
    assertThat(probe.at("/httpGet/port").asString()).isEqualTo("ops");
    return List.of(
        probe.at("/httpGet/path").asString(),
        probe.path("initialDelaySeconds").asString(),
        probe.path("periodSeconds").asString(),
        probe.path("timeoutSeconds").asString(),
        probe.path("failureThreshold").asString());
  }

  @Test
  void every_path_is_served_and_every_port_is_open() throws IOException {
    List<String> ports = new ArrayList<>();
    container().path("ports").forEach(port -> ports.add(port.path("name").asString()));
    assertThat(ports).containsExactly("http", "ops");
    assertThat(container().at("/ports/1/containerPort").asString())
        .isEqualTo(environment().get("METRICS_PORT"));
    JsonNode service = of("deployment.yaml", "Service").path("spec");
    service
        .path("ports")
        .forEach(port -> assertThat(ports).contains(port.path("targetPort").asString()));
    JsonNode monitor = of("servicemonitor.yaml", "ServiceMonitor").path("spec");
    assertThat(service.at("/ports/1/name").asString())
        .isEqualTo(monitor.at("/endpoints/0/port").asString());
    JsonNode labels = of("deployment.yaml", "Service").at("/metadata/labels");
    assertThat(monitor.at("/selector/matchLabels")).isEqualTo(labels);
    try (Observability obs = Observability.builder("billing").environment(Map.of()).build()) {
      obs.started();
      OpsEndpoints endpoints = OpsEndpoints.of(obs, Health.of(obs));
      for (String path :
          List.of("/live", "/ready", "/started", monitor.at("/endpoints/0/path").asString())) {
        assertThat(endpoints.answer(new Get(path)).status()).as(path).isEqualTo(200);
      }
    }
  }

  private record Get(String path) implements OpsRequest {

    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String query() {
      return "";
    }

    @Override
    public List<String> headers(String name) {
      return List.of();
    }
  }

  @Test
  void it_drains_without_a_sleep_and_within_the_grace_period() throws IOException {
    assertThat(container().has("lifecycle")).isFalse();
    Map<String, String> variables = environment();
    try (Observability obs = Observability.builder("billing").environment(variables).build()) {
      assertThat(obs.report()).doesNotContain("problems");
      Duration delay = obs.settings().get(Setting.SHUTDOWN_DELAY);
      Duration timeout = obs.settings().get(Setting.SHUTDOWN_TIMEOUT);
      long grace = pod().path("terminationGracePeriodSeconds").asLong();
      assertThat(delay).isPositive().isLessThan(timeout);
      assertThat(timeout.toSeconds()).isLessThan(grace);
      String interval =
          of("servicemonitor.yaml", "ServiceMonitor").at("/spec/endpoints/0/interval").asString();
      assertThat(Duration.parse("PT" + interval)).isLessThan(delay);
    }
  }

  @Test
  void the_rules_are_the_generated_ones_and_prometheus_takes_them(@TempDir Path folder)
      throws IOException {
    JsonNode spec =
        of("../generated/kubernetes/prometheusrule.yaml", "PrometheusRule").path("spec");
    List<String> groups = new ArrayList<>();
    spec.path("groups").forEach(group -> groups.add(group.path("name").asString()));
    assertThat(groups).contains("http", "runtime", "telemetry", "slo-success");

    Path rules = Files.writeString(folder.resolve("rules.yaml"), YAML.writeValueAsString(spec));
    Promtool.Verdict verdict = Promtool.run(List.of("check", "rules", rules.toString()));

    assertThat(verdict.exitCode()).as("%s", verdict.lines()).isZero();
  }
}
