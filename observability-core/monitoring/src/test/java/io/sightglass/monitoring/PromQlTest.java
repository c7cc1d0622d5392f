// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.catalogue.NamingProfile;
import io.sightglass.monitoring.MeterNames.Unspeakable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromQlTest {

  private static final List<MeterSpec> METERS =
      List.of(
          MeterSpec.counter("http_requests_total", "Requests.")
              .label("method", "GET", "POST")
              .label(LabelSpec.learned("route"))
              .label(LabelSpec.upTo("status_code", 500))
              .build(),
          MeterSpec.histogram("http_request_duration_seconds", "Time.")
              .label("method", "GET", "POST")
              .label(LabelSpec.learned("route"))
              .label(LabelSpec.upTo("status_code", 500))
              .label(LabelSpec.oneOf("scheme", "http", "https").offered())
              .label(LabelSpec.oneOf("protocol_version", "1.1", "2").offered())
              .build(),
          MeterSpec.gauge("database_connections", "Connections.")
              .label(LabelSpec.upTo("database", 20))
              .label("state", "active", "idle", "pending")
              .build(),
          MeterSpec.counter("ai_tokens_used_total", "Tokens.")
              .label(LabelSpec.upTo("model", 40))
              .label(LabelSpec.upTo("provider", 20))
              .label("token_type", "input", "input_cache_read", "output", "output_reasoning")
              .build(),
          MeterSpec.counter("ai_requests_total", "Calls.")
              .label(LabelSpec.upTo("model", 40))
              .label(LabelSpec.upTo("provider", 20))
              .label("status", "success", "error")
              .build());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum by (route) (rate(http_requests_total{status_code=~\"5..\"}[5m]))",
        "sum(rate(http_requests_total[$__rate_interval])) by (method, job)",
        "histogram_quantile(0.95, sum by (le, route) (rate(http_request_duration_seconds_bucket{job=~\"$job\"}[5m])))",
        "1 - avg_over_time(up{job=\"app\"}[1h:1m]) > 0.001 # a comment",
        "rate(http_requests_total{route=\"/a,b{c}\"}[5m] offset 1d) / on (job) group_left () up",
      })
  void a_query_under_the_default_names_stays_as_it_was_written(String query) {
    assertThat(spell(query, NamingProfile.standard())).isEqualTo(query);
  }

  @Test
  void names_keys_and_grouping_follow_the_profile() {
    assertThat(
            spell(
                "sum by (route) (rate(http_requests_total{status_code=~\"5..\"}[5m]))",
                NamingProfile.leads()))
        .isEqualTo("sum by (path) (rate(http_requests_total{status=~\"5..\"}[5m]))");
    assertThat(
            spell("sum(rate(ai_requests_total[5m])) by (model)", NamingProfile.leads().prefix("x")))
        .isEqualTo("sum(rate(x_ai_model_calls_total[5m])) by (model)");
  }

  @Test
  void a_counter_that_a_profile_omits_is_the_count_of_its_histogram() {
    assertThat(
            spell(
                "sum(rate(http_requests_total{status_code=~\"5..\"}[5m])) by (route)",
                NamingProfile.otel()))
        .isEqualTo(
            "sum(rate(http_server_request_duration_seconds_count{http_response_status_code=~\"5..\"}"
                + "[5m])) by (http_route)");
  }

  @Test
  void a_value_that_became_a_name_is_found_there() {
    assertThat(spell("database_connections{state=\"active\"} > 80", NamingProfile.aiService()))
        .isEqualTo("database_connections_active > 80");
    assertThat(spell("sum by (database) (database_connections)", NamingProfile.aiService()))
        .isEqualTo(
            "sum by (database) ({__name__=~\"database_connections_active|database_connections_idle|"
                + "database_connections_pending\"})");
    assertThat(
            spell("database_connections{state!=\"pending\",database=\"a\"}", NamingProfile.otel()))
        .isEqualTo(
            "db_client_connection_count{db_client_connection_state!=\"pending\","
                + "db_client_connection_pool_name=\"a\"}");
  }

  @Test
  void values_follow_the_profile_also_in_patterns() {
    assertThat(
            spell(
                "ai_tokens_used_total{token_type=\"output_reasoning\"}", NamingProfile.aiService()))
        .isEqualTo("ai_tokens_used_total{token_type=\"output\"}");
    assertThat(spell("ai_tokens_used_total{token_type=~\"input.*\"}", NamingProfile.aiService()))
        .isEqualTo("ai_tokens_used_total{token_type=~\"input\"}");
  }

  @Test
  void a_label_that_a_profile_drops_leaves_a_grouping_and_cannot_be_asked_for() {
    assertThat(
            spell("sum by (model, provider) (rate(ai_requests_total[5m]))", NamingProfile.leads()))
        .isEqualTo("sum by (model) (rate(ai_model_calls_total[5m]))");
    assertThatThrownBy(() -> spell("ai_requests_total{provider=\"openai\"}", NamingProfile.leads()))
        .isInstanceOf(Unspeakable.class);
    assertThatThrownBy(
            () ->
                spell(
                    "rate(ai_requests_total[5m])",
                    NamingProfile.standard().omit("ai_requests_total")))
        .isInstanceOf(Unspeakable.class);
  }

  @Test
  void a_label_or_a_value_that_the_meter_does_not_have_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> spell("rate(http_requests_total{status=\"500\"}[5m])", NamingProfile.standard()))
        .withMessageContaining("http_requests_total has no label 'status'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spell("sum by (path) (http_requests_total)", NamingProfile.standard()))
        .withMessageContaining("'path'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spell("ai_requests_total{status=\"ok\"}", NamingProfile.standard()))
        .withMessageContaining("status=\"ok\"");
  }

  @Test
  void the_query_says_which_meters_it_has() {
    PromQl.Query query =
        PromQl.spell(
            "rate(http_request_duration_seconds_sum[5m]) / up", names(NamingProfile.standard()));

    assertThat(query.meters()).containsExactly("http_request_duration_seconds");
    assertThat(query.foreign()).containsExactly("up");
  }

  private static String spell(String query, NamingProfile profile) {
    return PromQl.spell(query, names(profile)).text();
  }

  private static MeterNames names(NamingProfile profile) {
    return MeterNames.of(METERS, profile);
  }
}
