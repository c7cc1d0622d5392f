// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightglass.Activity;
import io.sightglass.Observability;
import io.sightglass.event.Event;
import io.sightglass.event.Label;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What docs/vendors.md tells to set, and that it arrives: headers, spans, metrics, log records. */
class VendorsTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** A vendor's custom event, as a declaration of the app. */
  @Event("custom.ai.requests")
  record AiRequests(@Label boolean cached) {}

  @ParameterizedTest
  @CsvSource({
    "New Relic, api-key=NRAK-made-up, api-key, NRAK-made-up",
    "Datadog, dd-api-key=made-up-key, dd-api-key, made-up-key",
    "Grafana Cloud, Authorization=Basic%20MTIzOm1hZGUtdXA=, authorization, Basic MTIzOm1hZGUtdXA=",
    "Elastic, Authorization=ApiKey%20bWFkZS11cA==, authorization, ApiKey bWFkZS11cA=="
  })
  void headers_and_all_three_signals_arrive(String vendor, String set, String name, String value) {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      Map<String, String> environment = new HashMap<>();
      environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.httpEndpoint());
      environment.put("OTEL_EXPORTER_OTLP_HEADERS", set);
      environment.put("OTEL_METRICS_EXPORTER", "otlp");
      environment.put("OTEL_LOGS_EXPORTER", "otlp");
      environment.put("OTEL_METRIC_EXPORT_INTERVAL", "200");
      environment.put("OTEL_BLRP_SCHEDULE_DELAY", "50");
      environment.put("OTEL_BSP_SCHEDULE_DELAY", "50");
      try (Observability obs = Observability.builder("vendors").environment(environment).build()) {
        try (Activity activity = obs.activity("ask")) {
          obs.record(new AiRequests(true));
        }
        receiver.awaitSpans(1, LIMIT);
        receiver.awaitMetric("custom_ai_requests_total", LIMIT);
        await().atMost(LIMIT).until(() -> receiver.logCount() == 1);
        assertThat(obs.report()).as(vendor).doesNotContain(value);
      }
      assertThat(receiver.logs().get(0).proto().getEventName()).isEqualTo("custom.ai.requests");
      assertThat(receiver.requests())
          .as(vendor)
          .allSatisfy(request -> assertThat(request.header(name)).isEqualTo(value));
      assertThat(receiver.requests().stream().map(OtlpRequest::signal).collect(Collectors.toSet()))
          .containsAll(Stream.of("traces", "metrics", "logs").toList());
    }
  }
}
