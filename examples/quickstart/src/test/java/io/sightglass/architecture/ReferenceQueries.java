// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import java.util.List;

/**
 * The queries that dashboards and alerts of existing systems have, as they are written there, each
 * with the profile of its system.
 */
final class ReferenceQueries {

  /**
   * One query.
   *
   * @param expr what is shown, or what an alert compares
   * @param comparison what an alert compares it with; empty for a dashboard's
   */
  record Row(String profile, String expr, String comparison) {

    /** As it is written in that system. */
    String text() {
      return expr + comparison;
    }
  }

  // A comparison is behind the last three signs.
  private static final String TABLE =
      """
      voice      websocket_connections_active
      voice      sum(rate(http_requests_total[5m])) by (method)
      voice      rate(http_requests_total[5m])
      voice      rate(http_request_duration_seconds_sum[5m]) / rate(http_request_duration_seconds_count[5m])
      voice      rate(http_requests_total{status_code=~"5.."}[5m]) / rate(http_requests_total[5m])
      voice      sum(rate(payment_amount_inr_sum[1h]))
      voice      process_resident_memory_bytes
      voice      rate(process_cpu_seconds_total[5m])
      voice      sum(rate(invoice_operations_total[5m])) by (operation)
      voice      sum(rate(payments_processed_total[5m])) by (status)
      voice      sum(rate(customer_operations_total[5m])) by (operation)
      voice      sum(rate(voice_commands_total{status="success"}[5m])) / sum(rate(voice_commands_total[5m]))
      voice      histogram_quantile(0.95, rate(db_query_duration_seconds_bucket[5m]))
      voice      histogram_quantile(0.95, rate(stt_processing_duration_seconds_bucket[5m]))
      voice      histogram_quantile(0.95, rate(tts_processing_duration_seconds_bucket[5m]))
      voice      task_queue_pending
      voice      rate(errors_total[5m])
      voice      rate(http_requests_total{status_code=~"5.."}[5m]) ||| > 0.05
      voice      histogram_quantile(0.95, rate(http_request_duration_seconds_bucket[5m])) ||| > 1
      voice      deriv(websocket_connections_active[2m]) ||| < -1
      messaging  sum by (endpoint, method) (rate(http_requests_total[5m]))
      messaging  histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))
      messaging  sum by (status) (rate(http_requests_total[5m]))
      messaging  histogram_quantile(0.95, rate(http_request_size_bytes_bucket[5m]))
      messaging  histogram_quantile(0.95, rate(http_response_size_bytes_bucket[5m]))
      messaging  sum by (action) (rate(user_actions_total[5m]))
      messaging  up ||| == 0
      messaging  sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m])) ||| > 0.05
      messaging  pg_up ||| == 0
      messaging  redis_up ||| == 0
      messaging  histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m]))) ||| > 2
      analytics  sum(rate(http_requests_total[5m])) by (endpoint)
      analytics  sum(analytics_active_users)
      analytics  increase(analytics_credits_consumed_total[1h])
      analytics  database_connections
      analytics  http_requests_in_progress
      analytics  rate(analytics_queries_total[5m])
      analytics  cache_size_bytes
      analytics  cache_items_total
      analytics  histogram_quantile(0.95, rate(cache_operation_duration_seconds_bucket[5m]))
      analytics  sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m])) ||| > 0.05
      analytics  database_connections{state="idle"} ||| < 5
      analytics  rate(database_errors_total[5m]) ||| > 0
      analytics  (1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes) * 100 ||| > 90
      analytics  100 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m])) * 100 ||| > 80
      analytics  histogram_quantile(0.95, rate(http_request_duration_seconds_bucket[5m])) ||| > 1
      analytics  histogram_quantile(0.99, rate(http_request_duration_seconds_bucket[5m])) ||| > 3
      analytics  rate(analytics_credits_consumed_total[5m]) ||| > 100
      analytics  sum(rate(cache_operations_total{result="hit"}[5m])) / sum(rate(cache_operations_total{result=~"hit|miss"}[5m])) ||| < 0.7
      analytics  sum(rate(background_jobs_total{status="failure"}[5m])) / sum(rate(background_jobs_total[5m])) ||| > 0.1
      analytics  up ||| == 0
      analytics  rate(exports_total{status="failure"}[5m]) ||| > 0
      analytics  histogram_quantile(0.95, rate(database_query_duration_seconds_bucket[5m])) ||| > 0.5
      analytics  histogram_quantile(0.99, rate(database_query_duration_seconds_bucket[5m])) ||| > 2.5
      ai-service histogram_quantile(0.95, rate(http_request_duration_seconds_bucket[5m]))
      ai-service sum by (route) (rate(http_requests_total[5m]))
      ai-service active_connections
      ai-service sum by (model, provider) (rate(ai_requests_total[5m]))
      ai-service sum by (token_type) (rate(ai_tokens_used_total[5m]))
      ai-service histogram_quantile(0.95, sum by (le, model) (rate(ai_request_duration_seconds_bucket[5m])))
      ai-service histogram_quantile(0.95, sum by (le, table) (rate(database_query_duration_seconds_bucket[5m])))
      ai-service redis_keyspace_hits_total / (redis_keyspace_hits_total + redis_keyspace_misses_total)
      ai-service rate(redis_expired_keys_total[5m])
      ai-service redis_connected_clients
      ai-service pg_locks_count
      ai-service rate(pg_stat_database_deadlocks[5m])
      ai-service rate(http_requests_total{status=~"5.."}[5m]) ||| > 0.1
      ai-service histogram_quantile(0.95, rate(http_request_duration_seconds_bucket[5m])) ||| > 2
      ai-service database_connections_active > 80
      ai-service redis_memory_used_bytes / redis_memory_max_bytes ||| > 0.8
      ai-service up ||| == 0
      leads      rate(leads_processed_total[5m])
      leads      leads_queue_depth
      leads      rate(ai_model_calls_total[5m])
      leads      rate(ai_api_cost_total[1h])
      leads      rate(http_requests_total{status=~"5.."}[5m])
      leads      histogram_quantile(0.95, rate(lead_processing_duration_seconds_bucket[5m]))
      leads      histogram_quantile(0.95, rate(lead_scoring_duration_seconds_bucket[5m]))
      leads      up ||| == 0
      leads      pg_up ||| == 0
      leads      redis_up ||| == 0
      leads      100 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m])) * 100 ||| > 80
      leads      (1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes) * 100 ||| > 85
      leads      (1 - node_filesystem_avail_bytes / node_filesystem_size_bytes) * 100 ||| > 85
      leads      sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m])) ||| > 0.05
      leads      histogram_quantile(0.95, rate(http_request_duration_seconds_bucket[5m])) ||| > 2
      leads      leads_queue_depth ||| > 1000
      leads      rate(background_jobs_total{status="failure"}[5m]) ||| > 0.1
      leads      histogram_quantile(0.95, rate(ai_model_latency_seconds_bucket[5m])) ||| > 5
      leads      increase(ai_api_cost_total[1h]) ||| > 10
      leads      rate(ai_model_errors_total[5m]) ||| > 0.05
      """;

  private ReferenceQueries() {}

  static List<Row> all() {
    return TABLE.lines().map(ReferenceQueries::row).toList();
  }

  private static Row row(String line) {
    String[] parts = line.substring(11).split(" \\|\\|\\|", 2);
    return new Row(line.substring(0, 11).strip(), parts[0], parts.length == 1 ? "" : parts[1]);
  }
}
