// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightglass.testkit.Fault;
import io.sightglass.testkit.FaultyTcpProxy;
import io.sightglass.testkit.JavaProcess;
import io.sightglass.testkit.OtlpAnswer;
import io.sightglass.testkit.OtlpReceiver;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows 11, 12 and 13: processes that are stopped, and what the receiver has in the end. */
class StoppingIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int SECONDS = DeliveryApp.FULL ? 5 : 2;
  private static final Pattern REPORT =
      Pattern.compile(
          "SG-0900 stopping stopped in ([0-9]+) ms .* spans ([0-9,]+) sent, ([0-9,]+) lost.*");

  /** What a process said when it ended. */
  private record End(int code, long millis, long ended, long sent, long lost, String line) {

    static End of(JavaProcess process) {
      int code = process.awaitExit(LIMIT);
      String line = process.awaitLine(l -> l.contains("SG-0900 stopping"), LIMIT);
      Matcher report = REPORT.matcher(line.substring(line.indexOf("SG-0900")));
      assertThat(report.matches()).as(line).isTrue();
      String ended = process.awaitLine(l -> l.startsWith("ENDED "), LIMIT).substring(6);
      return new End(
          code,
          Long.parseLong(report.group(1)),
          Long.parseLong(ended),
          number(report.group(2)),
          number(report.group(3)),
          line);
    }

    private static long number(String text) {
      return Long.parseLong(text.replace(",", ""));
    }
  }

  private static JavaProcess app(String endpoint, String protocol, String mode) {
    return JavaProcess.of(StoppingApp.class)
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)
        .env("OTEL_EXPORTER_OTLP_PROTOCOL", protocol)
        .env("OTEL_BSP_MAX_QUEUE_SIZE", "8192")
        .env("SIGHTGLASS_SHUTDOWN_TIMEOUT", SECONDS + "s")
        .args(mode)
        .start();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http/protobuf", "grpc"})
  void a_term_at_any_moment_loses_nothing(String protocol) {
    int runs = DeliveryApp.FULL ? 100 : 3;
    Random random = new Random(11);
    long spans = 0;
    long slowest = 0;
    for (int run = 0; run < runs; run++) {
      try (OtlpReceiver receiver = OtlpReceiver.start();
          JavaProcess app = app(endpoint(receiver, protocol), protocol, "load")) {
        app.awaitLine(line -> line.contains("SG-0001"), LIMIT);
        receiver.awaitSpans(random.nextInt(3_000), LIMIT);
        app.terminate();
        End end = End.of(app);
        assertThat(end.code).isEqualTo(143);
        assertThat(end.lost).as(end.line).isZero();
        assertThat(end.sent).isEqualTo(end.ended);
        assertThat((long) receiver.distinctSpans()).isEqualTo(end.ended);
        spans += end.ended;
        slowest = Math.max(slowest, end.millis);
      }
    }
    System.out.printf(
        "row 11: %d times TERM at a random moment over %s: %,d spans ended, %,d received, slowest"
            + " stop %d ms%n",
        runs, protocol, spans, spans, slowest);
  }

  private static String endpoint(OtlpReceiver receiver, String protocol) {
    return protocol.equals("grpc") ? receiver.grpcEndpoint() : receiver.httpEndpoint();
  }

  /** A way in which a collector fails. */
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
      all.add(new Case("429", Fault.none(), OtlpAnswer.status(429).retryAfter(3600), protocol));
      if (protocol.equals("grpc") && !DeliveryApp.FULL) {
        continue;
      }
      all.add(new Case("503", Fault.none(), OtlpAnswer.status(503), protocol));
      all.add(new Case("400", Fault.none(), OtlpAnswer.status(400), protocol));
      all.add(new Case("reset", Fault.resetAfter(10), OtlpAnswer.ok(), protocol));
      all.add(new Case("slow", Fault.delay(Duration.ofSeconds(9)), OtlpAnswer.ok(), protocol));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void with_a_collector_that_fails_the_deadline_holds_and_the_report_is_true(Case fault) {
    int runs = DeliveryApp.FULL ? 20 : 1;
    for (int run = 0; run < runs; run++) {
      try (OtlpReceiver receiver = OtlpReceiver.start();
          FaultyTcpProxy proxy =
              FaultyTcpProxy.to(URI.create(endpoint(receiver, fault.protocol)))) {
        proxy.fault(fault.fault);
        receiver.answer(fault.answer);
        String endpoint = "http://127.0.0.1:" + proxy.port();
        try (JavaProcess app = app(endpoint, fault.protocol, "load")) {
          app.awaitLine(line -> line.contains("SG-0001"), LIMIT);
          if (fault.name.equals("refused")) {
            app.awaitLine(line -> line.contains("SG-4001"), LIMIT);
          } else {
            await().atMost(LIMIT).until(() -> proxy.accepted() > 0);
          }
          app.terminate();
          End end = End.of(app);
          assertThat(end.code).isEqualTo(143);
          assertThat(end.sent + end.lost).isEqualTo(end.ended);
          assertThat(end.lost).isPositive();
          assertThat(end.sent).isLessThanOrEqualTo(receiver.distinctSpans());
          assertThat(end.line).contains("WARN").contains("collector: ");
          assertThat(end.millis).isLessThanOrEqualTo(SECONDS * 1_000 + 500);
          System.out.printf(
              "row 12: %s: stopped in %d ms of at most %,d; %s%n",
              fault,
              end.millis,
              SECONDS * 1_000 + 500,
              end.line.substring(end.line.indexOf("spans ")));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"exit, 3", "return, 0", "uncaught, 1"})
  void every_orderly_end_sends_what_waits_and_keeps_its_code(String mode, int code) {
    int runs = DeliveryApp.FULL ? 100 : 1;
    for (int run = 0; run < runs; run++) {
      try (OtlpReceiver receiver = OtlpReceiver.start();
          JavaProcess app = app(receiver.httpEndpoint(), "http/protobuf", mode)) {
        End end = End.of(app);
        assertThat(end.code).isEqualTo(code);
        assertThat(end.ended).isEqualTo(StoppingApp.SPANS);
        assertThat(end.sent).isEqualTo(StoppingApp.SPANS);
        assertThat(receiver.distinctSpans()).isEqualTo(StoppingApp.SPANS);
      }
    }
    System.out.printf(
        "row 13: %d times %s: exit code %d, %,d of %,d spans received%n",
        runs, mode, code, StoppingApp.SPANS, StoppingApp.SPANS);
  }

  @Test
  void a_halt_loses_what_waited_and_nothing_else_happens() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        JavaProcess app = app(receiver.httpEndpoint(), "http/protobuf", "halt")) {
      assertThat(app.awaitExit(LIMIT)).isEqualTo(4);
      assertThat(receiver.distinctSpans()).isLessThanOrEqualTo(StoppingApp.SPANS);
      System.out.printf(
          "row 13: halt: exit code 4, %,d of %,d spans received%n",
          receiver.distinctSpans(), StoppingApp.SPANS);
    }
  }
}
