// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.testkit.Tools;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The configuration that is made, before the real Alertmanager and its own tool. */
class AlertmanagerIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = JsonMapper.builder().build();

  @TempDir Path folder;

  private Path config;

  @BeforeEach
  void write() throws IOException {
    Monitoring.ofClassPath().writeTo(folder);
    config = folder.resolve("alertmanager/alertmanager.yml");
  }

  @Test
  void amtool_finds_the_configuration_in_order() throws Exception {
    Command check = amtool("check-config", config.toString());

    assertThat(check.exitCode()).as(check.output()).isZero();
    assertThat(check.output()).contains("SUCCESS", "1 templates", "7 inhibit rules");
  }

  @Test
  void every_alert_goes_to_everybody_or_to_its_team() throws Exception {
    Map<String, String> expected = new TreeMap<>();
    for (Alert alert : Alerts.all()) {
      for (Severity severity : Severity.values()) {
        expected.put(
            "severity=" + severity.label() + " team=" + alert.team(),
            switch (severity) {
              case CRITICAL -> "everybody";
              case INFO -> "nobody";
              default -> "team-" + alert.team();
            });
      }
    }
    expected.keySet().removeIf(labels -> labels.endsWith("team=watchdog"));
    expected.put("alertname=Watchdog severity=info team=watchdog", "watchdog");
    expected.put("severity=warning team=unheard-of", "everybody");

    Map<String, String> routed = new TreeMap<>();
    for (String labels : expected.keySet()) {
      List<String> command = new ArrayList<>(List.of("config", "routes", "test"));
      command.add("--config.file=" + config);
      command.addAll(List.of(labels.split(" ")));
      String said = amtool(command.toArray(String[]::new)).output();
      // It warns of a configuration of its own, where there is one.
      routed.put(labels, said.lines().filter(line -> !line.startsWith("Warning")).findAny().get());
    }

    assertThat(routed).isEqualTo(expected).hasSizeGreaterThan(20);
  }

  @Test
  void an_alert_that_follows_from_another_is_held_back() throws Exception {
    Path program = Tools.require("prometheus-alertmanager");
    int port = free();
    Process alertmanager =
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + config,
                "--storage.path=" + folder.resolve("data"),
                "--cluster.listen-address=",
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    try {
      URI api = URI.create("http://127.0.0.1:" + port + "/api/v2/alerts");
      Awaitility.await().atMost(LIMIT).until(() -> answers(api));
      post(api, followers());
      assertThat(Awaitility.await().atMost(LIMIT).until(() -> held(api), all -> all.size() == 8))
          .containsValue(Set.of());

      post(api, causes());

      Map<String, Set<String>> expected = new TreeMap<>();
      expected.put("HighCPUUsage a:1", Set.of("ServiceDown"));
      expected.put("HighCPUUsage a:2", Set.of());
      expected.put("DatabaseConnectionFailures a:1", Set.of());
      expected.put("ErrorBudgetBurn warning success", Set.of("ErrorBudgetBurn"));
      expected.put("ErrorBudgetBurn warning latency", Set.of());
      expected.put("AIModelErrors app", Set.of("AIServiceDown"));
      expected.put("AIModelErrors other", Set.of());
      expected.put("ErrorBudgetBurn critical checkout", Set.of("HighErrorRate"));
      Map<String, Set<String>> held =
          Awaitility.await().atMost(LIMIT).until(() -> held(api), expected::equals);
      assertThat(held).hasSize(8);
    } finally {
      alertmanager.destroy();
      assertThat(alertmanager.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static List<Map<String, String>> followers() {
    return List.of(
        alert("HighCPUUsage a:1", "warning", Map.of("job", "app", "instance", "a:1")),
        alert("HighCPUUsage a:2", "warning", Map.of("job", "app", "instance", "a:2")),
        alert(
            "DatabaseConnectionFailures a:1", "critical", Map.of("job", "app", "instance", "a:1")),
        alert("ErrorBudgetBurn warning success", "warning", Map.of("job", "app", "slo", "success")),
        alert("ErrorBudgetBurn warning latency", "warning", Map.of("job", "app", "slo", "latency")),
        alert("AIModelErrors app", "warning", Map.of("job", "app", "model", "m")),
        alert("AIModelErrors other", "warning", Map.of("job", "other", "model", "m")),
        alert(
            "ErrorBudgetBurn critical checkout",
            "critical",
            Map.of("job", "shop", "slo", "checkout")));
  }

  private static List<Map<String, String>> causes() {
    return List.of(
        alert("ServiceDown", "critical", Map.of("job", "app", "instance", "a:1")),
        alert("ErrorBudgetBurn", "critical", Map.of("job", "app", "slo", "success")),
        alert("AIServiceDown", "critical", Map.of("job", "app")),
        alert("HighErrorRate", "critical", Map.of("job", "shop")));
  }

  /** Labels of an alert; what stands behind its name only tells it apart here. */
  private static Map<String, String> alert(String is, String severity, Map<String, String> more) {
    Map<String, String> labels = new TreeMap<>(more);
    labels.put("alertname", is.split(" ")[0]);
    labels.put("severity", severity);
    if (is.contains(" ")) {
      labels.put("is", is);
    }
    return labels;
  }

  private void post(URI api, List<Map<String, String>> alerts) throws Exception {
    String body =
        json.writeValueAsString(alerts.stream().map(labels -> Map.of("labels", labels)).toList());
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(api)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .timeout(LIMIT)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private boolean answers(URI api) throws InterruptedException {
    try {
      return get(api).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private HttpResponse<String> get(URI api) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(api).timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The alerts that follow, each with the names of those that hold it back. */
  private Map<String, Set<String>> held(URI api) throws IOException, InterruptedException {
    Map<String, String> names = new TreeMap<>();
    Map<String, Set<String>> by = new TreeMap<>();
    for (JsonNode alert : json.readTree(get(api).body())) {
      JsonNode labels = alert.get("labels");
      names.put(alert.get("fingerprint").asString(), labels.get("alertname").asString());
      if (labels.has("is")) {
        Set<String> sources = new TreeSet<>();
        alert.get("status").get("inhibitedBy").forEach(id -> sources.add(id.asString()));
        by.put(labels.get("is").asString(), sources);
      }
    }
    by.replaceAll(
        (is, sources) ->
            sources.stream().map(id -> names.getOrDefault(id, id)).collect(Collectors.toSet()));
    return by;
  }

  private static Command amtool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(Tools.require("amtool").toString()));
    command.addAll(List.of(arguments));
    return Command.run(Path.of("."), command);
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
