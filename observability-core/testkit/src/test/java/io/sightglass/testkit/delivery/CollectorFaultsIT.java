// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightglass.Delivery;
import io.sightglass.testkit.Fault;
import io.sightglass.testkit.FaultyTcpProxy;
import io.sightglass.testkit.OtlpAnswer;
import io.sightglass.testkit.OtlpReceiver;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Row 9: collectors that fail in every way, over both protocols, and come back. */
class CollectorFaultsIT {

  private static final int SECONDS = DeliveryApp.FULL ? 300 : 2;
  private static final int SPANS = SECONDS * 2_000;

  /** Something that is wrong on the way or with the answer. */
  record Case(String name, Fault fault, OtlpAnswer answer, String protocol) {

    @Override
    public String toString() {
      return name + " over " + protocol;
    }
  }

  static List<Case> cases() {
    List<Case> all = new ArrayList<>();
    for (String protocol : List.of("http/protobuf", "grpc")) {
      all.add(new Case("refused", Fault.refuse(), OtlpAnswer.ok(), protocol));
      all.add(new Case("black-holed", Fault.hang(), OtlpAnswer.ok(), protocol));
      all.add(
          new Case(
              "slow",
              Fault.delay(Duration.ofMillis(DeliveryApp.FULL ? 9_000 : 700)),
              OtlpAnswer.ok(),
              protocol));
      all.add(new Case("reset in the answer", Fault.resetAfter(20), OtlpAnswer.ok(), protocol));
      all.add(new Case("cut in the answer", Fault.truncateAfter(20), OtlpAnswer.ok(), protocol));
      all.add(new Case("garbage", Fault.garbage(), OtlpAnswer.ok(), protocol));
      for (int status : new int[] {400, 401, 404, 413, 500, 503}) {
        all.add(new Case("answer " + status, Fault.none(), OtlpAnswer.status(status), protocol));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void nothing_is_lost_uncounted_and_it_resumes(Case fault) {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        FaultyTcpProxy proxy = FaultyTcpProxy.to(URI.create(endpoint(receiver, fault)));
        Lines lines = new Lines();
        DeliveryApp app =
            new DeliveryApp("http://127.0.0.1:" + proxy.port(), fault.protocol, Map.of())) {
      app.spans(100);
      receiver.awaitSpans(100, DeliveryApp.atMost());
      long threads = threads();
      proxy.fault(fault.fault);
      receiver.answer(fault.answer);
      app.spans(SPANS);
      long threadsNow = threads();
      proxy.fault(Fault.none());
      receiver.answer(OtlpAnswer.ok());
      resumes(app);
      Delivery end = app.closed();
      int distinct = receiver.distinctSpans();
      long unconfirmed = end.dropped().getOrDefault("unconfirmed", 0L);
      assertThat((long) distinct).isBetween(end.acknowledged(), end.acknowledged() + unconfirmed);
      assertThat(threadsNow).isLessThanOrEqualTo(threads + 2);
      lines.areQuiet(SECONDS / 60);
      print(fault.toString(), app, end, distinct);
    }
  }

  private static String endpoint(OtlpReceiver receiver, Case fault) {
    return fault.protocol.equals("grpc") ? receiver.grpcEndpoint() : receiver.httpEndpoint();
  }

  private static void resumes(DeliveryApp app) {
    await().atMost(DeliveryApp.atMost()).until(() -> app.traces().queued() == 0);
    long before = app.traces().acknowledged();
    app.spans(50);
    await().atMost(DeliveryApp.atMost()).until(() -> app.traces().acknowledged() == before + 50);
    assertThat(app.traces().behind()).isZero();
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> !name.startsWith("sightglass-testkit") && !name.startsWith("grpc-"))
        .filter(name -> !name.startsWith("HTTP-Dispatcher"))
        .count();
  }

  private static void print(String fault, DeliveryApp app, Delivery end, int distinct) {
    Map<String, Long> dropped = new java.util.TreeMap<>(end.dropped());
    dropped.values().removeIf(count -> count == 0);
    System.out.printf(
        "row 9: %s: %,d spans = %,d acknowledged + %s; the receiver has %,d%n",
        fault, app.ended(), end.acknowledged(), dropped, distinct);
  }

  @Test
  void a_wait_that_the_receiver_asks_for_is_kept() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        Lines lines = new Lines();
        DeliveryApp app = new DeliveryApp(receiver.httpEndpoint(), "http/protobuf", Map.of())) {
      receiver.answer(OtlpAnswer.status(429).retryAfter(3));
      app.spans(10);
      receiver.awaitRequests(1, DeliveryApp.atMost());
      long asked = System.nanoTime();
      receiver.answer(OtlpAnswer.ok());
      receiver.awaitSpans(10, DeliveryApp.atMost());
      long waited = System.nanoTime() - asked;
      assertThat(waited).isGreaterThan(Duration.ofMillis(2_500).toNanos());
      assertThat(receiver.requestCount()).isEqualTo(2);
      Delivery end = app.closed();
      assertThat(end.acknowledged()).isEqualTo(10);
      lines.areQuiet(0);
      System.out.printf(
          "row 9: 429 with Retry-After 3: asked again after %.1f s, 0 lost%n", waited / 1e9);
    }
  }

  @Test
  void after_3600_nothing_is_asked_while_it_runs_and_the_end_does_not_wait() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        DeliveryApp app = new DeliveryApp(receiver.httpEndpoint(), "http/protobuf", Map.of())) {
      receiver.answer(OtlpAnswer.status(429).retryAfter(3600));
      app.spans(4_000);
      assertThat(receiver.requestCount()).isEqualTo(1);
      long begin = System.nanoTime();
      Delivery end = app.closed();
      long millis = (System.nanoTime() - begin) / 1_000_000;
      assertThat(end.acknowledged()).isZero();
      assertThat(end.dropped().get("shutdown")).isPositive();
      assertThat(receiver.requestCount()).isEqualTo(1);
      System.out.printf(
          "row 9: 429 with Retry-After 3600: 1 request, %,d spans lost and counted, stop %d ms%n",
          end.lost(), millis);
    }
  }

  @Test
  void a_gigabyte_of_answer_is_not_read() throws IOException {
    RawCollector.Reply giant =
        out -> {
          out.write(
              "HTTP/1.1 200 OK\r\ncontent-length: 1073741824\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
          byte[] block = new byte[65_536];
          for (int i = 0; i < 16_384; i++) {
            out.write(block);
          }
        };
    odd("1 GiB of answer", giant, 100, 0);
  }

  @Test
  void a_redirect_is_not_followed() throws IOException {
    try (RawCollector other = new RawCollector(RawCollector.ok())) {
      for (String target : List.of(other.endpoint() + "/v1/traces", "file:///etc/passwd")) {
        for (String status : List.of("301 Moved", "302 Found", "307 Same", "308 Same")) {
          odd(
              status + " to " + target.substring(0, 4),
              RawCollector.head(status, "location: " + target + "\r\ncontent-length: 0\r\n", ""),
              0,
              100);
        }
      }
      assertThat(other.requests()).isZero();
    }
  }

  @Test
  void a_partial_success_is_counted_as_rejected() throws IOException {
    RawCollector.Reply partial =
        RawCollector.head(
            "200 OK", "content-length: 4\r\nconnection: close\r\n", "\n\u0002\b\u0007");
    odd("partial success, 7 of each batch rejected", partial, 93, 7);
  }

  private static void odd(String name, RawCollector.Reply reply, long acknowledged, long rejected)
      throws IOException {
    try (RawCollector collector = new RawCollector(reply);
        Lines lines = new Lines();
        DeliveryApp app =
            new DeliveryApp(
                collector.endpoint(),
                "http/protobuf",
                Map.of("OTEL_BSP_SCHEDULE_DELAY", "60000", "OTEL_EXPORTER_OTLP_TIMEOUT", "5000"))) {
      app.spans(100);
      Delivery end = app.closed();
      assertThat(end.acknowledged()).isEqualTo(acknowledged);
      assertThat(end.dropped().get("rejected")).isEqualTo(rejected);
      lines.areQuiet(0);
      System.out.printf(
          "row 9: %s: 100 spans = %d acknowledged + %d rejected, %d requests%n",
          name, end.acknowledged(), rejected, collector.requests());
    }
  }

  @Test
  void tls_against_a_plain_port_and_a_host_that_is_unknown_lose_nothing_uncounted() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        Lines lines = new Lines()) {
      String tls = receiver.httpEndpoint().replace("http:", "https:");
      for (String endpoint : List.of(tls, "http://collector.invalid:4318")) {
        try (DeliveryApp app = new DeliveryApp(endpoint, "http/protobuf", Map.of())) {
          app.spans(SPANS);
          Delivery end = app.closed();
          assertThat(end.acknowledged()).isZero();
          print(endpoint.substring(0, endpoint.indexOf(':', 8)), app, end, 0);
        }
      }
      assertThat(receiver.spanCount()).isZero();
      assertThat(lines.with("SG-4001")).hasSize(2);
    }
  }
}
