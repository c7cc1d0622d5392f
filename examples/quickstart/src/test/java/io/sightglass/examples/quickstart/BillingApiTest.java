// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.sightglass.Observability;
import io.sightglass.business.ai.AiCalls;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillingApiTest {

  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService workers = Executors.newFixedThreadPool(16);
  private JdbcConnectionPool database;
  private BillingStore store;
  private ModelStub models;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    database = JdbcConnectionPool.create("jdbc:h2:mem:api;MODE=PostgreSQL", "sa", "");
    store = new BillingStore(database);
    store.prepare();
    models = ModelStub.start(Faults.NONE);
    Observability obs = Observability.noop();
    Reminders reminders = new Reminders(AiCalls.of(obs), models.address());
    BillingService service =
        new BillingService(obs, store, new PaymentGateway(Faults.NONE), reminders);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(workers);
    server.createContext("/", new BillingApi(service, obs.errors()));
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop(0);
    models.close();
    workers.shutdownNow();
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("drop all objects");
    }
    database.dispose();
  }

  @Test
  void theWholeSampleIsAnsweredAsItSays() throws Exception {
    for (Operation line : Operation.sample()) {
      Operation operation = line.inRound(1);
      HttpResponse<String> response =
          send(
              operation.method(),
              operation.path(),
              operation.body() == null ? "" : operation.body());
      assertThat(response.statusCode())
          .as("%s: %s", operation, response.body())
          .isEqualTo(line.status());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"number\":\"N1\",\"customer\":\"c\",\"currency\":\"INR\"} | amount must be positive",
        "{\"number\":\"N1\",\"customer\":\"c\",\"amount\":\"0\",\"currency\":\"INR\"} | positive",
        "{\"number\":\"N1\",\"customer\":\"c\",\"amount\":\"1.001\",\"currency\":\"INR\"} | two",
        "{\"number\":\"N1\",\"customer\":\"c\",\"amount\":\"1e400\",\"currency\":\"INR\"} | two",
        "{\"number\":\" \",\"customer\":\"c\",\"amount\":\"1\",\"currency\":\"INR\"} | number must",
        "{\"number\":\"N1\",\"customer\":\"c\",\"amount\":\"1\",\"currency\":\"EUR\"} | INR",
        "{\"number\":\"N1\",\"customer\":\"c\",\"amount\":{},\"currency\":\"INR\"} | not the JSON",
        "[1] | not the JSON",
        "null | the body is empty",
        "{ | not the JSON",
      })
  void anInvoiceThatIsNoneIsRefusedWithWhatIsWrong(String body, String reason) throws Exception {
    HttpResponse<String> response = send("POST", "/invoices", body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains(reason);
    assertThat(store.newest(10)).isEmpty();
  }

  @Test
  void amountsKeepEveryPaisa() throws Exception {
    send("POST", "/invoices", invoice("N1", "1234567890123.45"));
    assertThat(store.find("N1").orElseThrow().amount())
        .isEqualByComparingTo(new BigDecimal("1234567890123.45"));
    assertThat(send("GET", "/invoices/N1", "").body()).contains("1234567890123.45");
  }

  @Test
  void ofManyPaymentsAtOnceExactlyOneSucceeds() throws Exception {
    send("POST", "/invoices", invoice("N1", "10.00"));
    ExecutorService callers = Executors.newFixedThreadPool(16);
    try {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        answers.add(
            callers.submit(
                () ->
                    send("POST", "/invoices/N1/payments", payment("upi", "tok_ok")).statusCode()));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> answer : answers) {
        statuses.add(answer.get());
      }
      assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
      assertThat(statuses).filteredOn(status -> status == 409).hasSize(63);
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void aChargeThatFailedCanBeTriedAgain() throws Exception {
    send("POST", "/invoices", invoice("N1", "10.00"));
    for (String token : List.of("tok_declined", "tok_no_funds")) {
      HttpResponse<String> response = send("POST", "/invoices/N1/payments", payment("card", token));
      assertThat(response.statusCode()).isEqualTo(402);
    }
    HttpResponse<String> broken =
        send("POST", "/invoices/N1/payments", payment("card", "tok_unreachable"));
    assertThat(broken.statusCode()).isEqualTo(500);
    assertThat(broken.body()).contains("internal error").doesNotContain("provider");
    assertThat(send("POST", "/invoices/N1/payments", payment("card", "tok_ok")).statusCode())
        .isEqualTo(201);
    assertThat(store.find("N1").orElseThrow().state()).isEqualTo("paid");
  }

  @Test
  void otherMethodsAndTooLargeBodiesAreRefused() throws Exception {
    HttpResponse<String> response = send("DELETE", "/invoices", "");
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("GET, POST");
    assertThat(send("POST", "/leads", "x".repeat(70_000)).statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @CsvSource({"0.01, rejected", "19999.99, rejected", "20000, qualified", "99999999, qualified"})
  void aLeadIsJudgedByItsBudgetAndTakenOnce(String budget, String status) throws Exception {
    String lead =
        "{\"contact\":\"a@example.com\",\"source\":\"ads\",\"budget\":\"" + budget + "\"}";
    assertThat(send("POST", "/leads", lead).body()).contains("\"" + status + "\"");
    assertThat(send("POST", "/leads", lead).body()).contains("\"duplicate\"");
  }

  private static String invoice(String number, String amount) {
    return "{\"number\":\"%s\",\"customer\":\"c\",\"amount\":\"%s\",\"currency\":\"INR\"}"
        .formatted(number, amount);
  }

  private static String payment(String method, String token) {
    return "{\"method\":\"%s\",\"token\":\"%s\"}".formatted(method, token);
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    return http.send(
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
