// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.opentelemetry.context.Scope;
import io.sightglass.ContextFields;
import io.sightglass.Observability;
import io.sightglass.sentry.SentryErrors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** The real SDK of Sentry against a stand-in for its intake. */
class SentryErrorsTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String SECRET = "hunter2-" + ThreadLocalRandom.current().nextLong(1L << 40);

  private static Observability app(String dsn, String... settings) {
    Map<String, String> environment = new HashMap<>();
    environment.put("SENTRY_DSN", dsn);
    for (int i = 0; i < settings.length; i += 2) {
      environment.put(settings[i], settings[i + 1]);
    }
    Observability obs = Observability.builder("billing").environment(environment).build();
    assertThat(SentryErrors.install(obs)).isTrue();
    return obs;
  }

  private static JsonObject only(SentryIntake intake) {
    await().atMost(LIMIT).until(() -> !intake.events().isEmpty());
    assertThat(intake.events()).hasSize(1);
    return intake.events().get(0);
  }

  private static double dropped(Observability obs, String signal, String reason) {
    String start = "sightglass_dropped_total{reason=\"" + reason + "\",signal=\"" + signal + "\"} ";
    return new String(obs.scrape("").bytes(), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(start.length())))
        .sum();
  }

  @Test
  void an_event_has_the_stacks_the_lines_before_it_the_user_and_the_ids_of_the_trace() {
    try (SentryIntake intake = SentryIntake.start();
        Observability obs =
            app(
                intake.dsn(),
                "SENTRY_TRACES_SAMPLE_RATE",
                "1",
                "APP_ENV",
                "staging",
                "APP_VERSION",
                "2.5.0")) {
      String ids =
          obs.call(
              "checkout",
              activity -> {
                ContextFields fields = ContextFields.current().withRequestId("r-1");
                try (Scope scope =
                    fields
                        .with("user_id", "u-1")
                        .with("workspace_id", "w-1")
                        .with("plan", "gold")
                        .makeCurrent()) {
                  obs.errors().trail("INFO", "app.Cart", "cart opened");
                  obs.errors().trail("WARN", "app.Stock", "stock is low");
                  obs.errors().report(new IllegalStateException("no", new IOException("disk")));
                }
                return activity.spanContext().getTraceId()
                    + " "
                    + activity.spanContext().getSpanId();
              });
      obs.errors().trail("INFO", "app.Other", "of no trace");

      JsonObject event = only(intake);
      var exceptions = event.getAsJsonObject("exception").getAsJsonArray("values");
      assertThat(exceptions).hasSize(2);
      assertThat(exceptions.get(0).toString()).contains("IOException", "disk");
      String outer = exceptions.get(1).toString();
      assertThat(outer).contains("IllegalStateException", "java.lang", "\"handled\":true");
      var frames =
          exceptions
              .get(1)
              .getAsJsonObject()
              .getAsJsonObject("stacktrace")
              .getAsJsonArray("frames");
      assertThat(frames.get(frames.size() - 1).getAsJsonObject().get("module").getAsString())
          .isEqualTo(SentryErrorsTest.class.getName());
      String[] both = ids.split(" ");
      JsonObject trace = event.getAsJsonObject("contexts").getAsJsonObject("trace");
      assertThat(trace.get("trace_id").getAsString()).isEqualTo(both[0]);
      assertThat(trace.get("span_id").getAsString()).isEqualTo(both[1]);
      assertThat(event.getAsJsonObject("user").get("id").getAsString()).isEqualTo("u-1");
      assertThat(event.getAsJsonObject("tags").toString())
          .contains("\"workspace_id\":\"w-1\"", "\"area\":\"app\"", "\"request_id\":\"r-1\"");
      assertThat(event.getAsJsonObject("contexts").getAsJsonObject("fields").toString())
          .contains("\"plan\":\"gold\"");
      assertThat(event.get("environment").getAsString()).isEqualTo("staging");
      assertThat(event.get("release").getAsString()).isEqualTo("billing@2.5.0");
      assertThat(event.get("transaction").getAsString()).isEqualTo("checkout");
      assertThat(event.get("breadcrumbs").toString())
          .containsSubsequence("cart opened", "stock is low")
          .doesNotContain("of no trace");

      await().atMost(LIMIT).until(() -> intake.transactions().size() == 1);
      JsonObject transaction = intake.transactions().get(0);
      assertThat(transaction.get("transaction").getAsString()).isEqualTo("checkout");
      assertThat(transaction.toString()).contains(both[0], both[1], "\"status\":\"ok\"");
    }
  }

  @Test
  void one_failure_through_several_layers_is_one_event() {
    try (SentryIntake intake = SentryIntake.start();
        Observability obs = app(intake.dsn(), "SENTRY_TRACES_SAMPLE_RATE", "0.000001")) {
      IOException cause = new IOException("gateway");
      CompletableFuture<String> failing = new CompletableFuture<>();
      obs.callAsync(
          "checkout",
          activity -> {
            obs.errors().report("database", cause);
            return failing;
          });
      failing.completeExceptionally(new IllegalStateException("wrapped", cause));
      obs.errors().report(cause);
      JsonObject event = only(intake);
      obs.close();
      assertThat(intake.events()).hasSize(1);
      assertThat(event.toString()).contains("\"area\":\"database\"");
    }
  }

  @Test
  void planted_secrets_do_not_leave() {
    try (SentryIntake intake = SentryIntake.start();
        Observability obs = app(intake.dsn(), "SENTRY_TRACES_SAMPLE_RATE", "1")) {
      String url = "https://bob:" + SECRET + "@db.example/orders";
      obs.call(
          "checkout",
          activity -> {
            activity.set("db.password", SECRET).set("db.url", url);
            try (Scope scope = ContextFields.current().with("api_key", SECRET).makeCurrent()) {
              obs.errors().trail("INFO", "app.Db", "connecting to " + url);
              obs.errors().report(new IllegalStateException(url, new IOException(url)));
            }
            return "";
          });
      only(intake);
      await().atMost(LIMIT).until(() -> intake.transactions().size() == 1);
      assertThat(intake.received()).contains("[redacted]", "db.example").doesNotContain(SECRET);
      assertThat(obs.report()).doesNotContain("publickey").contains("SENTRY_DSN");
    }
  }

  @Test
  void filters_and_the_rate_limit_hold_for_sentry() {
    try (SentryIntake intake = SentryIntake.start();
        Observability obs = app(intake.dsn(), "SIGHTGLASS_ERRORS_MAX_PER_MINUTE", "3")) {
      obs.errors().filter(error -> error.error() instanceof IOException ? null : error);
      obs.errors().filter(error -> error.with("tenant", "t-1"));
      obs.errors().report(new IOException("the client went"));
      for (int i = 0; i < 100; i++) {
        obs.errors().report(new IllegalStateException("flood " + i));
      }
      await().atMost(LIMIT).until(() -> intake.events().size() == 3);
      obs.close();
      assertThat(intake.events()).hasSize(3);
      assertThat(intake.received()).contains("\"tenant\":\"t-1\"").doesNotContain("client went");
      assertThat(dropped(obs, "errors", "rate_limited")).isEqualTo(97);
      assertThat(dropped(obs, "errors", "filtered")).isOne();
    }
  }

  @Test
  void a_part_of_the_traces_goes_there_and_which_is_told_by_the_trace() {
    try (SentryIntake intake = SentryIntake.start();
        Observability obs = app(intake.dsn(), "SENTRY_TRACES_SAMPLE_RATE", "0.2")) {
      int expected = 0;
      for (int i = 0; i < 300; i++) {
        try (var activity = obs.activity("work")) {
          String random = activity.spanContext().getTraceId().substring(16);
          long bits = Long.parseUnsignedLong(random, 16) & Long.MAX_VALUE;
          expected += bits < 0.2 * Long.MAX_VALUE ? 1 : 0;
          // A child is none of its own.
          obs.activity("inner").close();
        }
      }
      int sent = expected;
      await().atMost(LIMIT).until(() -> intake.transactions().size() == sent);
      System.out.printf("%d of 300 traces are transactions at a rate of 0.2%n", expected);
      assertThat(expected).isBetween(20, 110);
    }
  }

  @Test
  void an_intake_that_refuses_is_counted_and_said() {
    try (SentryIntake intake = SentryIntake.start();
        Observability obs = app(intake.dsn())) {
      intake.answer(500);
      obs.errors().report(new IllegalStateException("x"));
      await().atMost(LIMIT).until(() -> dropped(obs, "errors", "sentry_failed") == 1);
      assertThat(intake.requestCount()).isOne();
    }
  }

  @Test
  void a_dead_intake_and_one_that_hangs_cost_the_app_nothing_but_their_part_of_the_deadline()
      throws Exception {
    try (ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      int dead = Ports.free();
      for (int port : new int[] {dead, hanging.getLocalPort()}) {
        Observability obs =
            app(
                "http://publickey@127.0.0.1:" + port + "/1",
                "SIGHTGLASS_SHUTDOWN_TIMEOUT",
                "2s",
                "SIGHTGLASS_ERRORS_MAX_PER_MINUTE",
                "10000");
        long start = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
          obs.errors().report(new IllegalStateException("x"));
        }
        long reported = System.nanoTime() - start;
        obs.close();
        long closed = System.nanoTime() - start - reported;
        System.out.printf(
            "Sentry %s: 1,000 errors in %d ms, closed in %d ms%n",
            port == dead ? "dead" : "hanging", reported / 1_000_000, closed / 1_000_000);
        assertThat(new String(obs.scrape("").bytes(), StandardCharsets.UTF_8))
            .contains("errors_total{area=\"app\",error_type=\"IllegalStateException\"} 1000.0");
      }
    }
  }

  @Test
  void nothing_of_sentrys_own_is_switched_on() throws Exception {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    try (SentryIntake intake = SentryIntake.start();
        Observability obs = app(intake.dsn())) {
      obs.errors().report(new IllegalStateException("x"));
      only(intake);
      assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(before);
      assertThat(Class.forName("io.sentry.Sentry").getMethod("isEnabled").invoke(null))
          .isEqualTo(false);
    }
  }

  @Test
  void without_a_dsn_it_does_nothing_and_the_report_tells_what_is_on() {
    try (Observability obs = Observability.builder("x").environment(Map.of()).build()) {
      assertThat(SentryErrors.install(obs)).isFalse();
      assertThat(obs.report()).contains("errors: counted and logged (Sentry: set SENTRY_DSN)");
    }
    assertThat(SentryErrors.install(Observability.noop())).isFalse();
    assertThatNullPointerException().isThrownBy(() -> SentryErrors.install(null));
    try (SentryIntake intake = SentryIntake.start();
        Observability obs =
            app(
                intake.dsn(),
                "SENTRY_TRACES_SAMPLE_RATE",
                "0.25",
                "SENTRY_PROFILES_SAMPLE_RATE",
                "0.5")) {
      assertThat(obs.report())
          .contains("transactions 25.0 %")
          .contains("profiles off (SENTRY_PROFILES_SAMPLE_RATE=0.5: Sentry's profiler")
          .contains("traces: to Sentry alone");
    }
  }
}
