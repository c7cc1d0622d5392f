// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.sightglass.Activity;
import io.sightglass.ContextFields;
import io.sightglass.Observability;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;

/** The ids in a line are those of the work that wrote it. */
class ContextInLinesTest {

  private static final int THREADS = 64;
  private static final int REQUESTS = Boolean.getBoolean("sightglass.full") ? 200_000 : 2_000;

  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder().setTracerProvider(SdkTracerProvider.builder().build()).build();
  private final Observability obs =
      Observability.builder("billing").environment(Map.of()).openTelemetry(sdk).build();
  private final Lines lines = Lines.json();

  @AfterEach
  void stop() {
    obs.close();
    sdk.close();
  }

  @Test
  void an_activity_its_span_and_its_lines_have_the_same_ids() {
    List<Activity> seen = new ArrayList<>();
    try (Activity outer = obs.activity("invoice.create")) {
      lines.logger().info("outer");
      try (Activity inner = obs.activity("invoice.render")) {
        lines.logger().info("inner");
        seen.add(inner);
      }
      lines.logger().info("outer again");
      seen.add(outer);
    }
    lines.logger().info("outside");

    List<JsonNode> parsed = lines.parsed();
    Activity inner = seen.get(0);
    Activity outer = seen.get(1);
    assertIds(parsed.get(0), outer);
    assertIds(parsed.get(1), inner);
    assertIds(parsed.get(2), outer);
    assertThat(inner.spanContext().getTraceId()).isEqualTo(outer.spanContext().getTraceId());
    assertThat(parsed.get(3).propertyNames()).doesNotContain("trace_id", "span_id", "request_id");
  }

  /** Fixed pools, and a virtual thread for each task where the JDK has them. */
  static List<ExecutorService> pools() throws ReflectiveOperationException {
    List<ExecutorService> pools = new ArrayList<>(List.of(Executors.newFixedThreadPool(THREADS)));
    if (Runtime.version().feature() >= 21) {
      pools.add(
          (ExecutorService)
              Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null));
    }
    return pools;
  }

  @ParameterizedTest
  @MethodSource("pools")
  void no_line_has_the_ids_of_other_work(ExecutorService pool) throws Exception {
    Map<String, String> traceOfRequest = new ConcurrentHashMap<>();
    List<Callable<Void>> requests = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      String id = "req-" + i;
      requests.add(() -> request(id, traceOfRequest, obs.wrap(pool)));
    }
    try {
      ExecutorService servers = Executors.newFixedThreadPool(THREADS);
      for (Future<Void> answer : servers.invokeAll(requests)) {
        answer.get();
      }
      servers.shutdown();
    } finally {
      pool.shutdown();
    }

    List<JsonNode> parsed = lines.parsed();
    assertThat(parsed).hasSize(REQUESTS * 3);
    for (JsonNode line : parsed) {
      String id = line.get("msg").stringValue();
      assertThat(line.get("request_id").stringValue()).isEqualTo(id);
      assertThat(line.get("user_id").stringValue()).isEqualTo("user of " + id);
      assertThat(line.get("trace_id").stringValue()).isEqualTo(traceOfRequest.get(id));
    }
    assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    System.out.printf(
        "row 28: %,d requests on %d threads, tasks on %s: %,d lines, 0 foreign ids%n",
        REQUESTS, THREADS, pool.getClass().getSimpleName(), parsed.size());
  }

  private Void request(String id, Map<String, String> traceOfRequest, ExecutorService pool)
      throws Exception {
    ContextFields fields = ContextFields.empty().withRequestId(id).with("user_id", "user of " + id);
    try (Scope scope = obs.enter(Context.root().with(fields))) {
      assertThat(scope).isNotNull();
      return obs.call(
          "request",
          activity -> {
            traceOfRequest.put(id, activity.spanContext().getTraceId());
            lines.logger().info(id);
            pool.submit(() -> lines.logger().info(id)).get();
            lines.logger().info(id);
            return null;
          });
    }
  }

  private static void assertIds(JsonNode line, Activity activity) {
    assertThat(line.get("trace_id").stringValue()).isEqualTo(activity.spanContext().getTraceId());
    assertThat(line.get("span_id").stringValue()).isEqualTo(activity.spanContext().getSpanId());
  }
}
