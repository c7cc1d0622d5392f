// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActivityLineTest {

  private final LogLines lines = LogLines.of(ActivityLine.LOGGER, Level.INFO);
  private final TestApp app = new TestApp();
  private final Observability obs = app.obs;

  @AfterEach
  void close() {
    app.close();
    lines.close();
  }

  private ILoggingEvent only() {
    assertThat(lines.all()).hasSize(1);
    return lines.all().get(0);
  }

  @Test
  void the_outermost_activity_writes_one_line_with_what_happened_inside() {
    String traceId =
        obs.call(
            "invoice.render",
            activity -> {
              Tally.current().add("events", 1);
              obs.call(
                  "invoice.page",
                  page -> {
                    Tally.current().add("ai.calls", 2);
                    return page;
                  });
              assertThat(lines.all()).isEmpty();
              return activity.spanContext().getTraceId();
            });

    ILoggingEvent line = only();
    assertThat(line.getLevel()).isEqualTo(Level.INFO);
    assertThat(line.getFormattedMessage()).isEqualTo("Invoice render");
    Map<String, Object> fields = LogLines.fields(line);
    assertThat(fields)
        .containsOnlyKeys("category", "activity", "outcome", "duration_ms", "events", "ai.calls")
        .containsEntry("category", "performance")
        .containsEntry("activity", "invoice.render")
        .containsEntry("outcome", "success")
        .containsEntry("events", 1L)
        .containsEntry("ai.calls", 2L);
    assertThat((Double) fields.get("duration_ms")).isNotNegative();
    assertThat(line.getMDCPropertyMap()).containsEntry("trace_id", traceId);
    assertThat(Tally.current().isOpen()).isFalse();
  }

  @Test
  void it_is_written_when_the_activity_fails_and_the_failure_stays_the_apps() {
    IOException failure = new IOException("disk");
    Throwable thrown =
        catchThrowable(
            () ->
                obs.call(
                    "nightly_job",
                    activity -> {
                      Tally.current().add("events", 3);
                      throw failure;
                    }));

    assertThat(thrown).isSameAs(failure).hasNoSuppressedExceptions();
    ILoggingEvent line = only();
    assertThat(line.getLevel()).isEqualTo(Level.ERROR);
    assertThat(line.getFormattedMessage()).isEqualTo("Nightly job failed");
    assertThat(LogLines.fields(line))
        .containsEntry("outcome", "error")
        .containsEntry("error_type", "java.io.IOException")
        .containsEntry("events", 3L);
    assertThat(line.getThrowableProxy().getMessage()).isEqualTo("disk");
  }

  @Test
  void a_failure_noted_without_a_cause_is_a_line_too() {
    try (Activity activity = obs.activity("import")) {
      activity.fail(null);
    }
    assertThat(LogLines.fields(only()))
        .containsEntry("outcome", "error")
        .doesNotContainKey("error_type");
    assertThat(only().getThrowableProxy()).isNull();
  }

  @Test
  void a_failure_whose_own_code_throws_costs_its_text_and_not_the_line() {
    RuntimeException hostile =
        new RuntimeException() {
          @Override
          public String getMessage() {
            throw new IllegalStateException("planted");
          }
        };
    assertThat(
            catchThrowable(
                () ->
                    obs.call(
                        "pay",
                        activity -> {
                          throw hostile;
                        })))
        .isSameAs(hostile);
    assertThat(LogLines.fields(only())).containsEntry("error_type", hostile.getClass().getName());
  }

  @Test
  void an_asynchronous_one_writes_its_line_when_it_ends() {
    CompletableFuture<String> work = new CompletableFuture<>();
    CompletionStage<String> stage =
        obs.callAsync(
            "report.build",
            activity -> {
              Tally.current().add("db.queries", 4);
              return work;
            });
    assertThat(stage).isSameAs(work);
    assertThat(lines.all()).isEmpty();
    assertThat(Tally.current()).isSameAs(Tally.none());

    work.complete("done");

    assertThat(LogLines.fields(only())).containsEntry("db.queries", 4L);
    assertThat(only().getMDCPropertyMap()).containsKey("trace_id");
    assertThat(Tally.current()).isSameAs(Tally.none());
  }

  @Test
  void work_on_another_thread_adds_to_the_same_line() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      try (Activity activity = obs.activity("order.place")) {
        obs.wrap(pool).submit(() -> Tally.current().add("ai.calls", 1)).get(20, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdown();
    }
    assertThat(LogLines.fields(only())).containsEntry("ai.calls", 1L);
  }

  @Test
  void what_begins_after_the_line_is_outermost_itself() {
    Activity first = obs.activity("first");
    Runnable later = obs.wrap(() -> obs.call("second", activity -> activity));
    first.close();

    later.run();

    assertThat(lines.messages()).containsExactly("First", "Second");
  }

  @Test
  void an_activity_inside_what_writes_no_line_writes_none_either() {
    try (Scope request =
        obs.enter(
            ContextFields.empty()
                .withTally(Tally.none())
                .storeInContext(io.opentelemetry.context.Context.root()))) {
      obs.call("inside", activity -> activity);
    }
    assertThat(lines.all()).isEmpty();
  }

  @Test
  void it_can_be_switched_off() {
    try (Observability quiet =
        Observability.builder("quiet")
            .environment(Map.of("SIGHTGLASS_ACTIVITY_LINE", "false"))
            .build()) {
      quiet.call(
          "work",
          activity -> {
            assertThat(Tally.current()).isSameAs(Tally.none());
            return activity;
          });
    }
    assertThat(lines.all()).isEmpty();
  }

  @Test
  void nothing_is_collected_where_the_logger_is_off() {
    try (LogLines off = LogLines.of(ActivityLine.LOGGER, Level.OFF);
        Activity activity = obs.activity("work")) {
      assertThat(Tally.current()).isSameAs(Tally.none());
    }
  }

  @Test
  void a_logging_backend_that_throws_does_not_reach_the_app() {
    try (LogLines broken =
        LogLines.of(
            ActivityLine.LOGGER,
            Level.INFO,
            line -> {
              throw new IllegalStateException("planted");
            })) {
      assertThat(obs.<String, RuntimeException>call("work", activity -> "result"))
          .isEqualTo("result");
    }
    assertThat(app.scrape())
        .contains("sightglass_internal_errors_total{component=\"activity line\"} 1");
  }

  @Test
  void the_thread_stays_interrupted() {
    Thread.currentThread().interrupt();
    obs.call("work", activity -> activity);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(lines.all()).hasSize(1);
  }

  @Test
  void the_message_is_the_name_in_words() {
    assertThat(ActivityLine.message("")).isEqualTo("Activity");
    assertThat(ActivityLine.message("x")).isEqualTo("X");
    assertThat(ActivityLine.message("a.b_c")).isEqualTo("A b c");
  }
}
