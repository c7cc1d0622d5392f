// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import static net.logstash.logback.argument.StructuredArguments.kv;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.sightglass.ContextFields;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.logstash.logback.marker.Markers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;

class JsonLogEncoderTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  private final Lines lines = Lines.json();

  @AfterEach
  void noLeftOvers() {
    MDC.clear();
  }

  @Test
  void a_line_has_the_fields_that_queries_use() {
    lines.logger().error("Invoice {} not paid", "inv_42");

    JsonNode line = lines.last();
    assertThat(line.propertyNames())
        .containsExactly(
            "timestamp",
            "level",
            "msg",
            "logger",
            "thread",
            "service",
            "environment",
            "version",
            "host",
            "category");
    assertThat(line.get("msg").stringValue()).isEqualTo("Invoice inv_42 not paid");
    assertThat(line.get("level").stringValue()).isEqualTo("error");
    assertThat(line.get("logger").stringValue()).isEqualTo("io.example.Invoices");
    assertThat(line.get("thread").stringValue()).isEqualTo(Thread.currentThread().getName());
    assertThat(line.get("service").stringValue()).isEqualTo("billing");
    assertThat(line.get("environment").stringValue()).isEqualTo("test");
    assertThat(line.get("version").stringValue()).isEqualTo("1.2.3");
    assertThat(lines.all()).contains("error").endsWith("}\n");
  }

  @Test
  void the_time_is_utc_with_milliseconds() {
    long before = System.currentTimeMillis();
    lines.logger().info("now");
    long after = System.currentTimeMillis();

    String time = lines.last().get("timestamp").stringValue();
    assertThat(time).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    assertThat(Instant.parse(time).toEpochMilli()).isBetween(before, after);
    assertThat(Texts.time(0)).isEqualTo("1970-01-01T00:00:00.000Z");
  }

  @Test
  void each_level_is_a_lower_case_word() {
    lines.logger().trace("t");
    lines.logger().debug("d");
    lines.logger().info("i");
    lines.logger().warn("w");
    lines.logger().error("e");

    assertThat(lines.parsed().stream().map(line -> line.get("level").stringValue()))
        .containsExactly("trace", "debug", "info", "warn", "error");
  }

  @Test
  void the_ids_are_those_of_the_span_and_the_request() {
    try (Scope scope = inRequest()) {
      assertThat(scope).isNotNull();
      lines.logger().info("Invoice created");
    }
    lines.logger().info("outside");

    JsonNode inside = lines.parsed().get(0);
    assertThat(inside.get("trace_id").stringValue()).isEqualTo(TRACE);
    assertThat(inside.get("span_id").stringValue()).isEqualTo(SPAN);
    assertThat(inside.get("request_id").stringValue()).isEqualTo("req-1");
    assertThat(inside.get("user_id").stringValue()).isEqualTo("u7");
    assertThat(lines.parsed().get(1).propertyNames())
        .doesNotContain("trace_id", "span_id", "request_id", "user_id");
  }

  @Test
  void what_is_mirrored_to_the_mdc_is_written_once_and_the_apps_own_mdc_is_kept() {
    mirror();
    MDC.put("tenant", "acme");
    try (Scope scope = inRequest()) {
      assertThat(scope).isNotNull();
      lines.logger().info("Invoice created");
    }

    JsonNode line = lines.last();
    assertThat(line.propertyNames())
        .containsExactly(
            "timestamp",
            "level",
            "msg",
            "logger",
            "thread",
            "service",
            "environment",
            "version",
            "host",
            "trace_id",
            "span_id",
            "request_id",
            "user_id",
            "tenant",
            "category");
  }

  @Test
  void behind_an_asynchronous_appender_the_ids_come_from_the_mdc() {
    AsyncAppender async = new AsyncAppender();
    Lines behind = Lines.jsonBehind(async);
    mirror();
    try (Scope scope = inRequest()) {
      assertThat(scope).isNotNull();
      behind.logger().info("Invoice created");
    }
    MDC.clear();
    async.stop();

    JsonNode line = behind.last();
    assertThat(line.get("trace_id").stringValue()).isEqualTo(TRACE);
    assertThat(line.get("span_id").stringValue()).isEqualTo(SPAN);
    assertThat(line.get("request_id").stringValue()).isEqualTo("req-1");
    assertThat(line.get("user_id").stringValue()).isEqualTo("u7");
  }

  @Test
  void values_keep_their_types() {
    lines
        .logger()
        .atInfo()
        .addKeyValue("amount", 15_000)
        .addKeyValue("share", 0.25)
        .addKeyValue("price", new BigDecimal("1499.00"))
        .addKeyValue("paid", true)
        .addKeyValue("note", (Object) null)
        .addKeyValue("items", List.of(1, "two"))
        .addKeyValue("by", Map.of("upi", 3))
        .log("Invoice paid");

    assertThat(lines.all())
        .contains(
            "\"amount\":15000",
            "\"share\":0.25",
            "\"price\":1499.00",
            "\"paid\":true",
            "\"note\":null",
            "\"items\":[1,\"two\"]",
            "\"by\":{\"upi\":3}");
    assertThat(lines.last().get("amount").intValue()).isGreaterThan(10_000);
  }

  @Test
  void structured_arguments_and_markers_are_fields_too() {
    lines
        .logger()
        .info(
            Markers.append("marked", 7), "Invoice {} paid", kv("invoice", "inv_42"), kv("n", 1.5));

    JsonNode line = lines.last();
    assertThat(line.get("msg").stringValue()).isEqualTo("Invoice invoice=inv_42 paid");
    assertThat(line.get("invoice").stringValue()).isEqualTo("inv_42");
    assertThat(line.get("n").doubleValue()).isEqualTo(1.5);
    assertThat(line.get("marked").intValue()).isEqualTo(7);
  }

  @Test
  void a_field_of_the_app_cannot_stand_in_for_one_of_the_line() {
    lines
        .logger()
        .atInfo()
        .addKeyValue("trace_id", "forged")
        .addKeyValue("level", "error")
        .addKeyValue("user", "first")
        .addKeyValue("user", "second")
        .log("hello", kv("msg", "other"));

    JsonNode line = lines.last();
    assertThat(line.has("trace_id")).isFalse();
    assertThat(line.get("trace_id_").stringValue()).isEqualTo("forged");
    assertThat(line.get("level").stringValue()).isEqualTo("info");
    assertThat(line.get("level_").stringValue()).isEqualTo("error");
    assertThat(line.get("msg").stringValue()).isEqualTo("hello");
    assertThat(line.get("user").stringValue()).isEqualTo("first");
  }

  @Test
  void a_number_of_tokens_is_no_secret_and_a_token_is() {
    lines
        .logger()
        .atInfo()
        .addKeyValue("ai.input_tokens", 17_903L)
        .addKeyValue("ai.tokens", "s3cr3t-1")
        .addKeyValue("token", 12_345)
        .addKeyValue("password_tokens", 12_345)
        .log("reply");

    assertThat(lines.last().get("ai.input_tokens").longValue()).isEqualTo(17_903);
    assertThat(lines.all()).doesNotContain("s3cr3t").doesNotContain("12345");
  }

  @Test
  void secrets_are_redacted_by_their_key_at_any_depth() {
    MDC.put("session_token", "s3cr3t-1");
    lines
        .logger()
        .atInfo()
        .addKeyValue("password", "s3cr3t-2")
        .addKeyValue("login", Map.of("apiKey", "s3cr3t-3", "user", "ann"))
        .log("to postgres://app:s3cr3t-4@db/x", kv("authorization", List.of("s3cr3t-5")));

    assertThat(lines.all()).doesNotContain("s3cr3t").contains("\"user\":\"ann\"");
    assertThat(lines.last().get("password").stringValue()).isEqualTo("[redacted]");
    assertThat(lines.last().get("login").get("apiKey").stringValue()).isEqualTo("[redacted]");
  }

  @Test
  void an_exception_is_text() {
    Exception thrown = new IllegalStateException("not paid", new IOException("line one\nline two"));
    lines.logger().error("Invoice failed", thrown);

    JsonNode line = lines.last();
    assertThat(line.get("exception").stringValue())
        .isEqualTo("java.lang.IllegalStateException: not paid");
    assertThat(line.get("stack_trace").stringValue())
        .startsWith("java.lang.IllegalStateException: not paid\n\tat io.sightglass.logback")
        .contains("Caused by: java.io.IOException: line one\nline two\n", " more\n");
    assertThat(lines.all().lines()).hasSize(1);
  }

  private static Scope inRequest() {
    Span span =
        Span.wrap(
            SpanContext.create(TRACE, SPAN, TraceFlags.getSampled(), TraceState.getDefault()));
    return Context.root()
        .with(span)
        .with(ContextFields.empty().withRequestId("req-1").with("user_id", "u7"))
        .makeCurrent();
  }

  private static void mirror() {
    MDC.put("trace_id", TRACE);
    MDC.put("span_id", SPAN);
    MDC.put("request_id", "req-1");
    MDC.put("user_id", "u7");
  }
}
