// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpReceiverTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Resource RESOURCE =
      Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "billing"));

  private OtlpReceiver receiver;

  @BeforeEach
  void start() {
    receiver = OtlpReceiver.start();
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http/protobuf"})
  void aSpanArrivesWithEverythingItHas(String protocol) {
    Span span;
    try (SdkTracerProvider provider = tracing(spanExporter(protocol))) {
      span =
          provider
              .get("test")
              .spanBuilder("charge")
              .setSpanKind(SpanKind.CLIENT)
              .setAttribute("payment.gateway", "stub")
              .setAttribute("attempt", 2)
              .setAttribute(AttributeKey.stringArrayKey("tags"), List.of("a", "b"))
              .startSpan();
      span.setStatus(StatusCode.ERROR, "declined");
      span.end();
      OtlpSpan arrived = receiver.awaitSpan(s -> s.name().equals("charge"), LIMIT);
      assertThat(arrived.traceId()).isEqualTo(span.getSpanContext().getTraceId());
      assertThat(arrived.spanId()).isEqualTo(span.getSpanContext().getSpanId());
      assertThat(arrived.parentSpanId()).isEmpty();
      assertThat(arrived.kind()).isEqualTo("CLIENT");
      assertThat(arrived.status()).isEqualTo("ERROR");
      assertThat(arrived.attributes())
          .isEqualTo(Map.of("payment.gateway", "stub", "attempt", 2L, "tags", List.of("a", "b")));
      assertThat(arrived.resource()).containsEntry("service.name", "billing");
    }
    OtlpRequest request = receiver.requests().get(0);
    assertThat(request.protocol()).isEqualTo(protocol);
    assertThat(request.signal()).isEqualTo("traces");
    assertThat(request.items()).isEqualTo(1);
    assertThat(request.accepted()).isTrue();
    assertThat(request.header("Api-Key")).isEqualTo("not-a-real-key");
    assertThat(request.header("absent")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http/protobuf"})
  void sumsGaugesAndHistogramsArriveAsPoints(String protocol) {
    MetricExporter exporter =
        protocol.equals("grpc")
            ? OtlpGrpcMetricExporter.builder().setEndpoint(receiver.grpcEndpoint()).build()
            : OtlpHttpMetricExporter.builder()
                .setEndpoint(receiver.httpEndpoint() + "/v1/metrics")
                .setCompression("gzip")
                .build();
    try (SdkMeterProvider provider =
        SdkMeterProvider.builder()
            .setResource(RESOURCE)
            .registerMetricReader(PeriodicMetricReader.create(exporter))
            .build()) {
      var meter = provider.get("test");
      AttributeKey<String> method = AttributeKey.stringKey("method");
      meter.counterBuilder("paid").build().add(3, Attributes.of(method, "upi"));
      meter.gaugeBuilder("depth").build().set(1.5);
      var histogram =
          meter.histogramBuilder("took").setExplicitBucketBoundariesAdvice(List.of(1.0, 2.0));
      histogram.build().record(1.5);
      provider.forceFlush().join(20, SECONDS);
      OtlpMetric paid = receiver.awaitMetric("paid", LIMIT);
      assertThat(paid.type()).isEqualTo("SUM");
      assertThat(paid.point(Map.of("method", "upi")).value()).isEqualTo(3);
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> paid.point(Map.of("method", "card")))
          .withMessageContaining("upi");
      assertThat(receiver.awaitMetric("depth", LIMIT).point(Map.of()).value()).isEqualTo(1.5);
      OtlpMetric.Point took = receiver.awaitMetric("took", LIMIT).point(Map.of());
      assertThat(took.count()).isEqualTo(1);
      assertThat(took.value()).isEqualTo(1.5);
      assertThat(took.bounds()).containsExactly(1.0, 2.0);
      assertThat(took.bucketCounts()).containsExactly(0L, 1L, 0L);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http/protobuf"})
  void logRecordsArrive(String protocol) {
    LogRecordExporter exporter =
        protocol.equals("grpc")
            ? OtlpGrpcLogRecordExporter.builder().setEndpoint(receiver.grpcEndpoint()).build()
            : OtlpHttpLogRecordExporter.builder()
                .setEndpoint(receiver.httpEndpoint() + "/v1/logs")
                .build();
    try (SdkLoggerProvider provider =
        SdkLoggerProvider.builder()
            .setResource(RESOURCE)
            .addLogRecordProcessor(SimpleLogRecordProcessor.create(exporter))
            .build()) {
      provider
          .get("test")
          .logRecordBuilder()
          .setBody("Invoice paid")
          .setSeverity(Severity.INFO)
          .setSeverityText("INFO")
          .setAttribute(AttributeKey.longKey("amount"), 1499L)
          .emit();
      OtlpLogRecord arrived = receiver.awaitLog(l -> l.body().equals("Invoice paid"), LIMIT);
      assertThat(arrived.severity()).isEqualTo("INFO");
      assertThat(arrived.attributes()).isEqualTo(Map.of("amount", 1499L));
      assertThat(arrived.resource()).containsEntry("service.name", "billing");
      assertThat(receiver.logCount()).isEqualTo(1);
    }
  }

  @Test
  void countsAreOfAllSpansAndTheNewestAreKept() {
    int spans = OtlpInbox.KEPT + 500;
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(
                io.opentelemetry.sdk.trace.export.BatchSpanProcessor.builder(spanExporter("grpc"))
                    .setMaxQueueSize(spans)
                    .build())
            .build()) {
      for (int i = 0; i < spans; i++) {
        provider.get("test").spanBuilder("n" + i).startSpan().end();
      }
      provider.forceFlush().join(20, SECONDS);
      receiver.awaitSpans(spans, LIMIT);
    }
    assertThat(receiver.spanCount()).isEqualTo(spans);
    assertThat(receiver.distinctSpans()).isEqualTo(spans);
    assertThat(receiver.spans()).hasSize(OtlpInbox.KEPT);
    receiver.clear();
    assertThat(receiver.spans()).isEmpty();
    assertThat(receiver.spanCount()).isEqualTo(spans);
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http/protobuf"})
  void aRefusalIsCountedAndNothingOfItKept(String protocol) {
    receiver.answer(OtlpAnswer.status(400));
    try (SdkTracerProvider provider = tracing(spanExporter(protocol))) {
      provider.get("test").spanBuilder("refused").startSpan().end();
      receiver.awaitRequests(1, LIMIT);
      assertThat(receiver.spans()).isEmpty();
      assertThat(receiver.spanCount()).isZero();
      assertThat(receiver.requests().get(0).accepted()).isFalse();
      assertThat(receiver.requests().get(0).items()).isEqualTo(1);
    }
  }

  @Test
  void anAnswerMayComeLateAndNameATimeToRetry() throws Exception {
    receiver.answer(OtlpAnswer.status(429).after(Duration.ofMillis(250)).retryAfter(7));
    long from = System.nanoTime();
    HttpResponse<Void> response = post("/v1/traces", "application/x-protobuf", new byte[0]);
    assertThat(System.nanoTime() - from).isGreaterThanOrEqualTo(250_000_000L);
    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("Retry-After")).contains("7");
  }

  @Test
  void whatIsNotOtlpIsAnsweredWithAnErrorAndNotCounted() throws Exception {
    assertThat(post("/v1/traces", "application/json", new byte[0]).statusCode()).isEqualTo(415);
    byte[] broken = {(byte) 0xFF, 1, 2, 3};
    assertThat(post("/v1/traces", "application/x-protobuf", broken).statusCode()).isEqualTo(400);
    assertThat(post("/v1/traces/x", "application/x-protobuf", broken).statusCode()).isEqualTo(404);
    assertThat(receiver.requestCount()).isZero();
  }

  @Test
  void aReceiverComesBackOnTheSamePorts() {
    int grpc = URI.create(receiver.grpcEndpoint()).getPort();
    int http = URI.create(receiver.httpEndpoint()).getPort();
    receiver.close();
    receiver = OtlpReceiver.start(grpc, http);
    try (SdkTracerProvider provider = tracing(spanExporter("grpc"))) {
      provider.get("test").spanBuilder("again").startSpan().end();
      assertThat(receiver.awaitSpan(s -> true, LIMIT).name()).isEqualTo("again");
    }
  }

  @Test
  void waitingInVainSaysWhatCame() {
    try (SdkTracerProvider provider = tracing(spanExporter("grpc"))) {
      provider.get("test").spanBuilder("other").startSpan().end();
      receiver.awaitSpans(1, LIMIT);
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> receiver.awaitSpan(s -> false, Duration.ofMillis(20)))
          .withMessageContaining("[other]");
    }
  }

  @Test
  void answersThatMakeNoSenseAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> OtlpAnswer.status(302));
    assertThatIllegalArgumentException().isThrownBy(() -> OtlpAnswer.ok().retryAfter(-1));
  }

  private HttpResponse<Void> post(String path, String type, byte[] body)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(receiver.httpEndpoint() + path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build(),
            HttpResponse.BodyHandlers.discarding());
  }

  private SpanExporter spanExporter(String protocol) {
    return protocol.equals("grpc")
        ? OtlpGrpcSpanExporter.builder()
            .setEndpoint(receiver.grpcEndpoint())
            .addHeader("api-key", "not-a-real-key")
            .setCompression("gzip")
            .build()
        : OtlpHttpSpanExporter.builder()
            .setEndpoint(receiver.httpEndpoint() + "/v1/traces")
            .addHeader("api-key", "not-a-real-key")
            .setCompression("gzip")
            .build();
  }

  private static SdkTracerProvider tracing(SpanExporter exporter) {
    return SdkTracerProvider.builder()
        .setResource(RESOURCE)
        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
        .build();
  }
}
