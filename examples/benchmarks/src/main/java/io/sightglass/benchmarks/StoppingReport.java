// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.sightglass.Delivery;
import io.sightglass.Observability;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Stops an app that has spans to send while its collector fails in one way after the other: how
 * long that takes and what is said, by the bare SDK and by Sightglass.
 */
final class StoppingReport {

  private static final int SPANS = 2_000;

  private StoppingReport() {}

  static void run() throws Exception {
    ServerSocket silent = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    HttpServer busy = answering(503, "");
    HttpServer limited = answering(429, "3600");
    HttpServer strict = answering(400, "");
    HttpServer sound = answering(200, "");
    Map<String, Integer> collectors = new LinkedHashMap<>();
    collectors.put("healthy", sound.getAddress().getPort());
    collectors.put("refused", 1);
    collectors.put("black-holed", silent.getLocalPort());
    collectors.put("503", busy.getAddress().getPort());
    collectors.put("429, Retry-After 3600", limited.getAddress().getPort());
    collectors.put("400", strict.getAddress().getPort());
    System.out.printf("%n| collector | bare SDK | Sightglass |%n|---|---|---|%n");
    for (Map.Entry<String, Integer> collector : collectors.entrySet()) {
      String endpoint = "http://127.0.0.1:" + collector.getValue();
      System.out.printf(
          "| %s | %s | %s |%n", collector.getKey(), bare(endpoint), sightglass(endpoint));
    }
    busy.stop(0);
    limited.stop(0);
    strict.stop(0);
    sound.stop(0);
    silent.close();
  }

  private static HttpServer answering(int status, String retryAfter) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work);
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String bare(String endpoint) {
    OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .addSpanProcessor(
                        BatchSpanProcessor.builder(
                                OtlpHttpSpanExporter.builder()
                                    .setEndpoint(endpoint + "/v1/traces")
                                    .build())
                            .build())
                    .build())
            .build();
    spans(sdk.getTracer("test"));
    long begin = System.nanoTime();
    CompletableResultCode result = sdk.shutdown().join(120, TimeUnit.SECONDS);
    return String.format("%.1f s, success=%b", seconds(begin), result.isSuccess());
  }

  private static String sightglass(String endpoint) {
    Observability obs =
        Observability.builder("stopping")
            .environment(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint))
            .build();
    spans(obs.openTelemetry().getTracer("test"));
    long begin = System.nanoTime();
    obs.close();
    double seconds = seconds(begin);
    Delivery end = obs.diagnostics().deliveries().get(0);
    return String.format(
        "%.1f s, %,d sent, %,d lost, said so", seconds, end.acknowledged(), end.lost());
  }

  private static void spans(Tracer tracer) {
    for (int i = 0; i < SPANS; i++) {
      tracer.spanBuilder("work").startSpan().end();
    }
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}
