// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.logs.Logger;
import io.sightglass.Delivery;
import io.sightglass.testkit.Fault;
import io.sightglass.testkit.FaultyTcpProxy;
import io.sightglass.testkit.OtlpAnswer;
import io.sightglass.testkit.OtlpReceiver;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Log records and metrics beside spans, the account on the scrape page, and a long outage. */
class SignalsIT {

  private static final Map<String, String> ALL =
      Map.of(
          "OTEL_LOGS_EXPORTER", "otlp",
          "OTEL_METRICS_EXPORTER", "otlp",
          "OTEL_METRIC_EXPORT_INTERVAL", "100",
          // The first call over gRPC loads a good part of it.
          "OTEL_EXPORTER_OTLP_TIMEOUT", "10000",
          "OTEL_BSP_EXPORT_TIMEOUT", "30000",
          "OTEL_BLRP_EXPORT_TIMEOUT", "30000");

  @ParameterizedTest
  @ValueSource(strings = {"http/protobuf", "grpc"})
  void log_records_and_metrics_go_the_same_way(String protocol) {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        DeliveryApp app = new DeliveryApp(endpoint(receiver, protocol), protocol, ALL)) {
      Logger logger = app.obs.openTelemetry().getLogsBridge().get("test");
      for (int i = 0; i < 1_000; i++) {
        logger.logRecordBuilder().setBody("line " + i).emit();
      }
      app.spans(200);
      await().atMost(DeliveryApp.atMost()).until(() -> receiver.logCount() == 1_000);
      receiver.awaitSpans(200, DeliveryApp.atMost());
      receiver.awaitMetric("sightglass_export_total", DeliveryApp.atMost());
      await().atMost(DeliveryApp.atMost()).until(() -> app.delivery("logs").queued() == 0);
      assertThat(app.metric("sightglass_export_accepted_total{signal=\"logs\"}")).isEqualTo(1_000);
      assertThat(app.metric("sightglass_export_total{result=\"acknowledged\",signal=\"logs\"}"))
          .isEqualTo(1_000);
      assertThat(app.metric("sightglass_export_queue_size{signal=\"logs\"}")).isZero();
      assertThat(app.metric("sightglass_export_queue_capacity{signal=\"traces\"}"))
          .isEqualTo(2048 + 512);
      long pushes = app.delivery("metrics").acknowledged();
      assertThat(pushes).isPositive();
      assertThat(app.closed().acknowledged()).isEqualTo(200);
      assertThat(app.delivery("metrics").acknowledged()).isGreaterThan(pushes);
      assertThat(app.obs.report())
          .contains("log records 1,000 sent, 0 lost")
          .contains("the last one sent");
    }
  }

  private static String endpoint(OtlpReceiver receiver, String protocol) {
    return protocol.equals("grpc") ? receiver.grpcEndpoint() : receiver.httpEndpoint();
  }

  @Test
  void the_meters_show_the_same_account_as_the_code() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        DeliveryApp app =
            new DeliveryApp(
                receiver.httpEndpoint(),
                "http/protobuf",
                Map.of("OTEL_BSP_MAX_QUEUE_SIZE", "64", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "16"))) {
      receiver.answer(OtlpAnswer.status(503));
      app.spans(1_000);
      receiver.answer(OtlpAnswer.status(400));
      await().atMost(DeliveryApp.atMost()).until(() -> app.traces().queued() == 0);
      receiver.answer(OtlpAnswer.ok());
      app.spans(40);
      await().atMost(DeliveryApp.atMost()).until(() -> app.traces().queued() == 0);
      Delivery now = app.traces();
      String signal = ",signal=\"traces\"}";
      double dropped = 0;
      for (Map.Entry<String, Long> reason : now.dropped().entrySet()) {
        double shown =
            app.metric("sightglass_dropped_total{reason=\"" + reason.getKey() + '"' + signal);
        assertThat(shown).as(reason.getKey()).isEqualTo(reason.getValue().doubleValue());
        dropped += shown;
      }
      double acknowledged = app.metric("sightglass_export_total{result=\"acknowledged\"" + signal);
      assertThat(acknowledged).isEqualTo(now.acknowledged()).isEqualTo(receiver.spanCount());
      assertThat(app.metric("sightglass_export_accepted_total{signal=\"traces\"}"))
          .isEqualTo(acknowledged + dropped)
          .isEqualTo(1_040);
      assertThat(dropped).isGreaterThanOrEqualTo(1_000 - 80);
    }
  }

  @Test
  void it_resumes_by_itself_and_says_what_was_lost() {
    long seconds = DeliveryApp.FULL ? 600 : 6;
    try (OtlpReceiver receiver = OtlpReceiver.start();
        FaultyTcpProxy proxy = FaultyTcpProxy.to(URI.create(receiver.grpcEndpoint()));
        Lines lines = new Lines();
        DeliveryApp app = new DeliveryApp("http://127.0.0.1:" + proxy.port(), "grpc", Map.of())) {
      app.spans(10);
      await().atMost(DeliveryApp.atMost()).until(() -> app.traces().acknowledged() == 10);
      proxy.fault(Fault.refuse());
      app.spans((int) seconds * 2_000);
      assertThat(app.traces().behind()).isGreaterThan(Duration.ofSeconds(seconds / 2));
      long before = app.traces().acknowledged();
      proxy.fault(Fault.none());
      long back = System.nanoTime();
      await().atMost(Duration.ofSeconds(10)).until(() -> app.traces().acknowledged() > before);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - back);
      await().atMost(DeliveryApp.atMost()).until(() -> app.traces().queued() == 0);
      Delivery end = app.closed();
      assertThat(lines.with("SG-4001")).hasSize(1);
      assertThat(lines.with("SG-4101"))
          .singleElement()
          .asString()
          .contains("fine again after ")
          .contains(" s, lost " + String.format("%,d", end.lost()) + ".");
      assertThat(end.acknowledged()).isEqualTo(receiver.distinctSpans());
      System.out.printf(
          "row 10: away for %d s, first batch %d ms after it was back, %,d lost and said so%n",
          seconds, millis, end.lost());
    }
  }
}
