// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.LoggerFactory;

/**
 * The same parts put together by hand, with hardly anything in them: Logback with JSON lines,
 * OpenTelemetry by its autoconfiguration where an endpoint is given, client_java with a histogram
 * and the size of the heap, the JDK's server. What they take to load is what an app with them pays
 * at least.
 */
final class PartsApp {

  private static final PrometheusRegistry REGISTRY = new PrometheusRegistry();

  private PartsApp() {}

  /** Takes the port of {@code /metrics}. */
  public static void main(String[] args) throws IOException {
    long start = System.nanoTime();
    traces();
    meters();
    long built = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    Logger logger = logs();
    long withLogs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    System.out.println("built in " + built + " ms, with log lines in " + withLogs + " ms");
    InetAddress loopback = InetAddress.getLoopbackAddress();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(loopback, Integer.parseInt(args[0])), 0);
    ExpositionFormatWriter writer = ExpositionFormats.init().getPrometheusTextFormatWriter();
    server.createContext("/metrics", exchange -> answer(exchange, writer));
    server.start();
    logger.info("ready");
  }

  private static void traces() {
    if (System.getenv("OTEL_EXPORTER_OTLP_ENDPOINT") != null) {
      AutoConfiguredOpenTelemetrySdk.builder()
          .addPropertiesSupplier(
              () -> Map.of("otel.metrics.exporter", "none", "otel.logs.exporter", "none"))
          .build();
    }
  }

  private static void meters() {
    Histogram histogram =
        Histogram.builder()
            .name("http_request_duration_seconds")
            .labelNames("method", "route", "status_code")
            .classicOnly()
            .register(REGISTRY);
    histogram.labelValues("GET", "/invoices/{id}", "200").observe(0.01);
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    GaugeWithCallback.builder()
        .name("jvm_memory_used_bytes")
        .callback(heap -> heap.call((double) memory.getHeapMemoryUsage().getUsed()))
        .register(REGISTRY);
  }

  private static Logger logs() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    LogstashEncoder encoder = new LogstashEncoder();
    encoder.setContext(context);
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setEncoder(encoder);
    console.start();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.addAppender(console);
    return root;
  }

  private static void answer(HttpExchange exchange, ExpositionFormatWriter writer)
      throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    writer.write(page, REGISTRY.scrape());
    exchange.getResponseHeaders().set("Content-Type", writer.getContentType());
    exchange.sendResponseHeaders(200, page.size());
    page.writeTo(exchange.getResponseBody());
    exchange.close();
  }
}
