// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErrorReportersTest {

  private static final String SECRET = "hunter2-" + "not-to-be-seen";

  private final LogLines lines = LogLines.of(ErrorLine.LOGGER, Level.OFF);
  private final AtomicLong now = new AtomicLong();
  private final List<ErrorReport> got = new CopyOnWriteArrayList<>();
  private final List<Observability> apps = new ArrayList<>();

  @AfterEach
  void close() {
    apps.forEach(Observability::close);
    lines.close();
  }

  private Observability app(String... settings) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      environment.put(settings[i], settings[i + 1]);
    }
    Observability obs =
        Observability.builder("errors").environment(environment).clock(now::get).build();
    apps.add(obs);
    return obs;
  }

  private static double dropped(Observability obs, String reason) {
    String start = "sightglass_dropped_total{reason=\"" + reason + "\",signal=\"errors\"} ";
    return TestApp.text(obs)
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(start.length())))
        .sum();
  }

  @Test
  void a_reporter_gets_the_error_with_all_that_surrounded_it() {
    try (TestApp app = new TestApp()) {
      app.obs.errors().sendTo("list", got::add);
      Instant before = Instant.now();
      IllegalStateException error = new IllegalStateException("no stock", new IOException("disk"));
      String ids =
          app.obs.call(
              "checkout",
              activity -> {
                ContextFields fields =
                    ContextFields.current().withRequestId("r-1").with("user_id", "u-1");
                try (Scope scope = fields.with("workspace_id", "w-1").makeCurrent()) {
                  app.obs.errors().report("app", error);
                }
                return activity.spanContext().getTraceId() + activity.spanContext().getSpanId();
              });

      await().until(() -> !got.isEmpty());
      ErrorReport report = got.get(0);
      assertThat(report.area()).isEqualTo("app");
      assertThat(report.type()).isEqualTo("IllegalStateException");
      assertThat(report.error()).isSameAs(error);
      assertThat(report.isHandled()).isTrue();
      assertThat(report.work()).isEqualTo("checkout");
      assertThat(report.requestId()).isEqualTo("r-1");
      assertThat(report.spanContext().getTraceId() + report.spanContext().getSpanId())
          .isEqualTo(ids);
      assertThat(report.fields())
          .containsExactly(Map.entry("user_id", "u-1"), Map.entry("workspace_id", "w-1"));
      assertThat(report.time()).isBetween(before, Instant.now());
      assertThat(report.causes())
          .extracting(ErrorReport.Cause::type, ErrorReport.Cause::message)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("java.lang.IllegalStateException", "no stock"),
              org.assertj.core.groups.Tuple.tuple("java.io.IOException", "disk"));
      assertThat(report.causes().get(0).stack().get(0).getClassName())
          .isEqualTo(ErrorReportersTest.class.getName());
      assertThat(report).hasToString("app IllegalStateException in checkout");
    }
  }

  @Test
  void what_a_reporter_gets_is_redacted() {
    Observability obs = app();
    obs.errors().sendTo("list", got::add);
    obs.errors().filter(report -> report.with("api_token", SECRET).with("plan", "gold"));
    String url = "https://bob:" + SECRET + "@db.example/orders";
    try (Scope scope = ContextFields.current().with("db_password", SECRET).makeCurrent()) {
      obs.errors().report(new IllegalStateException("cannot reach " + url, new IOException(url)));
    }
    await().until(() -> !got.isEmpty());
    ErrorReport report = got.get(0);
    assertThat(report.fields() + " " + report.causes()).doesNotContain(SECRET);
    assertThat(report.fields())
        .containsEntry("db_password", Redactor.MARK)
        .containsEntry("api_token", Redactor.MARK)
        .containsEntry("plan", "gold");
  }

  @Test
  void a_filter_drops_and_amends_and_one_that_throws_is_left_out() {
    Observability obs = app();
    obs.errors().sendTo("list", got::add);
    obs.errors().filter(report -> report.error() instanceof IOException ? null : report);
    obs.errors()
        .filter(
            report -> {
              throw new IllegalStateException("filter");
            });
    obs.errors().filter(report -> report.with("tenant", "t-1").without("user_id"));
    try (Scope scope = ContextFields.current().with("user_id", "u-1").makeCurrent()) {
      obs.errors().report(new IOException("client went"));
      obs.errors().report(new IllegalArgumentException("x"));
    }
    await().until(() -> !got.isEmpty());
    assertThat(got).hasSize(1);
    assertThat(got.get(0).fields()).containsExactly(Map.entry("tenant", "t-1"));
    assertThat(dropped(obs, "filtered")).isOne();
    assertThat(TestApp.text(obs)).contains("errors_total{area=\"app\",error_type=\"IOException\"}");
  }

  @Test
  void a_flood_of_one_kind_is_limited_counted_in_full_and_leaves_room_for_others() {
    Observability obs = app("SIGHTGLASS_ERRORS_MAX_PER_MINUTE", "5");
    obs.errors().sendTo("list", got::add);
    for (int i = 0; i < 1_000; i++) {
      obs.errors().report(new IllegalStateException("flood"));
    }
    obs.errors().report(new IOException("rare"));
    await().until(() -> got.size() == 6);
    assertThat(got.get(5).type()).isEqualTo("IOException");
    assertThat(dropped(obs, "rate_limited")).isEqualTo(995);
    assertThat(TestApp.text(obs))
        .contains("errors_total{area=\"app\",error_type=\"IllegalStateException\"} 1000.0");

    now.addAndGet(TimeUnit.MINUTES.toNanos(1));
    obs.errors().report(new IllegalStateException("later"));
    await().until(() -> got.size() == 7);
  }

  @Test
  void many_kinds_together_are_limited_to_ten_times_one() {
    Observability obs = app("SIGHTGLASS_ERRORS_MAX_PER_MINUTE", "2");
    obs.errors().sendTo("list", got::add);
    for (Throwable error : MadeErrors.make(40)) {
      obs.errors().report(error);
    }
    await().until(() -> got.size() == 20);
    assertThat(dropped(obs, "rate_limited")).isEqualTo(20);
  }

  @Test
  void a_part_of_them_is_taken_where_that_is_set() {
    Observability obs =
        app(
            "SIGHTGLASS_ERRORS_SAMPLE_RATE", "0.5",
            "SIGHTGLASS_ERRORS_MAX_PER_MINUTE", "10000");
    obs.errors().sendTo("list", got::add);
    for (int i = 0; i < 200; i++) {
      obs.errors().report(new IllegalStateException("one of many"));
    }
    await().until(() -> got.size() + dropped(obs, "sampled") + dropped(obs, "queue_full") == 200);
    assertThat(got.size()).isBetween(50, 150);
  }

  @Test
  void a_reporter_that_hangs_costs_the_app_nothing_and_nothing_grows() throws Exception {
    Observability obs =
        app("SIGHTGLASS_ERRORS_MAX_PER_MINUTE", "10000", "SIGHTGLASS_SHUTDOWN_TIMEOUT", "800ms");
    CountDownLatch release = new CountDownLatch(1);
    AtomicBoolean closed = new AtomicBoolean();
    obs.errors()
        .sendTo(
            "hanging",
            new ClosingReporter() {
              @Override
              public void report(ErrorReport error) {
                try {
                  release.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              }

              @Override
              public void close() {
                closed.set(true);
              }
            });
    int all = 2_000;
    for (int i = 0; i < all; i++) {
      obs.errors().report(new IllegalStateException("x"));
    }
    // One is in its hands, or on the way there.
    assertThat(dropped(obs, "queue_full"))
        .isBetween(all - ErrorDelivery.QUEUE - 1.0, (double) all - ErrorDelivery.QUEUE);
    obs.close();
    assertThat(closed).isTrue();
    assertThat(dropped(obs, "queue_full") + dropped(obs, "stopped")).isEqualTo(all - 1);
    release.countDown();
  }

  interface ClosingReporter extends ErrorReporter, AutoCloseable {}

  @Test
  void a_reporter_that_throws_or_reports_itself_disturbs_no_other() {
    Observability obs = app();
    obs.errors()
        .sendTo(
            "broken",
            error -> {
              obs.errors().report(new IllegalStateException("of the reporter"));
              throw new NoClassDefFoundError("driver");
            });
    obs.errors().sendTo("list", got::add);
    obs.errors().report(new IOException("1"));
    obs.errors().report(new IOException("2"));
    await().until(() -> dropped(obs, "reporter_failed") == 2);
    assertThat(got).extracting(ErrorReport::type).containsExactly("IOException", "IOException");
  }

  @Test
  void what_is_queued_is_handed_over_before_the_app_stops_and_is_in_the_report() {
    try (LogLines said = LogLines.of("io.sightglass", Level.INFO)) {
      Observability obs = app();
      obs.errors().sendTo("list", got::add);
      obs.started();
      for (int i = 0; i < 20; i++) {
        obs.errors().report(new IllegalStateException("x"));
      }
      obs.close();
      assertThat(got).hasSize(20);
      assertThat(said.messages()).anyMatch(line -> line.contains("errors 20 taken, 0 lost"));
      obs.errors().report(new IllegalStateException("late"));
      assertThat(got).hasSize(20);
    }
  }

  @Test
  void reporters_and_filters_are_checked_when_they_are_given() {
    Errors errors = app().errors();
    assertThatNullPointerException().isThrownBy(() -> errors.sendTo(null, got::add));
    assertThatNullPointerException().isThrownBy(() -> errors.sendTo("x", null));
    assertThatNullPointerException().isThrownBy(() -> errors.filter(null));
  }

  @Test
  void the_errors_of_hostile_classes_are_reported_without_what_cannot_be_read() {
    Observability obs = app();
    obs.errors().sendTo("list", got::add);
    obs.errors().report(new ErrorsTest.Hostile());
    await().until(() -> !got.isEmpty());
    ErrorReport.Cause cause = got.get(0).causes().get(0);
    assertThat(cause.message()).isNull();
    assertThat(cause.stack()).isEmpty();
    assertThat(catchThrowable(() -> got.get(0).with(null, "x").with("y", null).without(null)))
        .isNull();
  }
}
