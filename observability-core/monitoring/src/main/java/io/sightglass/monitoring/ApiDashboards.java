// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

/** What callers see: the overview for a glance, and the API in full. */
final class ApiDashboards {

  private static final String RATE = "[$__rate_interval])";
  private static final String REQUESTS = "sum(rate(http_requests_total" + RATE + ")";

  /** The share of requests that failed; 0 where none did. */
  static final String ERROR_SHARE =
      "(sum(rate(http_requests_total{status_code=~\"5..\"}"
          + RATE
          + ") or vector(0)) / "
          + REQUESTS;

  private ApiDashboards() {}

  static Dashboard overview() {
    return Dashboard.of("overview", "Overview")
        .row(
            "Now",
            Panel.stat("Instances up", Unit.NUMBER)
                .reads("Instances that Prometheus reaches.")
                .alert("ServiceDown")
                .asks("sum(up{job=~\"$job\"})", "up"),
            Panel.stat("Requests", Unit.REQUESTS)
                .reads("Requests answered a second.")
                .asks(REQUESTS, "requests"),
            Panel.stat("Error share", Unit.SHARE)
                .reads("Share of requests answered with 5xx.")
                .limits(0.01, 0.05)
                .alert("HighErrorRate")
                .asks(ERROR_SHARE, "error"),
            Panel.stat("Average latency", Unit.SECONDS)
                .reads("Average time to answer.")
                .limits(0.5, 1)
                .asks(
                    "sum(rate(http_request_duration_seconds_sum"
                        + RATE
                        + ") / sum(rate(http_request_duration_seconds_count"
                        + RATE
                        + ")",
                    "average"))
        .row(
            "Alerts",
            Panel.table("Firing alerts", Unit.NUMBER)
                .wide(24)
                .reads("Alerts that fire now; each links to its runbook.")
                .asks("ALERTS{alertstate=\"firing\",alertname!=\"Watchdog\"}", "{{alertname}}"))
        .row(
            "Traffic",
            Panel.timeseries("Request rate", Unit.REQUESTS)
                .reads("Requests answered a second, by method.")
                .asks("sum by (method) (rate(http_requests_total" + RATE + ")", "{{method}}"),
            latency())
        .row(
            "Resources",
            Panel.timeseries("CPU", Unit.SHARE)
                .reads("Share of the machine's processors that each instance uses.")
                .alert("HighCPUUsage")
                .asks("process_cpu_usage", "{{instance}}"),
            Panel.timeseries("Memory", Unit.BYTES)
                .reads("Memory in RAM of each instance.")
                .alert("HighMemoryUsage")
                .asks("process_resident_memory_bytes", "{{instance}}"),
            Panel.timeseries("Database connections", Unit.NUMBER)
                .reads("Connections in use.")
                .asks("sum by (database) (database_connections{state=\"active\"})", "{{database}}"),
            Panel.timeseries("Queues", Unit.NUMBER)
                .reads("Work that waits: leads and background tasks.")
                .alert("HighQueueDepth")
                .asks("sum(leads_queue_depth)", "leads")
                .asks("sum by (queue) (task_queue_pending)", "{{queue}}"),
            Panel.timeseries("AI latency", Unit.SECONDS)
                .reads("Time that 95 % of AI calls stay below.")
                .alert("HighAIModelLatency")
                .asks(
                    "histogram_quantile(0.95, sum by (le) (rate(ai_request_duration_seconds_bucket"
                        + RATE
                        + "))",
                    "p95"),
            Panel.timeseries("Uptime", Unit.SECONDS)
                .reads("How long each instance has been up; a fall is a restart.")
                .alert("RestartLoop")
                .asks("process_uptime_seconds", "{{instance}}"))
        .build();
  }

  private static Panel.Builder latency() {
    return Panel.timeseries("Latency", Unit.SECONDS)
        .reads("Time to answer: half, 95 % and 99 % of requests are faster. Dots lead to traces.")
        .alert("HighAPILatencyP95")
        .quantiles("http_request_duration_seconds", "");
  }

  static Dashboard api() {
    return Dashboard.of("api", "API")
        .row(
            "Requests",
            Panel.timeseries("Requests by route", Unit.REQUESTS)
                .reads("Requests answered a second, by route.")
                .asks("sum by (route) (rate(http_requests_total" + RATE + ")", "{{route}}"),
            Panel.timeseries("Requests by status", Unit.REQUESTS)
                .reads("Requests answered a second, by status code.")
                .asks(
                    "sum by (status_code) (rate(http_requests_total" + RATE + ")",
                    "{{status_code}}"),
            Panel.bars("Traffic by route", Unit.REQUESTS)
                .reads("The ten routes with most requests.")
                .asks("topk(10, sum by (route) (rate(http_requests_total[5m])))", "{{route}}"),
            Panel.timeseries("Requests in progress", Unit.NUMBER)
                .reads("Requests being answered at this moment.")
                .asks("sum(http_requests_in_progress)", "in progress"))
        .row(
            "Errors",
            Panel.timeseries("Error share", Unit.SHARE)
                .reads("Share of requests answered with 5xx, and with 4xx.")
                .alert("HighErrorRate")
                .asks(ERROR_SHARE, "5xx")
                .asks(
                    "(sum(rate(http_requests_total{status_code=~\"4..\"}"
                        + RATE
                        + ") or vector(0)) / "
                        + REQUESTS,
                    "4xx"),
            Panel.timeseries("Errors by route", Unit.REQUESTS)
                .reads("Requests answered with 5xx a second, by route.")
                .failures()
                .asks(
                    "sum by (route) (rate(http_requests_total{status_code=~\"5..\"}" + RATE + ")",
                    "{{route}}"),
            Panel.timeseries("Errors by type", Unit.PER_SECOND)
                .reads("Errors reported a second, by what was thrown.")
                .failures()
                .asks(
                    "sum by (area, error_type) (rate(errors_total" + RATE + ")",
                    "{{area}} {{error_type}}"))
        .row(
            "Latency",
            latency(),
            Panel.timeseries("p95 by route", Unit.SECONDS)
                .reads("Time that 95 % of a route's requests stay below.")
                .alert("HighAPILatencyP95")
                .asks(
                    "histogram_quantile(0.95, sum by (le, route)"
                        + " (rate(http_request_duration_seconds_bucket"
                        + RATE
                        + "))",
                    "{{route}}"))
        .row(
            "Sizes and connections",
            Panel.timeseries("Request size", Unit.BYTES)
                .reads("Size of request bodies.")
                .quantiles("http_request_size_bytes", ""),
            Panel.timeseries("Response size", Unit.BYTES)
                .reads("Size of response bodies.")
                .quantiles("http_response_size_bytes", ""),
            Panel.timeseries("Open connections", Unit.NUMBER)
                .reads("Connections of clients, and WebSockets among them.")
                .alert("WebSocketDisconnections")
                .asks("sum(active_connections)", "connections")
                .asks("sum(websocket_connections_active)", "WebSockets"),
            Panel.timeseries("WebSocket errors", Unit.PER_SECOND)
                .reads("Errors of WebSocket connections a second, and refused ones.")
                .asks(
                    "sum by (error_type) (rate(websocket_errors_total" + RATE + ")",
                    "{{error_type}}")
                .asks(
                    "sum by (outcome) (rate(websocket_connections_total{outcome!=\"accepted\"}"
                        + RATE
                        + ")",
                    "{{outcome}}"))
        .row(
            "Calls to others",
            Panel.timeseries("Requests sent", Unit.REQUESTS)
                .reads("HTTP requests that the app sends a second, by server.")
                .asks(
                    "sum by (server_address) (rate(http_client_requests_total" + RATE + ")",
                    "{{server_address}}"),
            Panel.timeseries("Time of others", Unit.SECONDS)
                .reads("Time until other servers answer.")
                .quantiles("http_client_request_duration_seconds", ""),
            Panel.states("Outside APIs", Unit.UP)
                .reads("Whether each outside API answers.")
                .alert("ExternalApiDown")
                .asks("min by (api) (external_api_up)", "{{api}}"),
            Panel.timeseries("Outside APIs: calls", Unit.PER_SECOND)
                .reads("Calls of outside APIs a second, by how they ended.")
                .asks(
                    "sum by (api, status) (rate(external_api_requests_total" + RATE + ")",
                    "{{api}} {{status}}"),
            Panel.timeseries("Outside APIs: time", Unit.SECONDS)
                .reads("Time of calls of outside APIs.")
                .quantiles("external_api_duration_seconds", ""))
        .build();
  }
}
