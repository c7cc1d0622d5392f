// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.catalogue;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's semantic conventions as the OpenTelemetry exporters for Prometheus spell them:
 * HTTP and databases as stable there, generative AI as of its own repository in 2026.
 */
final class OtelProfile {

  // docs/gen-ai/gen-ai-metrics.md of the conventions.
  private static final double[] OPERATION_BUCKETS = {
    0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92
  };

  private static final List<String> AI_METERS =
      List.of(
          "ai_requests_total",
          "ai_request_duration_seconds",
          "ai_model_errors_total",
          "ai_tokens_used_total",
          "ai_api_cost_total",
          "ai_unpriced_requests_total",
          "ai_usage_missing_total",
          "ai_time_to_first_chunk_seconds",
          "ai_time_per_output_token_seconds");

  private OtelProfile() {}

  static NamingProfile profile() {
    return ai(database(client(server(NamingProfile.named("otel")))));
  }

  private static NamingProfile server(NamingProfile profile) {
    String duration = "http_request_duration_seconds";
    NamingProfile named =
        profile
            // The conventions count requests by the duration's _count.
            .omit("http_requests_total")
            .rename(duration, "http_server_request_duration_seconds")
            .relabel(duration, "status_code", "http_response_status_code")
            .deriveLabel(duration, "error_type", "status_code", OtelProfile::serverError)
            .rename("http_requests_in_progress", "http_server_active_requests")
            .rename("http_request_size_bytes", "http_server_request_body_size_bytes")
            .rename("http_response_size_bytes", "http_server_response_body_size_bytes");
    for (String meter : List.of(duration, "http_request_size_bytes", "http_response_size_bytes")) {
      named = named.relabel(meter, "method", "http_request_method");
      named = named.relabel(meter, "route", "http_route");
      named = named.pick(meter, "scheme").relabel(meter, "scheme", "url_scheme");
      named = named.pick(meter, "protocol_version");
      named = named.relabel(meter, "protocol_version", "network_protocol_version");
    }
    return named;
  }

  private static NamingProfile client(NamingProfile profile) {
    String duration = "http_client_request_duration_seconds";
    return profile
        .omit("http_client_requests_total")
        .relabel(duration, "method", "http_request_method")
        .relabel(duration, "status_code", "http_response_status_code")
        .deriveLabel(duration, "error_type", "status_code", OtelProfile::clientError);
  }

  private static NamingProfile database(NamingProfile profile) {
    String queries = "database_query_duration_seconds";
    String connections = "database_connections";
    return profile
        .rename(queries, "db_client_operation_duration_seconds")
        .relabel(queries, "query_type", "db_operation_name")
        .relabel(queries, "table", "db_collection_name")
        .rename(connections, "db_client_connection_count")
        .relabel(connections, "database", "db_client_connection_pool_name")
        .relabel(connections, "state", "db_client_connection_state")
        .mapValues(connections, "state", Map.of("active", "used"))
        .valueIntoName(connections, "state", "pending", "db_client_connection_pending_requests")
        .rename("database_connections_max", "db_client_connection_max")
        .relabel("database_connections_max", "database", "db_client_connection_pool_name");
  }

  private static NamingProfile ai(NamingProfile profile) {
    String duration = "ai_request_duration_seconds";
    String first = "ai_time_to_first_chunk_seconds";
    String tokens = "ai_tokens_used_total";
    NamingProfile named =
        profile
            .rename(duration, "gen_ai_client_operation_duration_seconds")
            .buckets(duration, OPERATION_BUCKETS)
            .rename(first, "gen_ai_client_operation_time_to_first_chunk_seconds")
            .buckets(first, OPERATION_BUCKETS)
            .rename(tokens, "gen_ai_client_token_usage_total")
            .relabel(tokens, "token_type", "gen_ai_token_type")
            .mapValues(tokens, "token_type", ReferenceProfiles.TWO_TOKEN_TYPES)
            .rename("ai_tool_duration_seconds", "gen_ai_execute_tool_duration_seconds")
            .relabel("ai_tool_duration_seconds", "tool", "gen_ai_tool_name");
    for (String meter : AI_METERS) {
      named = named.relabel(meter, "model", "gen_ai_request_model");
      named = named.relabel(meter, "provider", "gen_ai_provider_name");
    }
    return named;
  }

  // Servers: an error from 500 on; clients: from 400 on (docs/http/http-metrics.md).
  private static @Nullable String serverError(@Nullable String code) {
    return error(code, '5');
  }

  private static @Nullable String clientError(@Nullable String code) {
    return error(code, '4');
  }

  private static @Nullable String error(@Nullable String code, char from) {
    return code != null && code.length() == 3 && code.charAt(0) >= from ? code : null;
  }
}
