// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The metric families that dashboards and alerts of existing systems rely on, under the profile of
 * their system: one line for each, with its type and every label key. Families that several systems
 * share are there for each.
 */
final class ReferenceFamilies {

  /** A family under a profile. */
  record Row(String profile, String name, String type, Set<String> labels) {

    @Override
    public String toString() {
      return profile + ": " + type + " " + name + labels;
    }
  }

  private static final String TABLE =
      """
      voice      counter   http_requests_total                method route status_code
      voice      histogram http_request_duration_seconds      method route status_code
      voice      gauge     websocket_connections_active
      voice      counter   voice_commands_total               intent status
      voice      counter   invoice_operations_total           operation status
      voice      counter   payments_processed_total           status method currency
      voice      histogram payment_amount_inr                 method
      voice      histogram db_query_duration_seconds          query_type table
      voice      histogram stt_processing_duration_seconds    provider status
      voice      histogram tts_processing_duration_seconds    provider status
      voice      gauge     task_queue_pending                 queue
      voice      counter   errors_total                       area error_type
      voice      gauge     process_resident_memory_bytes
      voice      counter   customer_operations_total          operation status
      messaging  counter   http_requests_total                method endpoint status
      messaging  histogram http_request_duration_seconds      method endpoint status
      messaging  histogram http_request_size_bytes            method endpoint
      messaging  histogram http_response_size_bytes           method endpoint
      messaging  counter   user_actions_total                 action
      analytics  counter   http_requests_total                method endpoint status
      analytics  histogram http_request_duration_seconds      method endpoint status
      analytics  gauge     http_requests_in_progress
      analytics  gauge     analytics_active_users             workspace
      analytics  counter   analytics_credits_consumed_total   kind
      analytics  counter   analytics_queries_total            query_type status
      analytics  gauge     database_connections               database state
      analytics  histogram database_query_duration_seconds    query_type table
      analytics  counter   database_errors_total              error_type
      analytics  counter   cache_operations_total             cache operation result
      analytics  histogram cache_operation_duration_seconds   cache operation
      analytics  gauge     cache_size_bytes                   cache
      analytics  gauge     cache_items_total                  cache
      ai-service histogram http_request_duration_seconds      method route status_code
      ai-service counter   http_requests_total                method route status_code status
      ai-service gauge     active_connections
      ai-service gauge     database_connections_active        database
      ai-service histogram database_query_duration_seconds    query_type table
      ai-service counter   ai_requests_total                  model provider status
      ai-service histogram ai_request_duration_seconds        model provider
      ai-service counter   ai_tokens_used_total               model provider token_type
      leads      counter   leads_processed_total              status source
      leads      gauge     leads_queue_depth
      leads      histogram lead_processing_duration_seconds   status
      leads      histogram lead_scoring_duration_seconds
      leads      counter   ai_model_calls_total               model status
      leads      histogram ai_model_latency_seconds           model
      leads      counter   ai_model_errors_total              model error_type
      leads      counter   ai_api_cost_total                  model
      leads      counter   http_requests_total                method path status
      leads      histogram http_request_duration_seconds      method path status
      leads      gauge     http_requests_in_progress
      """;

  private ReferenceFamilies() {}

  static List<Row> all() {
    return TABLE.lines().map(ReferenceFamilies::row).toList();
  }

  private static Row row(String line) {
    String[] words = line.strip().split(" +");
    Set<String> labels = new TreeSet<>(List.of(words).subList(3, words.length));
    return new Row(words[0], words[2], words[1], labels);
  }
}
