// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The least an app with {@code /metrics} can be: the JDK's server, client_java, one histogram. */
final class BareApp {

  private static final PrometheusRegistry REGISTRY = new PrometheusRegistry();
  private static final ExpositionFormatWriter WRITER =
      ExpositionFormats.init().getPrometheusTextFormatWriter();

  private BareApp() {}

  /** Takes the port of {@code /metrics}. */
  public static void main(String[] args) throws IOException {
    Histogram histogram =
        Histogram.builder()
            .name("http_request_duration_seconds")
            .labelNames("method", "route", "status_code")
            .classicOnly()
            .register(REGISTRY);
    histogram.labelValues("GET", "/invoices/{id}", "200").observe(0.01);
    InetAddress loopback = InetAddress.getLoopbackAddress();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(loopback, Integer.parseInt(args[0])), 0);
    server.createContext("/metrics", BareApp::answer);
    server.start();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    WRITER.write(page, REGISTRY.scrape());
    exchange.getResponseHeaders().set("Content-Type", WRITER.getContentType());
    exchange.sendResponseHeaders(200, page.size());
    page.writeTo(exchange.getResponseBody());
    exchange.close();
  }
}
