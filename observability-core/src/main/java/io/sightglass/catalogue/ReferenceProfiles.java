// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.catalogue;

import java.util.Map;

/** The ready-made profiles for systems that already have dashboards and alerts. */
final class ReferenceProfiles {

  private static final String REQUESTS = "http_requests_total";
  private static final String DURATION = "http_request_duration_seconds";
  private static final String CONNECTIONS = "database_connections";

  /** Token types in two classes that sum to the same total. */
  static final Map<String, String> TWO_TOKEN_TYPES =
      Map.of(
          "input_cache_read", "input",
          "input_cache_write", "input",
          "output_reasoning", "output");

  private ReferenceProfiles() {}

  static NamingProfile voice() {
    return NamingProfile.named("voice")
        .rename("database_query_duration_seconds", "db_query_duration_seconds");
  }

  static NamingProfile messaging() {
    return http(NamingProfile.named("messaging"), "endpoint");
  }

  static NamingProfile analytics() {
    return http(NamingProfile.named("analytics"), "endpoint");
  }

  static NamingProfile aiService() {
    return NamingProfile.named("ai-service")
        .buckets(DURATION, 0.1, 0.3, 0.5, 0.7, 1, 3, 5, 7, 10)
        // Its alert asks for this label, its panels for status_code.
        .deriveLabel(REQUESTS, "status", "status_code", code -> code)
        .mapValues("ai_tokens_used_total", "token_type", TWO_TOKEN_TYPES)
        .valueIntoName(CONNECTIONS, "state", "active", "database_connections_active")
        .valueIntoName(CONNECTIONS, "state", "idle", "database_connections_idle")
        .valueIntoName(CONNECTIONS, "state", "pending", "database_connections_pending");
  }

  static NamingProfile leads() {
    return http(NamingProfile.named("leads"), "path")
        .rename("ai_requests_total", "ai_model_calls_total")
        .dropLabel("ai_requests_total", "provider")
        .rename("ai_request_duration_seconds", "ai_model_latency_seconds")
        .dropLabel("ai_request_duration_seconds", "provider")
        .dropLabel("ai_model_errors_total", "provider")
        .dropLabel("ai_api_cost_total", "provider");
  }

  private static NamingProfile http(NamingProfile profile, String route) {
    return profile
        .relabel(REQUESTS, "route", route)
        .relabel(REQUESTS, "status_code", "status")
        .relabel(DURATION, "route", route)
        .relabel(DURATION, "status_code", "status")
        .relabel("http_request_size_bytes", "route", route)
        .relabel("http_response_size_bytes", "route", route)
        .relabel("http_client_requests_total", "status_code", "status")
        .relabel("http_client_request_duration_seconds", "status_code", "status");
  }
}
