// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Tracer;
import io.sightglass.Delivery;
import io.sightglass.Observability;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** An app that makes spans and sends them, with settings that make faults come and go quickly. */
final class DeliveryApp implements AutoCloseable {

  static final boolean FULL = Boolean.getBoolean("sightglass.full");

  final Observability obs;
  private final Tracer tracer;
  private long ended;

  DeliveryApp(String endpoint, String protocol, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>();
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
    environment.put("OTEL_EXPORTER_OTLP_PROTOCOL", protocol);
    environment.put("OTEL_BSP_SCHEDULE_DELAY", "50");
    environment.put("OTEL_BLRP_SCHEDULE_DELAY", "50");
    if (!FULL) {
      environment.put("OTEL_EXPORTER_OTLP_TIMEOUT", "400");
      environment.put("OTEL_BSP_EXPORT_TIMEOUT", "1500");
      environment.put("OTEL_BLRP_EXPORT_TIMEOUT", "1500");
      environment.put("SIGHTGLASS_SHUTDOWN_TIMEOUT", "2s");
    }
    environment.putAll(more);
    obs = Observability.builder("delivery").environment(environment).build();
    tracer = obs.openTelemetry().getTracer("test");
  }

  /** Ends so many spans, a few at a time, at 2,000 a second. */
  void spans(int count) {
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      tracer.spanBuilder("work").startSpan().setAttribute("number", i).end();
      ended++;
      long due = begin + (i / 20) * 10_000_000L;
      while (due - System.nanoTime() > 0) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
    }
  }

  long ended() {
    return ended;
  }

  Delivery traces() {
    return delivery("traces");
  }

  Delivery delivery(String signal) {
    return obs.diagnostics().deliveries().stream()
        .filter(delivery -> delivery.signal().equals(signal))
        .findFirst()
        .orElseThrow();
  }

  /** Closes it; afterwards every span that ended is accounted for, here and in the meters. */
  Delivery closed() {
    obs.close();
    Delivery end = traces();
    assertThat(end.accepted()).isEqualTo(ended);
    assertThat(end.acknowledged() + end.lost() + end.queued()).isEqualTo(ended);
    assertThat(end.queued()).isZero();
    return end;
  }

  /** The value of a series on the scrape page. */
  double metric(String series) {
    String page = new String(obs.scrape("").bytes(), StandardCharsets.UTF_8);
    String name = series.substring(0, series.indexOf('{'));
    List<String> lines = page.lines().filter(line -> line.startsWith(name + "{")).toList();
    assertThat(lines).as(page).anyMatch(line -> line.startsWith(series + " "));
    return lines.stream()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  static Duration atMost() {
    return Duration.ofSeconds(FULL ? 120 : 30);
  }

  @Override
  public void close() {
    obs.close();
  }
}
