// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErrorsTest {

  private final LogLines lines = LogLines.of(ErrorLine.LOGGER, Level.INFO);
  private final LogLines activityLines = LogLines.of(ActivityLine.LOGGER, Level.INFO);
  private final TestApp app = new TestApp();
  private final Observability obs = app.obs;

  @AfterEach
  void close() {
    app.close();
    lines.close();
    activityLines.close();
  }

  private static List<String> counts(Observability obs) {
    return TestApp.text(obs).lines().filter(line -> line.startsWith("errors_total{")).toList();
  }

  private void assertOnly(String area, String type, int count) {
    assertThat(counts(obs))
        .containsExactly(
            "errors_total{area=\"" + area + "\",error_type=\"" + type + "\"} " + count + ".0");
  }

  @Test
  void a_failure_that_leaves_an_outermost_activity_is_one_error_however_deep_it_came_from() {
    IOException failure = new IOException("disk");
    Throwable thrown =
        catchThrowable(
            () ->
                obs.call(
                    "import",
                    outer ->
                        obs.call(
                            "import.file",
                            inner -> {
                              throw failure;
                            })));

    assertThat(thrown).isSameAs(failure).hasNoSuppressedExceptions();
    assertOnly("activity", "IOException", 1);
    // The activity's own line has it.
    assertThat(activityLines.all()).hasSize(1);
    assertThat(lines.all()).isEmpty();
  }

  @Test
  void a_failure_that_an_outer_activity_deals_with_is_none() {
    obs.call(
        "import",
        outer -> catchThrowable(() -> obs.call("import.file", inner -> failing("handled"))));
    assertThat(counts(obs)).isEmpty();
  }

  private static Object failing(String message) throws IOException {
    throw new IOException(message);
  }

  @Test
  void what_was_reported_inside_is_not_counted_again_as_a_cause_outside() {
    catchThrowable(
        () ->
            obs.call(
                "checkout",
                activity -> {
                  IOException cause = new IOException("gateway");
                  obs.errors().report("database", cause);
                  obs.errors().report("database", cause);
                  throw new IllegalStateException("payment", new ExecutionException(cause));
                }));
    assertOnly("database", "IOException", 1);
    assertThat(lines.messages()).containsExactly("Database error: IOException");
    assertThat(LogLines.fields(lines.all().get(0)))
        .containsEntry("category", "error")
        .containsEntry("area", "database")
        .containsEntry("error_type", "java.io.IOException")
        .containsEntry("activity", "checkout");
  }

  @Test
  void a_cause_that_comes_after_its_wrapper_is_the_same_error() {
    IOException cause = new IOException("gateway");
    obs.errors().report(new CompletionException(cause));
    obs.errors().report(cause);
    assertOnly("app", "IOException", 1);
  }

  @Test
  void an_exception_that_is_made_once_and_thrown_often_is_an_error_in_each_trace() {
    IllegalStateException shared = new IllegalStateException("closed");
    for (int i = 0; i < 3; i++) {
      catchThrowable(
          () ->
              obs.call(
                  "read",
                  activity -> {
                    throw shared;
                  }));
    }
    assertOnly("activity", "IllegalStateException", 3);
  }

  @Test
  void without_a_trace_it_is_another_one_after_a_minute() {
    AtomicLong now = new AtomicLong();
    try (var timed = Observability.builder("t").environment(Map.of()).clock(now::get).build()) {
      IllegalStateException shared = new IllegalStateException("closed");
      timed.errors().report(shared);
      now.addAndGet(TimeUnit.SECONDS.toNanos(59));
      timed.errors().report(shared);
      assertThat(counts(timed)).singleElement().asString().endsWith(" 1.0");
      // Known for a minute after it was last met.
      now.addAndGet(TimeUnit.SECONDS.toNanos(60));
      timed.errors().report(shared);
      assertThat(counts(timed)).singleElement().asString().endsWith(" 2.0");
    }
  }

  @Test
  void asynchronous_work_that_fails_is_one_error() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    var returned = obs.callAsync("fetch", activity -> stage.thenApply(text -> text));
    stage.completeExceptionally(new IOException("gone"));
    assertThat(catchThrowable(() -> returned.toCompletableFuture().get()))
        .hasCauseInstanceOf(IOException.class);
    assertOnly("activity", "IOException", 1);
  }

  @Test
  void what_a_wrapped_runnable_throws_is_an_error_and_what_a_callable_throws_is_its_callers()
      throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      Runnable failing =
          () -> {
            throw new IllegalStateException("task");
          };
      Callable<String> asked =
          () -> {
            throw new IllegalArgumentException("callable");
          };
      Future<?> ran = obs.wrap(pool).submit(failing);
      assertThat(catchThrowable(ran::get)).hasCauseInstanceOf(IllegalStateException.class);
      Future<String> called = obs.wrap(pool).submit(asked);
      assertThat(catchThrowable(called::get)).hasCauseInstanceOf(IllegalArgumentException.class);
      assertOnly("task", "IllegalStateException", 1);
      assertThat(lines.messages()).containsExactly("Task error: IllegalStateException");
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void without_the_activitys_line_the_error_has_one_of_its_own() {
    try (var quiet =
        Observability.builder("quiet")
            .environment(Map.of("SIGHTGLASS_ACTIVITY_LINE", "false"))
            .build()) {
      catchThrowable(() -> quiet.call("import", activity -> failing("disk")));
      // One that is dealt with inside is none here either.
      quiet.call("import", outer -> catchThrowable(() -> quiet.call("b", in -> failing("b"))));
      assertThat(counts(quiet)).hasSize(1);
      assertThat(lines.messages()).containsExactly("Activity error: IOException");
      assertThat(activityLines.all()).isEmpty();
    }
  }

  @Test
  void the_line_of_an_error_has_the_fields_of_its_context() {
    String traceId =
        obs.call(
            "refund",
            activity -> {
              try (Scope scope = ContextFields.current().with("user_id", "u-1").makeCurrent()) {
                obs.errors().report(new IllegalStateException("no"));
              }
              return activity.spanContext().getTraceId();
            });
    assertThat(lines.all().get(0).getMDCPropertyMap())
        .containsEntry("trace_id", traceId)
        .containsEntry("user_id", "u-1");
  }

  @Test
  void an_app_declares_areas_of_its_own_and_others_are_counted_together() {
    try (var own =
        Observability.builder("own").environment(Map.of()).errorAreas("payments").build()) {
      own.errors().report("payments", new IOException("1"));
      own.errors().report("made-up-" + System.nanoTime(), new IOException("2"));
      own.errors().report(null, new IOException("3"));
      assertThat(counts(own))
          .containsExactlyInAnyOrder(
              "errors_total{area=\"payments\",error_type=\"IOException\"} 1.0",
              "errors_total{area=\"_other\",error_type=\"IOException\"} 2.0");
    }
  }

  @Test
  void areas_are_checked_when_they_are_declared() {
    ObservabilityBuilder builder = Observability.builder("areas");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.errorAreas("Payments!"))
        .withMessageContaining("'Payments!'")
        .withMessageContaining("lower-case letters");
    String[] many = IntStream.range(0, 51).mapToObj(i -> "a" + i).toArray(String[]::new);
    assertThatIllegalArgumentException().isThrownBy(() -> builder.errorAreas(many));
    assertThatNullPointerException().isThrownBy(() -> builder.errorAreas((String) null));
  }

  @Test
  void ten_thousand_classes_make_fifty_types_and_lose_no_error() {
    int before = counts(obs).size();
    Throwable[] errors = MadeErrors.make(200);
    for (Throwable error : errors) {
      obs.errors().report(error);
    }
    assertThat(counts(obs)).hasSize(before + 51);
    double sum =
        counts(obs).stream()
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
            .sum();
    assertThat(sum).isEqualTo(200);
  }

  @Test
  void an_app_with_everything_off_reports_nothing() {
    try (var off =
        Observability.builder("off")
            .environment(Map.of("METRICS_ENABLED", "false", "OTEL_SDK_DISABLED", "true"))
            .build()) {
      off.errors().report(new IOException("x"));
      Observability.noop().errors().report("app", new IOException("x"));
      Observability.noop().errors().unhandled("app", null, new IOException("x"), false);
      assertThat(lines.all()).isEmpty();
    }
  }

  @Test
  void hostile_throwables_are_errors_like_any_other() {
    obs.errors().report(new Hostile());
    obs.errors().report((Throwable) null);
    Exception circle = new Exception("a");
    circle.initCause(new Exception("b", circle));
    obs.errors().report(circle);
    assertThat(counts(obs)).hasSize(2);
    assertThat(app.scrape())
        .contains("sightglass_invalid_total{kind=\"null_argument\",signal=\"errors\"} 1.0")
        .doesNotContain("sightglass_internal_errors_total{component=\"errors\"}");
  }

  static final class Hostile extends RuntimeException {

    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }

    @Override
    public synchronized Throwable getCause() {
      throw new IllegalStateException("no cause");
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new IllegalStateException("no stack");
    }

    @Override
    public boolean equals(Object other) {
      throw new IllegalStateException("no equals");
    }

    @Override
    public int hashCode() {
      throw new IllegalStateException("no hash");
    }
  }
}
