// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import static org.assertj.core.api.Assertions.assertThat;

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

/**
 * The queries of the reference systems, to the letter, against a real Prometheus under the profile
 * of their system. What an alert compares has an answer; whether the comparison holds depends on
 * what happens, so of that is shown that Prometheus takes it.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
@ExtendWith(RealServers.class)
class ReferenceQueriesIT {

  @Test
  void every_query_that_people_have_is_answered_under_the_profile_of_their_system(
      PostgresServer database, RedisServer redis, @TempDir Path folder) throws Exception {
    Map<String, Set<String>> queries = new LinkedHashMap<>();
    ReferenceQueries.all()
        .forEach(
            row ->
                queries
                    .computeIfAbsent(row.profile(), profile -> new LinkedHashSet<>())
                    .add(row.expr()));
    assertThat(queries).containsOnlyKeys("voice", "messaging", "analytics", "ai-service", "leads");
    try (Exporters exporters = Exporters.start(database, redis, folder);
        MonitoredApps apps = MonitoredApps.start(queries.keySet(), exporters)) {
      Map<String, MonitoredApps.Answers> answers = apps.ask(queries);

      answers.forEach((profile, of) -> of.print(profile, "queries of the reference systems"));
      assertThat(answers)
          .allSatisfy((profile, of) -> assertThat(of.unanswered()).as(profile).isEmpty());
      int compared = 0;
      int hold = 0;
      for (ReferenceQueries.Row row : ReferenceQueries.all()) {
        if (!row.comparison().isEmpty()) {
          hold += apps.query(row.profile(), row.text()).isEmpty() ? 0 : 1;
          compared++;
        }
      }
      System.out.printf("%d comparisons of alerts taken, %d hold%n", compared, hold);
    }
  }
}
