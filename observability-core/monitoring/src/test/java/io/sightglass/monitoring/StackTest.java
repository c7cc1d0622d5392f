// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.testkit.Promtool;
import io.sightglass.testkit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The stack to copy, as far as it can be tested without a container. */
class StackTest {

  private static final Path STACK =
      Path.of("").toAbsolutePath().getParent().getParent().resolve("examples/monitoring");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)[^}]*}");
  private static final ObjectMapper YAML = YAMLMapper.builder().build();
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;

  @BeforeEach
  void copy() throws IOException {
    try (Stream<Path> files = Files.walk(STACK)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = STACK.relativize(file).toString();
        if (!path.startsWith("run/") && !path.equals(".env")) {
          Path to = folder.resolve(path);
          Files.createDirectories(to.getParent());
          Files.copy(file, to);
        }
      }
    }
  }

  private Command stack(String command, String... settings) throws Exception {
    Files.write(folder.resolve(".env"), List.of(settings));
    return Command.run(folder, List.of("bash", "stack", command));
  }

  @Test
  void prometheus_and_alertmanager_take_what_it_renders() throws Exception {
    Command render =
        stack(
            "render",
            "GRAFANA_ADMIN_PASSWORD='long and of my own'",
            "ENVIRONMENT=staging",
            "APP_METRICS='app-1:9091 app-2:9091'",
            "SMTP_USERNAME='a&b|c\\d'",
            "SMTP_PASSWORD='$ecret \"quoted\"'",
            "ALERT_WEBHOOK_URL='http://hooks.example/a?b=1&c=2'",
            "WATCHDOG_URL=http://heartbeat.example/x");

    assertThat(render.exitCode()).as(render.output()).isZero();
    Path run = folder.resolve("run");
    move(folder.resolve("generated/prometheus/rules"), run.resolve("rules"));
    Promtool.Verdict prometheus =
        Promtool.run(List.of("check", "config", run.resolve("prometheus.yml").toString()));
    assertThat(prometheus.exitCode()).as("%s", prometheus.lines()).isZero();
    assertThat(prometheus.lines()).anyMatch(line -> line.contains("7 rule files"));
    Command alertmanager =
        Command.run(
            folder,
            List.of(
                Tools.require("amtool").toString(),
                "check-config",
                run.resolve("alertmanager.yml").toString()));
    assertThat(alertmanager.exitCode()).as(alertmanager.output()).isZero();

    JsonNode routes = YAML.readTree(Files.readString(run.resolve("alertmanager.yml")));
    assertThat(routes.get("global").get("smtp_auth_username").asString()).isEqualTo("a&b|c\\d");
    assertThat(routes.toString())
        .contains("http://hooks.example/a?b=1&c=2", "http://heartbeat.example/x")
        .doesNotContain("127.0.0.1:9099", "$ecret");
    JsonNode targets = JSON.readTree(Files.readString(run.resolve("targets/app.json"))).get(0);
    assertThat(targets.get("targets").toString()).isEqualTo("[\"app-1:9091\",\"app-2:9091\"]");
    assertThat(targets.get("labels").get("environment").asString()).isEqualTo("staging");
  }

  @Test
  void secrets_are_files_that_nobody_else_may_read() throws Exception {
    stack("render", "GRAFANA_ADMIN_PASSWORD=own", "SMTP_PASSWORD='$ecret \"quoted\"'");

    Path secrets = folder.resolve("run/secrets");
    assertThat(secrets.resolve("smtp_password")).hasContent("$ecret \"quoted\"");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
        .isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(secrets)) {
      for (Path file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as("%s", file)
            .isEqualTo("rw-------");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "admin", "admin123", "password", "changeme"})
  void a_password_that_is_empty_or_that_everybody_tries_is_refused(String password)
      throws Exception {
    Command refused = stack("render", "GRAFANA_ADMIN_PASSWORD=" + password);

    assertThat(refused.exitCode()).isOne();
    assertThat(refused.output())
        .startsWith("stack: GRAFANA_ADMIN_PASSWORD is ")
        .doesNotContain("unbound");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void without_settings_it_says_where_they_come_from() throws Exception {
    Command refused = Command.run(folder, List.of("bash", "stack", "up"));

    assertThat(refused.exitCode()).isOne();
    assertThat(refused.output()).contains("copy .env.example");
  }

  @Test
  void the_script_is_in_order_and_names_its_commands() throws Exception {
    assertThat(Command.run(folder, List.of("bash", "-n", "stack"))).isEqualTo(new Command(0, ""));
    Command help = Command.run(folder, List.of("bash", "stack", "help"));
    assertThat(help.output())
        .contains("up-app", "up-proxy", "down", "status", "logs", "reload", "test-alert")
        .contains("backup", "restore", "drift");
    assertThat(Files.isExecutable(STACK.resolve("stack"))).isTrue();
    assertThat(Command.run(folder, List.of("bash", "stack", "fly")).exitCode()).isEqualTo(2);
  }

  @Test
  void every_file_is_what_its_name_says() throws Exception {
    stack("render", "GRAFANA_ADMIN_PASSWORD=own");
    int parsed = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.toString();
        // The template of Prometheus' configuration is none before it is rendered.
        boolean template = name.endsWith("/prometheus/prometheus.yml");
        if (name.endsWith(".json")) {
          assertThat(JSON.readTree(Files.readString(file)).isEmpty()).as(name).isFalse();
          parsed++;
        } else if (name.matches(".*\\.ya?ml") && !template) {
          try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file)) {
            documents.forEachRemaining(one -> assertThat(one.isEmpty()).as(name).isFalse());
          }
          parsed++;
        }
      }
    }
    assertThat(parsed).isGreaterThan(40);
  }

  @Test
  void every_setting_of_the_compose_file_is_in_the_example() throws Exception {
    String compose = Files.readString(folder.resolve("compose.yaml"));
    Set<String> used =
        VARIABLE
            .matcher(compose)
            .results()
            .map((MatchResult found) -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> given =
        Files.readAllLines(folder.resolve(".env.example")).stream()
            .filter(line -> line.matches("[A-Z_]+=.*"))
            .map(line -> line.substring(0, line.indexOf('=')))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(used).hasSizeGreaterThan(30);
    assertThat(given).containsAll(used);
    String script = Files.readString(folder.resolve("stack"));
    for (String name : given) {
      assertThat(compose + script).as(name).contains(name);
    }
  }

  @Test
  void every_file_that_a_container_mounts_is_there() throws Exception {
    stack("render", "GRAFANA_ADMIN_PASSWORD=own");
    JsonNode services =
        YAML.readTree(Files.readString(folder.resolve("compose.yaml"))).get("services");
    Set<String> mounted = new TreeSet<>();
    for (JsonNode service : services) {
      for (JsonNode volume : service.path("volumes")) {
        String from = volume.asString().split(":")[0];
        if (from.startsWith("./")) {
          mounted.add(from.substring(2));
        }
      }
    }

    assertThat(mounted)
        .contains("alloy/config.alloy", "run/alertmanager.yml")
        .hasSizeGreaterThan(12);
    assertThat(mounted).allSatisfy(path -> assertThat(folder.resolve(path)).exists());
  }

  private static void move(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.move(from, to);
  }
}
