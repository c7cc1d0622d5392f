// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class ContextWrappersTest {

  private final TestApp app = new TestApp();
  private final Observability obs = app.obs;
  private final ExecutorService pool = Executors.newFixedThreadPool(2);

  @AfterEach
  void close() {
    pool.shutdownNow();
    app.close();
  }

  @Test
  void a_task_runs_in_the_context_that_submitted_it() throws Exception {
    ExecutorService wrapped = obs.wrap(pool);
    try (Scope fields = ContextFields.empty().withRequestId("r-9").makeCurrent();
        Activity activity = obs.activity("order")) {
      String expected = activity.spanContext().getTraceId() + " r-9 r-9";
      Callable<String> first = this::seen;
      assertThat(wrapped.submit(first).get()).isEqualTo(expected);
      assertThat(wrapped.invokeAll(List.of(first, first)))
          .extracting(Future::get)
          .containsExactly(expected, expected);
      assertThat(wrapped.invokeAny(List.of(first))).isEqualTo(expected);
    }
    Callable<String> bare = this::seen;
    assertThat(pool.submit(bare).get()).endsWith("null null");
  }

  @Test
  void stages_of_a_future_run_in_the_context_of_their_making() throws Exception {
    try (Activity activity = obs.activity("order")) {
      Supplier<String> trace = () -> Span.current().getSpanContext().getTraceId();
      CompletableFuture<String> stage =
          CompletableFuture.supplyAsync(obs.wrapSupplier(trace), pool)
              .thenApplyAsync(obs.wrapFunction(first -> first + "=" + trace.get()), pool);
      String id = activity.spanContext().getTraceId();
      assertThat(stage.get()).isEqualTo(id + "=" + id);
    }
  }

  @Test
  void a_thread_of_a_wrapped_factory_runs_in_the_context_that_made_it() throws Exception {
    AtomicReference<String> seen = new AtomicReference<>();
    try (Activity activity = obs.activity("order")) {
      Thread thread =
          obs.wrapThreadFactory(Executors.defaultThreadFactory()).newThread(() -> seen.set(seen()));
      thread.start();
      thread.join();
      assertThat(seen.get()).startsWith(activity.spanContext().getTraceId());
    }
  }

  private String seen() {
    return Span.current().getSpanContext().getTraceId()
        + " "
        + ContextFields.current().requestId()
        + " "
        + MDC.get("request_id");
  }
}
