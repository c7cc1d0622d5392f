// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import static io.sightglass.examples.quickstart.RunningQuickstart.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.testkit.OtlpReceiver;
import io.sightglass.testkit.OtlpSpan;
import io.sightglass.testkit.PrometheusServer;
import io.sightglass.testkit.Promtool;
import io.sightglass.testkit.SentryIntake;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The quickstart from outside: as Prometheus, a collector, a log reader and a caller see it. */
class QuickstartIT {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String NEW_INVOICE =
      "{\"number\":\"N1\",\"customer\":\"c\",\"amount\":\"1499.00\",\"currency\":\"INR\"}";

  @Test
  void prometheusScrapesItAndItsTotalsAreThoseOfTheDataFile() throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      Map<String, String> environment = RunningQuickstart.exportingTo(receiver, "grpc");
      environment.put("LOAD_RATE", "400");
      environment.put("LOAD_ROUNDS", "1");
      try (RunningQuickstart app = RunningQuickstart.start(environment);
          PrometheusServer prometheus =
              PrometheusServer.scraping("billing", app.metrics()).start()) {
        prometheus.awaitUp("billing", LIMIT);
        JsonNode round = app.awaitLog("Load round finished");
        List<Operation> file = Operation.sample();
        assertThat(round.get("operations").asInt()).isEqualTo(file.size());
        assertThat(round.get("unexpected").asInt()).isZero();

        assertTotals(app.series(), file);
        prometheus.await(
            "sum(http_requests_total)",
            sum -> sum.size() == 1 && sum.get(0).value() == file.size(),
            LIMIT);
        assertFamilies(prometheus);
        assertExemplar(prometheus, receiver);
        Promtool.Verdict verdict = Promtool.checkMetrics(app.ops("/metrics").body());
        assertThat(verdict.exitCode()).as("%s", verdict.lines()).isZero();
      }
    }
  }

  private static void assertTotals(Map<String, Double> series, List<Operation> file) {
    Map<String, Double> requests =
        series.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("http_requests_total{"))
            .filter(entry -> entry.getValue() > 0)
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    assertThat(requests).isEqualTo(expectedRequests(file));
    // A body that is no JSON is refused before anyone knows which operation it was to be.
    List<Operation> readable =
        file.stream().filter(o -> o.body() == null || o.body().endsWith("}")).toList();
    assertThat(readable).hasSizeLessThan(file.size());
    assertThat(series)
        .containsEntry(
            "invoice_operations_total{operation=\"created\",status=\"success\"}",
            count(file, "POST", "/invoices", 201))
        .containsEntry(
            "invoice_operations_total{operation=\"created\",status=\"failure\"}",
            count(readable, "POST", "/invoices", 400) + count(readable, "POST", "/invoices", 409));
    String payments = "/invoices/{id}/payments";
    assertThat(sum(series, "payments_processed_total", "status=\"succeeded\""))
        .isEqualTo(count(file, "POST", payments, 201));
    assertThat(sum(series, "payments_processed_total", "status=\"failed\""))
        .isEqualTo(count(file, "POST", payments, 402) + count(file, "POST", payments, 500));
    assertThat(sum(series, "payment_amount_inr_count", ""))
        .isEqualTo(count(file, "POST", payments, 201));
    assertThat(rounded(sum(series, "payment_amount_inr_sum", ""))).isEqualTo(paid(file));
    assertThat(sum(series, "leads_processed_total", ""))
        .isEqualTo(count(file, "POST", "/leads", 201));
    assertThat(series).containsEntry("lead_scoring_duration_seconds_count", distinctLeads(file));
    ModelCalls.of(file).assertIn(series);
    assertAnnotated(series, file);
  }

  /** Each answer is rendered once; each reminder that got so far is one call, refused or not. */
  private static void assertAnnotated(Map<String, Double> series, List<Operation> file) {
    assertThat(series)
        .containsEntry(
            "reply_render_duration_seconds_count{outcome=\"success\"}", (double) file.size())
        .containsEntry("reply_render_in_progress", 0.0);
    String reminder = "/invoices/{id}/reminder";
    double rude = count(file, "POST", reminder, 400);
    assertThat(sum(series, "reminder_write_duration_seconds_count", "outcome=\"success\""))
        .isEqualTo(count(file, "POST", reminder, 201) + count(file, "POST", reminder, 503) + rude);
    assertThat(sum(series, "reminder_write_duration_seconds_count", "tone=\"_other\""))
        .isEqualTo(rude);
    assertThat(sum(series, "reminder_write_duration_seconds_count", "outcome=\"error\"")).isZero();
  }

  private static BigDecimal rounded(double amount) {
    return BigDecimal.valueOf(amount).setScale(2, RoundingMode.HALF_UP);
  }

  /** The amounts of the invoices that were paid. */
  private static BigDecimal paid(List<Operation> file) {
    Map<String, BigDecimal> amounts = new HashMap<>();
    BigDecimal sum = BigDecimal.ZERO;
    for (Operation operation : file) {
      if (operation.status() != 201) {
        continue;
      }
      if (route(operation).equals("/invoices")) {
        JsonNode invoice = JSON.readTree(operation.body());
        amounts.put(
            invoice.get("number").asString(), new BigDecimal(invoice.get("amount").asString()));
      } else if (route(operation).equals("/invoices/{id}/payments")) {
        sum = sum.add(amounts.get(operation.path().split("/")[2]));
      }
    }
    return sum;
  }

  /** A lead that came before is a duplicate and is not scored again. */
  private static double distinctLeads(List<Operation> file) {
    return file.stream()
        .filter(o -> o.path().equals("/leads") && o.status() == 201)
        .map(o -> JSON.readTree(o.body()).get("contact").asString())
        .distinct()
        .count();
  }

  private static Map<String, Double> expectedRequests(List<Operation> file) {
    Map<String, Double> expected = new TreeMap<>();
    for (Operation operation : file) {
      String key =
          "http_requests_total{method=\"%s\",route=\"%s\",status_code=\"%d\"}"
              .formatted(operation.method(), route(operation), operation.status());
      expected.merge(key, 1.0, Double::sum);
    }
    return expected;
  }

  private static String route(Operation operation) {
    String path = operation.path().replaceFirst("\\?.*", "");
    for (String template : BillingApi.ROUTES) {
      if (path.matches(template.replace("{id}", "[^/]+"))) {
        return template;
      }
    }
    return "_unmatched";
  }

  private static double count(List<Operation> file, String method, String route, int status) {
    return file.stream()
        .filter(o -> o.method().equals(method) && route(o).equals(route) && o.status() == status)
        .count();
  }

  private static double sum(Map<String, Double> series, String name, String label) {
    return series.entrySet().stream()
        .filter(e -> e.getKey().startsWith(name + "{") && e.getKey().contains(label))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private static void assertFamilies(PrometheusServer prometheus) {
    for (String family :
        List.of(
            "process_resident_memory_bytes",
            "process_cpu_seconds_total",
            "process_start_time_seconds",
            "process_open_fds",
            "http_request_duration_seconds_bucket",
            "http_requests_in_progress",
            "http_request_size_bytes_count",
            "http_response_size_bytes_count",
            "health_status{check='database'}")) {
      assertThat(prometheus.query(family)).as(family).isNotEmpty();
    }
    assertThat(prometheus.query("up{job='billing'}"))
        .singleElement()
        .satisfies(up -> assertThat(up.value()).isEqualTo(1));
    assertThat(
            prometheus.query(
                "histogram_quantile(0.95, sum by (le) (http_request_duration_seconds_bucket))"))
        .singleElement()
        .satisfies(p95 -> assertThat(p95.value()).isBetween(0.0, 10.0));
    assertThat(prometheus.query("http_requests_total{route=~'/(metrics|ready|live|health).*'}"))
        .as("the operational endpoints are no traffic")
        .isEmpty();
  }

  private static void assertExemplar(PrometheusServer prometheus, OtlpReceiver receiver) {
    PrometheusServer.Exemplar exemplar =
        prometheus.awaitExemplar("http_request_duration_seconds_bucket", e -> true, LIMIT);
    String trace = exemplar.labels().get("trace_id");
    OtlpSpan span =
        receiver.awaitSpan(s -> s.traceId().equals(trace) && s.kind().equals("SERVER"), LIMIT);
    assertThat(span.spanId()).isEqualTo(exemplar.labels().get("span_id"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http/protobuf"})
  void oneRequestHasOneTraceOnTheLineTheSpanAndTheAnswer(String protocol) throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        RunningQuickstart app =
            RunningQuickstart.start(RunningQuickstart.exportingTo(receiver, protocol))) {
      assertThat(app.post("/invoices", NEW_INVOICE).statusCode()).isEqualTo(201);
      HttpResponse<String> response =
          app.post(
              "/invoices/N1/payments",
              "{\"method\":\"upi\",\"token\":\"tok_ok\"}",
              "traceparent",
              "00-" + TRACE + "-" + PARENT + "-01",
              "X-Request-Id",
              "order-17.a");
      assertThat(response.statusCode()).isEqualTo(201);
      assertThat(response.headers().firstValue("X-Request-Id")).contains("order-17.a");

      JsonNode line = app.awaitLog("Payment succeeded");
      assertThat(line.get("trace_id").asString()).isEqualTo(TRACE);
      assertThat(line.get("request_id").asString()).isEqualTo("order-17.a");
      assertThat(line.get("service").asString()).isEqualTo("billing");

      OtlpSpan server =
          receiver.awaitSpan(s -> s.traceId().equals(TRACE) && s.kind().equals("SERVER"), LIMIT);
      assertThat(server.name()).isEqualTo("POST /invoices/{id}/payments");
      assertThat(server.parentSpanId()).isEqualTo(PARENT);
      assertThat(server.attributes())
          .containsEntry("http.route", "/invoices/{id}/payments")
          .containsEntry("http.response.status_code", 201L);
      assertThat(server.resource()).containsEntry("service.name", "billing");
      OtlpSpan charge =
          receiver.awaitSpan(
              s -> s.traceId().equals(TRACE) && s.name().equals("payment.process"), LIMIT);
      assertThat(charge.parentSpanId()).isEqualTo(server.spanId());
      assertThat(line.get("span_id").asString()).isEqualTo(charge.spanId());
      assertThat(line.get("event").asString()).isEqualTo("payment.succeeded");
      assertThat(line.get("amount").isNumber()).isTrue();
      assertThat(receiver.requests()).allSatisfy(r -> assertThat(r.protocol()).isEqualTo(protocol));
    }
  }

  @Test
  void aFailureIsOneSpanOneCountOneLineAndOneEventOfSentryInOneTrace() throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        SentryIntake sentry = SentryIntake.start();
        RunningQuickstart app = RunningQuickstart.start(exporting(receiver, sentry))) {
      app.post("/invoices", NEW_INVOICE);
      HttpResponse<String> response =
          app.post("/invoices/N1/payments", "{\"method\":\"card\",\"token\":\"tok_unreachable\"}");
      assertThat(response.statusCode()).isEqualTo(500);
      String requestId = response.headers().firstValue("X-Request-Id").orElseThrow();
      JsonNode line = app.awaitLog("Http error: IllegalStateException");
      assertThat(line.get("request_id").asString()).isEqualTo(requestId);
      String trace = line.get("trace_id").asString();
      OtlpSpan server =
          receiver.awaitSpan(s -> s.traceId().equals(trace) && s.kind().equals("SERVER"), LIMIT);
      assertThat(server.status()).isEqualTo("ERROR");
      Map<String, Double> series = app.series();
      assertThat(series)
          .containsEntry("payment_failures_total{method=\"card\",reason=\"gateway_error\"}", 1.0)
          .containsEntry("errors_total{area=\"http\",error_type=\"IllegalStateException\"}", 1.0);
      assertThat(sum(series, "errors_total", "")).isOne();
      Awaitility.await().atMost(LIMIT).until(() -> !sentry.events().isEmpty());
      Awaitility.await().atMost(LIMIT).until(() -> transactions(sentry, trace).size() == 1);
      app.process().terminate();
      app.process().awaitExit(LIMIT);
      assertThat(sentry.events()).hasSize(1);
      assertThat(sentry.events().get(0).toString())
          .contains("\"trace_id\":\"" + trace + "\"", "payment provider unreachable")
          .contains("\"request_id\":\"" + requestId + "\"")
          .contains("\"area\":\"http\"", "\"breadcrumbs\":[");
      assertThat(transactions(sentry, trace).get(0))
          .contains("POST /invoices/{id}/payments", "internal_error");
      assertThat(errorLines(app.logs(), trace)).isOne();
      assertThat(app.process().lines().toString()).containsPattern("Sentry [3-9] sent, 0 lost");
    }
  }

  private static Map<String, String> exporting(OtlpReceiver receiver, SentryIntake sentry) {
    Map<String, String> environment = RunningQuickstart.exportingTo(receiver, "grpc");
    environment.put("SENTRY_DSN", sentry.dsn());
    environment.put("SENTRY_TRACES_SAMPLE_RATE", "1");
    return environment;
  }

  private static List<String> transactions(SentryIntake sentry, String trace) {
    return sentry.transactions().stream()
        .map(Object::toString)
        .filter(transaction -> transaction.contains(trace))
        .toList();
  }

  /** The lines of a trace that have the exception's text. */
  private static long errorLines(List<JsonNode> lines, String trace) {
    return lines.stream()
        .filter(line -> line.has("trace_id") && line.get("trace_id").asString().equals(trace))
        .filter(line -> line.toString().contains("payment provider unreachable"))
        .count();
  }

  @Test
  void withoutACollectorItIsReadyAndEveryLineIsJson() throws Exception {
    try (RunningQuickstart app = RunningQuickstart.start(Map.of())) {
      assertThat(app.awaitLog("SG-0001").toString()).contains("/metrics");
      for (String path : List.of("/live", "/ready", "/health", "/health/detailed")) {
        assertThat(app.ops(path).statusCode()).as(path).isEqualTo(200);
      }
      assertThat(app.get("/invoices").body()).isEqualTo("[]");
      assertThat(app.get("/nowhere").statusCode()).isEqualTo(404);
      assertThat(app.logs()).isNotEmpty();
    }
  }

  @Test
  void prometheusScrapesItAsProtobufToo() throws Exception {
    try (RunningQuickstart app = RunningQuickstart.start(Map.of());
        PrometheusServer prometheus =
            PrometheusServer.scraping("billing", app.metrics()).nativeHistograms().start()) {
      assertThat(app.get("/invoices").statusCode()).isEqualTo(200);
      prometheus.awaitUp("billing", LIMIT);
      prometheus.await(
          "http_requests_total{route='/invoices',status_code='200'}",
          found -> found.size() == 1 && found.get(0).value() == 1,
          LIMIT);
      prometheus.await(
          "http_request_duration_seconds_bucket{route='/invoices',le='10.0'}"
              + " or http_request_duration_seconds_bucket{route='/invoices',le='10'}",
          found -> found.size() == 1 && found.get(0).value() == 1,
          LIMIT);
    }
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void aSignalEndsItWithTheReport(String signal, int code) throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      Map<String, String> environment = RunningQuickstart.exportingTo(receiver, "grpc");
      environment.put("LOAD_RATE", "100");
      environment.put("OTEL_BSP_SCHEDULE_DELAY", "60000");
      try (RunningQuickstart app = RunningQuickstart.start(environment)) {
        Awaitility.await()
            .atMost(LIMIT)
            .until(() -> sum(app.series(), "http_requests_total", "") >= 50);
        if (signal.equals("INT")) {
          app.process().interrupt();
        } else {
          app.process().terminate();
        }
        assertThat(app.process().awaitExit(LIMIT)).isIn(code, 0);
        String report = app.awaitLog("SG-0900").get("msg").asString();
        System.out.println(signal + ": " + report);
        // What was still waiting to be sent went out last, and the report says how much it was.
        assertThat(receiver.spanCount()).isGreaterThanOrEqualTo(50);
        assertThat(receiver.distinctSpans()).isEqualTo((int) receiver.spanCount());
        assertThat(report).contains("spans " + receiver.spanCount() + " sent, 0 lost");
      }
    }
  }
}
