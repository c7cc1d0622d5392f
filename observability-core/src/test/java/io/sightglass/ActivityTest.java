// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.MDC;

class ActivityTest {

  private static final AtomicInteger FAILURES = new AtomicInteger();
  private final TestApp app = new TestApp();
  private final Observability obs = app.obs;

  @AfterEach
  void close() {
    app.close();
  }

  @AfterAll
  static void print() {
    System.out.printf(
        "row 8: %d failures through an activity, each the same object%n", FAILURES.get());
  }

  @Test
  void an_activity_is_a_span_a_duration_and_a_gauge() {
    try (Activity activity = obs.activity("invoice.render")) {
      activity.set("invoice.pages", 3);
      Activity.current().set("invoice.draft", false);
      assertThat(app.scrape()).contains("invoice_render_in_progress 1.0");
    }
    SpanData span = app.spans().get(0);
    assertThat(span.getName()).isEqualTo("invoice.render");
    assertThat(span.getAttributes().get(AttributeKey.longKey("invoice.pages"))).isEqualTo(3);
    assertThat(span.getAttributes().get(AttributeKey.booleanKey("invoice.draft"))).isFalse();
    assertThat(app.scrape())
        .contains("invoice_render_duration_seconds_count{outcome=\"success\"} 1")
        .contains("invoice_render_in_progress 0.0");
  }

  @Test
  void a_context_without_a_span_shows_no_ids_of_the_one_around_it() {
    try (Activity outer = obs.activity("outer")) {
      Scope bare = obs.enter(Context.root());
      assertThat(MDC.get("trace_id")).isNull();
      bare.close();
      assertThat(MDC.get("trace_id")).isEqualTo(outer.spanContext().getTraceId());
    }
    assertThat(MDC.get("trace_id")).isNull();
  }

  @Test
  void closing_twice_counts_once() {
    Activity activity = obs.activity("job.run");
    activity.close();
    activity.close();
    assertThat(app.scrape()).contains("job_run_duration_seconds_count{outcome=\"success\"} 1");
    assertThat(app.spans()).hasSize(1);
  }

  @Test
  void the_context_is_as_before_when_it_ends() {
    Context before = Context.current();
    MDC.put("trace_id", "the app's own");
    try (Activity outer = obs.activity("outer")) {
      assertThat(MDC.get("trace_id")).isEqualTo(outer.spanContext().getTraceId());
      try (Activity inner = obs.activity("inner")) {
        assertThat(inner.spanContext().getTraceId()).isEqualTo(outer.spanContext().getTraceId());
        assertThat(Activity.current()).isSameAs(inner);
      }
      assertThat(Activity.current()).isSameAs(outer);
      assertThat(MDC.get("span_id")).isEqualTo(outer.spanContext().getSpanId());
    }
    assertThat(Context.current()).isSameAs(before);
    assertThat(MDC.get("trace_id")).isEqualTo("the app's own");
    assertThat(MDC.get("span_id")).isNull();
    MDC.clear();
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IOException("checked"),
        new IllegalStateException("unchecked"),
        new AssertionError("an error"),
        new StackOverflowError("deep"),
        new OutOfMemoryError("planted"),
        new Hostile());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void the_caller_gets_the_very_same_failure_with_nothing_added(Throwable failure) {
    Throwable thrown = catchThrowable(() -> obs.call("pay", activity -> fail(failure)));
    assertThat(thrown).isSameAs(failure);
    assertThat(failure.getSuppressed()).isEmpty();
    assertThat(app.scrape()).contains("pay_duration_seconds_count{outcome=\"error\"} 1");
    assertThat(app.spans()).hasSize(1);
    assertThat(app.spans().get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    FAILURES.incrementAndGet();
  }

  @Test
  void a_null_result_and_an_interrupt_are_the_apps_own() {
    Object result =
        obs.call(
            "interrupted",
            activity -> {
              Thread.currentThread().interrupt();
              return null;
            });
    assertThat(result).isNull();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void recursion_counts_each_call_once() {
    assertThat(depth(5)).isEqualTo(5);
    assertThat(app.scrape()).contains("recurse_duration_seconds_count{outcome=\"success\"} 6");
    assertThat(app.spans()).hasSize(6);
  }

  private int depth(int levels) {
    return obs.call("recurse", activity -> levels == 0 ? 0 : 1 + depth(levels - 1));
  }

  @Test
  void an_asynchronous_activity_ends_when_its_stage_does_and_leaves_no_scope_behind() {
    CompletableFuture<String> later = new CompletableFuture<>();
    CompletionStage<String> stage = obs.callAsync("fetch", activity -> later);
    assertThat(stage).isSameAs(later);
    assertThat(Span.current().getSpanContext().isValid()).isFalse();
    assertThat(app.spans()).isEmpty();
    later.complete("done");
    assertThat(app.spans()).hasSize(1);
    assertThat(app.scrape()).contains("fetch_duration_seconds_count{outcome=\"success\"} 1");
  }

  @Test
  void an_asynchronous_failure_or_cancellation_is_an_error_once() {
    CompletableFuture<String> failing = new CompletableFuture<>();
    obs.callAsync("fetch", activity -> failing);
    failing.completeExceptionally(new CompletionException(new IOException("gone")));
    CompletableFuture<String> cancelled = new CompletableFuture<>();
    obs.callAsync("fetch", activity -> cancelled);
    cancelled.cancel(true);
    assertThat(catchThrowable(cancelled::join)).isInstanceOf(CancellationException.class);
    assertThat(app.scrape()).contains("fetch_duration_seconds_count{outcome=\"error\"} 2");
  }

  @Test
  void a_body_that_throws_before_it_has_a_stage_is_an_error_once() {
    IllegalStateException failure = new IllegalStateException("no stage");
    Throwable thrown =
        catchThrowable(
            () ->
                obs.callAsync(
                    "fetch",
                    activity -> {
                      throw failure;
                    }));
    assertThat(thrown).isSameAs(failure);
    assertThat(app.scrape()).contains("fetch_duration_seconds_count{outcome=\"error\"} 1");
    assertThat(app.scrape()).contains("fetch_in_progress 0.0");
  }

  @Test
  void names_that_are_made_up_share_one_family_beyond_the_limit() {
    for (int i = 0; i < ActivityMeters.MAX_NAMES + 50; i++) {
      obs.activity("order-" + i).close();
    }
    assertThat(app.scrape())
        .contains("activity_other_duration_seconds_count{outcome=\"success\"} 50")
        .contains("sightglass_invalid_total{kind=\"activity_name\",signal=\"metrics\"} ");
  }

  @Test
  void a_name_that_no_meter_could_have_is_made_into_one() {
    obs.activity("").close();
    obs.activity("1º Ärger\r\n").close();
    assertThat(app.scrape())
        .contains("activity_unnamed_duration_seconds_count")
        .contains("activity_1___rger___duration_seconds_count");
  }

  private static Object fail(Throwable failure) throws IOException {
    if (failure instanceof IOException checked) {
      throw checked;
    }
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    throw (Error) failure;
  }

  private static final class Hostile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message for you");
    }

    @Override
    public String toString() {
      throw new IllegalStateException("no text either");
    }
  }
}
