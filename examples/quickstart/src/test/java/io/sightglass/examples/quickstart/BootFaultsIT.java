// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.Observability;
import io.sightglass.endpoint.OpsEndpoints;
import io.sightglass.health.Health;
import io.sightglass.http.ObservabilityServer;
import io.sightglass.testkit.Fault;
import io.sightglass.testkit.FaultyTcpProxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Row 31: an app whose dependencies and settings are broken while it starts. */
class BootFaultsIT {

  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String REFUSED = "http://127.0.0.1:1";

  private final HttpClient http = HttpClient.newHttpClient();

  private static Map<String, Map<String, String>> faults(int hanging) {
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    all.put("collector refused", Map.of(ENDPOINT, REFUSED));
    all.put("collector refused over gRPC", otlp("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"));
    all.put("collector black-holed", Map.of(ENDPOINT, "http://127.0.0.1:" + hanging));
    all.put("collector's host unknown", Map.of(ENDPOINT, "http://collector.invalid:4318"));
    all.put("TLS to a plain port", Map.of(ENDPOINT, "https://127.0.0.1:" + hanging));
    all.put("endpoint not a URL", Map.of(ENDPOINT, "::collector::"));
    all.put("certificate missing", otlp("OTEL_EXPORTER_OTLP_CERTIFICATE", "/no/such/file.pem"));
    all.put("certificate a directory", otlp("OTEL_EXPORTER_OTLP_CERTIFICATE", "/"));
    all.put("key without certificate", otlp("OTEL_EXPORTER_OTLP_CLIENT_KEY", "/no/such/key.pem"));
    all.put("headers malformed", otlp("OTEL_EXPORTER_OTLP_HEADERS", "a;b=,,="));
    all.put("protocol unknown", otlp("OTEL_EXPORTER_OTLP_PROTOCOL", "carrier-pigeon"));
    all.put("compression unknown", otlp("OTEL_EXPORTER_OTLP_COMPRESSION", "zip"));
    all.put("timeout negative", otlp("OTEL_EXPORTER_OTLP_TIMEOUT", "-1"));
    all.put("exporter unknown", otlp("OTEL_TRACES_EXPORTER", "nowhere"));
    all.put("exporter of logs unknown", otlp("OTEL_LOGS_EXPORTER", "nowhere"));
    all.put("exporter of metrics unknown", otlp("OTEL_METRICS_EXPORTER", "nowhere"));
    all.put("sampler unknown", otlp("OTEL_TRACES_SAMPLER", "sometimes"));
    all.put("sampler's share not a number", otlp("OTEL_TRACES_SAMPLER_ARG", "some"));
    all.put("propagator unknown", otlp("OTEL_PROPAGATORS", "telepathy"));
    all.put("queue negative", otlp("OTEL_BSP_MAX_QUEUE_SIZE", "-5"));
    all.put("batch larger than its queue", otlp("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "999999"));
    all.put("resource malformed", otlp("OTEL_RESOURCE_ATTRIBUTES", "a=b=%zz,,c"));
    all.put("names renamed to nonsense", Map.of("SIGHTGLASS_NAMING_RENAME", "a=1b c"));
    all.put("deadline absurd", Map.of("SIGHTGLASS_SHUTDOWN_TIMEOUT", "1e99"));
    all.put("port not a number", Map.of("METRICS_PORT", "http"));
    return all;
  }

  private static Map<String, String> otlp(String name, String value) {
    return Map.of(ENDPOINT, REFUSED, name, value);
  }

  @Test
  void every_one_of_them_starts_and_says_so() throws Exception {
    try (FaultyTcpProxy proxy = FaultyTcpProxy.to("127.0.0.1", 1)) {
      proxy.fault(Fault.hang());
      Map<String, Map<String, String>> faults = faults(proxy.port());
      assertThat(faults).hasSize(25);
      start(Map.of());
      long sound = start(Map.of());
      long slowest = 0;
      String which = "";
      for (Map.Entry<String, Map<String, String>> fault : faults.entrySet()) {
        long nanos = start(fault.getValue());
        if (nanos > slowest) {
          slowest = nanos;
          which = fault.getKey();
        }
      }
      System.out.printf(
          "row 31: %d of %d faults at start: alive, starting, ready; %.0f ms without a fault, at"
              + " most %.0f ms (%s)%n",
          faults.size(), faults.size(), sound / 1e6, slowest / 1e6, which);
    }
  }

  /** Starts and stops; returns how long it took until the port was open. */
  private long start(Map<String, String> environment) throws Exception {
    long begin = System.nanoTime();
    try (Observability obs =
            Observability.builder("boot")
                .environment(environment)
                .set("SIGHTGLASS_SHUTDOWN_TIMEOUT", "1s")
                .build();
        ObservabilityServer ops =
            ObservabilityServer.builder(obs)
                .endpoints(OpsEndpoints.of(obs, Health.of(obs)))
                .port(0)
                .start()) {
      long nanos = System.nanoTime() - begin;
      assertThat(get(ops, "/live").statusCode()).as("%s", environment).isEqualTo(200);
      HttpResponse<String> starting = get(ops, "/ready");
      assertThat(starting.statusCode()).as("%s", environment).isEqualTo(503);
      assertThat(starting.body()).contains("starting");
      obs.openTelemetry().getTracer("test").spanBuilder("first").startSpan().end();
      obs.started();
      assertThat(get(ops, "/ready").statusCode()).as("%s", environment).isEqualTo(200);
      assertThat(get(ops, "/metrics").statusCode()).isEqualTo(200);
      return nanos;
    }
  }

  private HttpResponse<String> get(ObservabilityServer ops, String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ops.port() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
