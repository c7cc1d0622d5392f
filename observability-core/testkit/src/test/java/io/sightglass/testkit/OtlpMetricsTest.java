// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.Observability;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The meters of an app leave by OTLP as they stand on {@code /metrics}. */
class OtlpMetricsTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final MeterSpec PAYMENTS =
      MeterSpec.counter("payments_processed_total", "Payments.")
          .label("status", "succeeded", "failed")
          .label(LabelSpec.upTo("gateway", 2))
          .build();
  private static final MeterSpec AMOUNT =
      MeterSpec.histogram("payment_amount_inr", "Amounts.")
          .unit("inr")
          .buckets(10, 100, 1_000)
          .build();
  private static final MeterSpec DURATION =
      MeterSpec.histogram("payment_processing_duration_seconds", "Durations.").build();
  private static final MeterSpec ITEMS =
      MeterSpec.gauge("cache_items_total", "Entries of a cache.").label("cache", "rates").build();
  private static final MeterSpec DEPTH =
      MeterSpec.gauge("leads_queue_depth", "Leads that wait.").build();
  private static final Set<String> OWN =
      List.of(PAYMENTS, AMOUNT, DURATION, ITEMS, DEPTH).stream()
          .map(MeterSpec::name)
          .collect(Collectors.toSet());
  private static final Pattern LINE = Pattern.compile("([^ {#]+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  private static Observability app(OtlpReceiver receiver, String protocol) {
    boolean grpc = protocol.equals("grpc");
    return Observability.builder("billing")
        .environment(
            Map.of(
                "OTEL_METRICS_EXPORTER",
                "otlp",
                "OTEL_EXPORTER_OTLP_PROTOCOL",
                protocol,
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                grpc ? receiver.grpcEndpoint() : receiver.httpEndpoint(),
                "OTEL_METRIC_EXPORT_INTERVAL",
                "100"))
        .build();
  }

  private static void record(Observability obs) {
    var payments = obs.meters().counter(PAYMENTS);
    payments.handle("succeeded", "a").add(41);
    payments.handle("succeeded", "a").increment();
    payments.handle("failed", "b").increment();
    payments.handle("failed", "one too many").add(7);
    var amount = obs.meters().histogram(AMOUNT);
    for (double value : new double[] {5, 50, 500, 5_000, 10}) {
      amount.handle().record(value);
    }
    obs.meters().histogram(DURATION).handle().recordNanos(250_000_000);
    obs.meters().gauge(ITEMS).observe(() -> 1_234, "rates");
    obs.meters().gauge(DEPTH).handle().set(-3.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http/protobuf"})
  void eachSeriesHasTheSameNameLabelsAndValueOnBothSides(String protocol) {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        Observability obs = app(receiver, protocol)) {
      record(obs);
      // The next export may have been collected before; the one after it was not.
      receiver.awaitRequests(receiver.requestCount() + 1, LIMIT);
      receiver.clear();
      Map<String, Double> exported = new TreeMap<>();
      for (String name : OWN) {
        flatten(receiver.awaitMetric(name, LIMIT), exported);
      }
      Map<String, Double> scraped = scraped(obs);
      scraped.keySet().removeIf(series -> OWN.stream().noneMatch(series::startsWith));
      assertThat(exported).isEqualTo(scraped);
      assertThat(exported)
          .containsEntry("payments_processed_total{gateway=a, status=succeeded}", 42.0)
          .containsEntry("payments_processed_total{gateway=_other, status=failed}", 7.0)
          .containsEntry("payment_amount_inr_bucket{le=100.0}", 3.0)
          .containsEntry("cache_items_total{cache=rates}", 1_234.0);
      assertThat(receiver.requests())
          .allSatisfy(request -> assertThat(request.protocol()).isEqualTo(protocol));
      assertThat(receiver.awaitMetric("leads_queue_depth", LIMIT).resource())
          .containsEntry("service.name", "billing");
    }
  }

  @Test
  void everyFamilyOfTheScrapeIsExportedAndNoOther() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        Observability obs = app(receiver, "grpc")) {
      record(obs);
      // The next export may have been collected before; the one after it was not.
      receiver.awaitRequests(receiver.requestCount() + 1, LIMIT);
      receiver.clear();
      receiver.awaitMetric("leads_queue_depth", LIMIT);
      receiver.awaitRequests(receiver.requestCount() + 1, LIMIT);
      Set<String> exported =
          receiver.metrics().stream().map(OtlpMetric::name).collect(Collectors.toSet());
      Set<String> families = new TreeSet<>();
      for (String line : page(obs).lines().toList()) {
        if (line.startsWith("# TYPE ")) {
          families.add(line.split(" ")[2]);
        }
      }
      System.out.println("families on /metrics and by OTLP: " + families.size());
      assertThat(exported).containsExactlyInAnyOrderElementsOf(families);
      assertThat(families).contains("process_cpu_seconds_total", "process_open_fds");
    }
  }

  @Test
  void closingSendsWhatWasRecordedLast() {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      Observability obs =
          Observability.builder("billing")
              .environment(
                  Map.of(
                      "OTEL_METRICS_EXPORTER", "otlp",
                      "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc",
                      "OTEL_EXPORTER_OTLP_ENDPOINT", receiver.grpcEndpoint(),
                      "OTEL_METRIC_EXPORT_INTERVAL", "600000"))
              .build();
      record(obs);
      assertThat(receiver.requestCount()).isZero();
      obs.close();
      OtlpMetric payments = receiver.awaitMetric("payments_processed_total", LIMIT);
      assertThat(payments.point(Map.of("status", "succeeded", "gateway", "a")).value())
          .isEqualTo(42);
    }
  }

  /** A metric as the lines it has on a text page. */
  private static void flatten(OtlpMetric metric, Map<String, Double> into) {
    for (OtlpMetric.Point point : metric.points()) {
      Map<String, Object> labels = new TreeMap<>(point.attributes());
      if (!metric.type().equals("HISTOGRAM")) {
        into.put(metric.name() + labels(labels), point.value());
        continue;
      }
      into.put(metric.name() + "_sum" + labels(labels), point.value());
      into.put(metric.name() + "_count" + labels(labels), (double) point.count());
      long sum = 0;
      for (int i = 0; i < point.bucketCounts().size(); i++) {
        sum += point.bucketCounts().get(i);
        boolean last = i == point.bounds().size();
        labels.put("le", last ? "+Inf" : point.bounds().get(i).toString());
        into.put(metric.name() + "_bucket" + labels(labels), (double) sum);
      }
    }
  }

  private static Map<String, Double> scraped(Observability obs) {
    Map<String, Double> series = new HashMap<>();
    for (String line : page(obs).lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        Map<String, Object> labels = new TreeMap<>();
        if (matcher.group(2) != null) {
          LABEL
              .matcher(matcher.group(2))
              .results()
              .forEach(r -> labels.put(r.group(1), r.group(2)));
        }
        series.put(matcher.group(1) + labels(labels), Double.parseDouble(matcher.group(3)));
      }
    }
    return new TreeMap<>(series);
  }

  private static String labels(Map<String, Object> labels) {
    return labels.isEmpty() ? "" : labels.toString();
  }

  private static String page(Observability obs) {
    return new String(obs.scrape("text/plain").bytes(), StandardCharsets.UTF_8);
  }
}
