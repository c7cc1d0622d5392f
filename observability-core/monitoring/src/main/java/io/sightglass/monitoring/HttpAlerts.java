// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import java.time.Duration;
import java.util.List;

/** Alerts on what callers see: errors, latency, connections. */
final class HttpAlerts {

  private static final String LABELS = "{job=\"app\",method=\"GET\",route=\"/a\",status_code=\"";
  private static final String TRAFFIC =
      "and on (job) sum by (job) (rate(http_requests_total[5m])) > ${traffic}";

  private HttpAlerts() {}

  static List<Alert> all() {
    return List.of(
        highErrorRate(),
        latency("HighAPILatencyP95", "0.95", Severity.WARNING, 1)
            .under("voice", "HighResponseTime", 1)
            .under("messaging", "HighResponseTime", 2)
            .under("ai-service", "HighResponseTime", 2)
            .under("leads", "SlowAPIResponseTime", 2)
            .build(),
        latency("HighAPILatencyP99", "0.99", Severity.WARNING, 3)
            .under("messaging", "ExtremeLatency", 5)
            .build(),
        webSockets(),
        outsideApi());
  }

  private static String requests(String status) {
    return "http_requests_total" + LABELS + status + "\"}";
  }

  private static String bucket(String le) {
    return "http_request_duration_seconds_bucket" + LABELS + "200\",le=\"" + le + "\"}";
  }

  private static Alert highErrorRate() {
    return Alert.named("HighErrorRate")
        .group("http")
        .under("leads", "HighAPIErrorRate", 0.05)
        .when(
            """
            (
              sum by (job) (rate(http_requests_total{status_code=~"5.."}[5m]))
                / sum by (job) (rate(http_requests_total[5m]))
            ) > ${threshold}
            """
                + TRAFFIC)
        .threshold(0.05)
        .threshold("traffic", 0.1)
        .severity(Severity.CRITICAL)
        .keepFiring(Duration.ofMinutes(2))
        .says(
            "{{ $labels.job }}: {{ $value | humanizePercentage }} of requests fail",
            "More requests are answered with 5xx than the limit allows.")
        .means(
            "Callers get errors.",
            "A deployment, a dependency that is down, a pool that is full.",
            "The API dashboard by route and status, then the log lines and traces of that route.",
            "Roll back if it began with a deployment; else see to the dependency that"
                + " /health/detailed names.")
        .firesOn(requests("500"), "0+60x40 2400+0x90")
        .firesOn(requests("200"), "0+100x130")
        .quietOn(requests("500"), "0+1x130")
        .quietOn(requests("200"), "0+100x130")
        .build();
  }

  private static Alert.Builder latency(
      String name, String quantile, Severity severity, double seconds) {
    String per = quantile.equals("0.95") ? "95 %" : "99 %";
    return Alert.named(name)
        .group("http")
        .when(
            "histogram_quantile("
                + quantile
                + ", sum by (job, le) (rate(http_request_duration_seconds_bucket[5m])))"
                + " > ${threshold}\n"
                + TRAFFIC)
        .threshold(seconds)
        .threshold("traffic", 0.1)
        .severity(severity)
        .keepFiring(Duration.ofMinutes(2))
        .says(
            "{{ $labels.job }}: " + per + " of requests take up to {{ $value | humanizeDuration }}",
            "The slowest requests take longer than the limit allows.")
        .means(
            "Callers wait.",
            "Slow queries, a slow outside API, a full pool, garbage collection.",
            "The API dashboard by route; an exemplar leads to the trace of a slow request.",
            "See to what the trace waits for; add capacity if everything is slow.")
        .firesOn(requests("200"), "0+100x130")
        .firesOn(bucket("0.5"), "0+10x40 400+100x90")
        .firesOn(bucket("1"), "0+10x40 400+100x90")
        .firesOn(bucket("7.5"), "0+20x40 800+100x90")
        .firesOn(bucket("10"), "0+100x130")
        .firesOn(bucket("+Inf"), "0+100x130")
        .quietOn(requests("200"), "0+100x130")
        .quietOn(bucket("0.5"), "0+100x130")
        .quietOn(bucket("1"), "0+100x130")
        .quietOn(bucket("10"), "0+100x130")
        .quietOn(bucket("+Inf"), "0+100x130");
  }

  private static Alert webSockets() {
    String open = "websocket_connections_active{job=\"app\"}";
    return Alert.named("WebSocketDisconnections")
        .group("http")
        .when("deriv(websocket_connections_active[5m]) < -${threshold}")
        .threshold(1)
        .lasting(Duration.ofMinutes(2))
        .says(
            "{{ $labels.job }}: WebSocket connections fall by {{ $value }} a second",
            "Clients lose their connections faster than they come back.")
        .means(
            "Live updates and voice sessions break off.",
            "A deployment without draining, a proxy that was restarted, a time-out set too short.",
            "websocket_connections_active by instance, websocket_errors_total by error_type.",
            "If one instance loses them all, take it out; else look at the proxy in front.")
        .firesOn(open, "9000-120x40 4200+0x90")
        .quietOn(open, "4000-10x130")
        .build();
  }

  private static Alert outsideApi() {
    String up = "external_api_up{job=\"app\",api=\"whatsapp\"}";
    return Alert.named("ExternalApiDown")
        .group("http")
        .when("external_api_up < ${threshold}")
        .threshold(1)
        .under("messaging", "MessagingApiTrouble", 1)
        .says(
            "{{ $labels.job }}: {{ $labels.api }} does not answer", "Calls of an outside API fail.")
        .means(
            "What depends on that API does not work: messages, payments or answers.",
            "An outage there, an expired credential, a blocked network.",
            "external_api_requests_total by status, the vendor's status page, the log of that client.",
            "Switch to the second provider where there is one; tell customers where there is none.")
        .firesOn(up, "0x40 1x90")
        .quietOn(up, "1x130")
        .build();
  }
}
