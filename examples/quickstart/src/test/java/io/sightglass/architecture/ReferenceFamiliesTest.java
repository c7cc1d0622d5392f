// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.Observability;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every family of the reference systems is there under the profile of its system. */
class ReferenceFamiliesTest {

  @Test
  void the_table_has_the_36_families_and_the_three_that_dashboards_name_beside_them() {
    Set<String> names = new TreeSet<>();
    ReferenceFamilies.all().forEach(row -> names.add(row.name()));
    names.removeAll(
        Set.of(
            // In words alone.
            "http_request_size_bytes",
            "http_response_size_bytes",
            // On dashboards, not in the lists of metrics.
            "process_resident_memory_bytes",
            "customer_operations_total",
            "user_actions_total"));
    assertThat(names).hasSize(36);
  }

  @ParameterizedTest
  @ValueSource(strings = {"voice", "messaging", "analytics", "ai-service", "leads"})
  void the_families_of_a_system_are_there_under_its_profile(String profile) throws Exception {
    try (var obs =
        Observability.builder("reference")
            .environment(Map.of("METRICS_PORT", "0", "SIGHTGLASS_NAMING_PROFILE", profile))
            .build()) {
      Feeders.driveAll(obs);

      Map<String, Page.Family> page = Page.of(obs).families();
      List<ReferenceFamilies.Row> rows =
          ReferenceFamilies.all().stream().filter(row -> row.profile().equals(profile)).toList();
      assertThat(rows).isNotEmpty();
      for (ReferenceFamilies.Row row : rows) {
        assertThat(page).as(row.toString()).containsKey(row.name());
        Page.Family family = page.get(row.name());
        assertThat(family.type()).as(row.toString()).isEqualTo(row.type());
        Set<String> keys = new TreeSet<>(family.labels().keySet());
        keys.remove("le");
        assertThat(keys).as(row.toString()).isEqualTo(row.labels());
      }
      assertThat(obs.catalogue().naming().name()).isEqualTo(profile);
    }
  }

  @Test
  void the_ai_service_has_its_buckets_and_its_two_token_types_with_the_same_total()
      throws Exception {
    try (var obs =
        Observability.builder("reference")
            .environment(Map.of("METRICS_PORT", "0", "SIGHTGLASS_NAMING_PROFILE", "ai-service"))
            .build()) {
      Feeders.http(obs);
      Feeders.ai(obs);

      Map<String, Page.Family> page = Page.of(obs).families();
      assertThat(page.get("http_request_duration_seconds").labels().get("le"))
          .containsExactlyInAnyOrder(
              "0.1", "0.3", "0.5", "0.7", "1.0", "3.0", "5.0", "7.0", "10.0", "+Inf");
      assertThat(page.get("ai_tokens_used_total").labels().get("token_type"))
          .containsExactly("input", "output");
      String text = new String(obs.scrape("").bytes(), StandardCharsets.UTF_8);
      // Two calls of gpt-5 that told their tokens: 100 in of which 40 cached, twice 30 out.
      assertThat(text)
          .contains(
              "ai_tokens_used_total{model=\"gpt-5\",provider=\"openai\",token_type=\"input\"} 200.0")
          .contains(
              "ai_tokens_used_total{model=\"gpt-5\",provider=\"openai\",token_type=\"output\"} 60.0");
    }
  }
}
