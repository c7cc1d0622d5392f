// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.catalogue.NamingProfile;
import io.sightglass.testkit.servers.PostgresServer;
import io.sightglass.testkit.servers.RealServers;
import io.sightglass.testkit.servers.RedisServer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every query of every panel, under every naming profile, against a real Prometheus: none stays
 * without an answer, so no panel stays empty. A value that is not a number is no answer.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
@ExtendWith(RealServers.class)
class PanelQueriesIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void every_query_of_every_panel_has_an_answer_under_every_profile(
      PostgresServer database, RedisServer redis, @TempDir Path folder) throws Exception {
    try (Exporters exporters = Exporters.start(database, redis, folder);
        MonitoredApps apps = MonitoredApps.start(NamingProfile.names(), exporters)) {
      Map<String, Set<String>> queries = new LinkedHashMap<>();
      for (String profile : NamingProfile.names()) {
        queries.put(profile, queries(profile, apps.files(profile)));
      }

      Map<String, MonitoredApps.Answers> answers = apps.ask(queries);

      answers.forEach((profile, of) -> of.print(profile, "queries of panels"));
      assertThat(answers).hasSize(7);
      assertThat(answers.values()).allMatch(of -> of.asked() > 200);
      assertThat(answers)
          .allSatisfy((profile, of) -> assertThat(of.unanswered()).as(profile).isEmpty());
    }
  }

  private static Set<String> queries(String profile, Map<String, String> files) {
    Set<String> queries = new LinkedHashSet<>();
    files.forEach(
        (path, text) -> {
          if (path.startsWith("grafana/dashboards/")) {
            for (JsonNode panel : JSON.readTree(text).path("panels")) {
              if (!panel.path("type").asString().equals("logs")) {
                panel
                    .path("targets")
                    .forEach(target -> queries.add(chosen(profile, target.path("expr"))));
              }
            }
          }
        });
    return queries;
  }

  /** With the variables as somebody would have chosen them. */
  private static String chosen(String profile, JsonNode expression) {
    return expression
        .asString()
        .replace("$job", profile)
        .replace("$instance", ".*")
        .replace("$environment", ".*")
        .replace("$__rate_interval", "20s");
  }
}
