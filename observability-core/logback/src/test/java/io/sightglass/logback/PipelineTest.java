// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.sightglass.ContextFields;
import io.sightglass.Money;
import io.sightglass.Observability;
import io.sightglass.testkit.OtlpLogRecord;
import io.sightglass.testkit.OtlpReceiver;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.logstash.logback.argument.StructuredArguments;
import net.logstash.logback.marker.Markers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;

class PipelineTest {

  private final LoggerContext context = new LoggerContext();

  @TempDir Path folder;

  private Observability obs;
  private SightglassAppender appender;

  @AfterEach
  void stop() {
    context.stop();
    obs.close();
  }

  @Test
  void errors_go_to_a_file_of_their_own_as_well() throws IOException {
    start(Map.of());
    logger("a").info("fine");
    logger("a").error("broken");

    assertThat(messages(lines("app.log"))).containsExactly("fine", "broken");
    assertThat(messages(lines("app-errors.log"))).containsExactly("broken");
  }

  @Test
  void where_there_is_no_error_there_is_no_file_for_them() throws IOException {
    start(Map.of());
    logger("a").info("fine");

    assertThat(lines("app.log")).hasSize(1);
    assertThat(folder.resolve("app-errors.log")).doesNotExist();
  }

  @Test
  void the_same_error_is_written_so_often_and_then_counted() throws IOException {
    start(Map.of("SIGHTGLASS_LOGS_REPEATS", "3"));
    for (int i = 0; i < 10; i++) {
      logger("a").error("Payment {} failed", i);
      logger("b").error("Payment {} failed", i);
      logger("business").error("Payment failed");
    }
    logger("a").error("Payment {} failed", 11, new IllegalStateException("another"));
    appender.pipeline().flush(Duration.ofSeconds(5));

    List<JsonNode> lines = lines("app.log");
    assertThat(lines.stream().filter(line -> is(line, "business"))).hasSize(10);
    assertThat(messages(lines.stream().filter(line -> is(line, "a")).toList()))
        .containsExactly(
            "Payment 0 failed",
            "Payment 1 failed",
            "Payment 2 failed",
            "Payment 11 failed",
            "SG-4305 [logs] 7 more within a minute: Payment {} failed");
    assertThat(lines.stream().filter(line -> line.has("repeated")))
        .hasSize(2)
        .allMatch(line -> line.get("repeated").intValue() == 7)
        .allMatch(line -> line.get("level").stringValue().equalsIgnoreCase("error"));
    assertThat(scraped("sightglass_log_dropped_total{level=\"error\",reason=\"repeated\"}"))
        .isEqualTo(14);
  }

  @Test
  void a_sampled_logger_writes_one_line_in_so_many_but_money_and_errors_always()
      throws IOException {
    start(Map.of("SIGHTGLASS_LOGS_SAMPLE", "com.acme=10,com.acme.cache.own=1,business=10"));
    for (int i = 0; i < 100; i++) {
      logger("com.acme.cache").info("hit {}", i);
      logger("com.acmeother").info("not sampled");
      logger("com.acme.cache.own").info("not sampled");
      logger("business").info("Invoice paid");
      logger("com.acme").atInfo().addKeyValue("amount", 12).log("paid");
      logger("com.acme").atInfo().addKeyValue("sum", Money.inr("1.00")).log("paid");
    }
    logger("com.acme.cache").warn("slow");

    List<JsonNode> lines = lines("app.log");
    assertThat(lines.stream().filter(line -> is(line, "com.acme.cache"))).hasSize(11);
    assertThat(lines.stream().filter(line -> is(line, "com.acmeother"))).hasSize(100);
    assertThat(lines.stream().filter(line -> is(line, "com.acme.cache.own"))).hasSize(100);
    assertThat(lines.stream().filter(line -> is(line, "business"))).hasSize(100);
    assertThat(lines.stream().filter(line -> is(line, "com.acme"))).hasSize(200);
    assertThat(scraped("sightglass_log_dropped_total{level=\"info\",reason=\"sampled\"}"))
        .isEqualTo(90);
  }

  @Test
  void what_is_logged_is_counted_by_level_and_group() throws IOException {
    start(Map.of("SIGHTGLASS_LOGS_GROUPS", "com.acme.billing=billing"));
    logger("com.acme.billing.Invoices").info("one");
    logger("com.acme.Other").warn("two");
    logger("org.springframework.web").error("three");
    logger("io.sightglass.http.access").info("GET /");
    for (int i = 0; i < 3_000; i++) {
      logger("made.up.n" + i).info("many loggers");
    }
    assertThat(lines("app.log")).hasSize(3_004);

    assertThat(scraped("log_events_total{level=\"info\",logger_group=\"billing\"}")).isEqualTo(1);
    assertThat(scraped("log_events_total{level=\"warn\",logger_group=\"app\"}")).isEqualTo(1);
    assertThat(scraped("log_events_total{level=\"error\",logger_group=\"spring\"}")).isEqualTo(1);
    assertThat(scraped("log_events_total{level=\"info\",logger_group=\"access\"}")).isEqualTo(1);
    assertThat(scraped("log_events_total{level=\"info\",logger_group=\"app\"}")).isEqualTo(3_000);
    assertThat(scraped("sightglass_log_accepted_total{destination=\"file\"}")).isEqualTo(3_004);
    assertThat(scraped("sightglass_log_written_total{destination=\"file\"}")).isEqualTo(3_004);
    assertThat(scraped("sightglass_log_queue_size{destination=\"file\"}")).isZero();
    assertThat(appender.pipeline().account()).isEqualTo("lines 3004 to file, 1 to errors, 0 lost");
  }

  @Test
  void what_an_argument_logs_while_its_line_is_made_is_a_line_too() throws IOException {
    start(Map.of());
    Object argument =
        new Object() {
          @Override
          public String toString() {
            logger("inner").info("inside");
            return "argument";
          }
        };
    logger("outer").info("with {}", argument);

    assertThat(messages(lines("app.log"))).containsExactlyInAnyOrder("inside", "with argument");
  }

  @Test
  void arguments_and_context_are_those_of_the_call() throws IOException {
    start(Map.of());
    StringBuilder mutable = new StringBuilder("before");
    MDC.put("tenant", "acme");
    logger("a").atInfo().addKeyValue("state", mutable).log("changing {}", mutable);
    MDC.remove("tenant");
    mutable.append(" and after");

    JsonNode line = lines("app.log").get(0);
    assertThat(line.get("msg").stringValue()).isEqualTo("changing before");
    assertThat(line.get("tenant").stringValue()).isEqualTo("acme");
  }

  @Test
  void libraries_are_quiet_unless_asked_for_and_levels_change_while_it_runs() throws IOException {
    context.getLogger("io.netty").setLevel(Level.DEBUG);
    start(Map.of("SIGHTGLASS_LOGS_LEVELS", "org.apache.kafka=info,com.acme=error"));

    assertThat(context.getLogger("org.hibernate.SQL").getEffectiveLevel()).isEqualTo(Level.WARN);
    assertThat(context.getLogger("io.netty.channel").getEffectiveLevel()).isEqualTo(Level.DEBUG);
    assertThat(context.getLogger("org.apache.kafka.x").getEffectiveLevel()).isEqualTo(Level.INFO);
    assertThat(context.getLogger("com.acme.x").getEffectiveLevel()).isEqualTo(Level.ERROR);
  }

  @Test
  void a_level_is_set_and_taken_back_by_code() {
    start(Map.of());
    Logger logger = (Logger) LoggerFactory.getLogger("io.sightglass.logback.set");
    LogbackLogging.setLevel(logger.getName(), org.slf4j.event.Level.TRACE);
    assertThat(logger.isTraceEnabled()).isTrue();
    LogbackLogging.setLevel(logger.getName(), null);
    assertThat(logger.getLevel()).isNull();
    assertThatNullPointerException()
        .isThrownBy(() -> LogbackLogging.setLevel(null, null))
        .withMessage("logger");
  }

  @Test
  void lines_go_out_as_log_records_with_their_trace_and_events_only_once() throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      start(otlp(receiver));
      Span span = obs.openTelemetry().getTracer("t").spanBuilder("work").startSpan();
      try (Scope scope = span.makeCurrent()) {
        logger("com.acme.Invoices")
            .atWarn()
            .addKeyValue("attempt", 3)
            .addKeyValue("password", "hunter2")
            .setCause(new IllegalStateException("closed"))
            .log("Payment {} failed", 7);
      }
      span.end();
      logger("business").atInfo().addKeyValue("event", "invoice.paid").log("Invoice paid");
      logger("io.opentelemetry.exporter").warn("about the sending");
      obs.close();

      List<OtlpLogRecord> records = receiver.logs();
      assertThat(records).hasSize(1);
      assertThat(records.get(0).toString())
          .contains("Payment 7 failed", "attempt", "[redacted]", "java.lang.IllegalStateException")
          .contains(span.getSpanContext().getTraceId())
          .doesNotContain("hunter2");
    }
  }

  @Test
  void log_records_have_what_the_line_of_json_has_and_none_of_its_secrets() throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      start(otlp(receiver));
      MDC.put("tenant", "acme");
      MDC.put("loan", "folio=LN-1 password=hunter2");
      MDC.put("api_key", "hunter2");
      MDC.put("trace_id", "not sent twice");
      MDC.put("plan", "from the MDC");
      ContextFields fields = ContextFields.empty().withRequestId("r-1").with("plan", "pro");
      try (Scope scope = fields.with("user_id", "u-7").makeCurrent()) {
        logger("com.acme.Invoices")
            .info(
                Markers.append("card", 4111111111111111L).and(Markers.append("weight", 1.5)),
                "Invoice {} paid {} {}",
                StructuredArguments.keyValue("invoice_id", "inv_42"),
                StructuredArguments.keyValue("amount", new BigDecimal("1499.00")),
                StructuredArguments.entries(Map.of("nested", Map.of("password", "hunter2"))));
      } finally {
        MDC.clear();
      }
      obs.close();

      OtlpLogRecord record = receiver.logs().get(0);
      assertThat(record.attributes())
          .containsEntry("invoice_id", "inv_42")
          .containsEntry("amount", 1499.0)
          .containsEntry("weight", 1.5)
          .containsEntry("card", "[redacted]")
          .containsEntry("nested", "{\"password\":\"[redacted]\"}")
          .containsEntry("user_id", "u-7")
          .containsEntry("plan", "pro")
          .containsEntry("request_id", "r-1")
          .containsEntry("tenant", "acme")
          .containsEntry("api_key", "[redacted]")
          .containsEntry("loan", "folio=LN-1 password=[redacted]")
          .doesNotContainKey("trace_id");
      assertThat(record.toString()).doesNotContain("hunter2", "4111");
      assertThat(receiver.logs()).hasSize(1);
    }
  }

  private static Map<String, String> otlp(OtlpReceiver receiver) {
    return Map.of(
        "SIGHTGLASS_LOGS_OTLP", "true",
        "OTEL_LOGS_EXPORTER", "otlp",
        "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
        "OTEL_EXPORTER_OTLP_ENDPOINT", receiver.httpEndpoint());
  }

  @Test
  void an_error_that_hits_the_writer_is_said_and_counted_and_costs_no_line() throws IOException {
    start(Map.of());
    logger("a").info("before");
    LinePipe pipe = appender.pipeline().pipes()[0];
    appender.pipeline().broke(pipe, new OutOfMemoryError("planted"));
    appender.pipeline().broke(pipe, new AssertionError("planted"));
    logger("a").info("after");

    assertThat(messages(lines("app.log"))).containsExactly("before", "after");
    assertThat(scraped("sightglass_internal_errors_total{component=\"log writer\"}")).isEqualTo(2);
  }

  @Test
  void an_argument_that_ends_in_an_error_costs_its_own_field_or_line_and_no_place() {
    start(Map.of());
    for (Error planted : List.of(new AssertionError("planted"), new OutOfMemoryError("planted"))) {
      Object hostile =
          new Object() {
            @SuppressWarnings("unused") // read by Jackson
            public String getName() {
              throw planted;
            }
          };
      logger("a").atInfo().addKeyValue("hostile", hostile).log("with it");
    }
    logger("a").info("after");

    assertThat(appender.flush(Duration.ofSeconds(5))).isTrue();
    assertThat(scraped("sightglass_log_queue_size{destination=\"file\"}")).isZero();
    double written = scraped("sightglass_log_written_total{destination=\"file\"}");
    double lost = scraped("sightglass_log_dropped_total{level=\"info\",reason=\"not_encoded\"}");
    assertThat(written + lost).isEqualTo(3);
    assertThat(written).isGreaterThanOrEqualTo(2);
  }

  @Test
  void the_line_of_the_stop_says_what_became_of_the_lines() throws IOException {
    start(Map.of());
    logger("a").info("one");
    obs.started();
    obs.close();
    assertThat(obs.diagnostics().impairments()).isEmpty();
    assertThat(appender.pipeline().account()).contains("1 to file, 0 lost");
    assertThat(Files.readAllLines(folder.resolve("app.log"))).hasSize(1);
  }

  private void start(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("LOG_FILE_PATH", folder.resolve("app.log").toString());
    all.put("SIGHTGLASS_LOGS_CONSOLE", "false");
    obs = Observability.builder("billing").environment(all).build();
    context.setMDCAdapter(MDC.getMDCAdapter());
    appender = SightglassAppender.of(obs);
    appender.setContext(context);
    appender.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
  }

  private Logger logger(String name) {
    return context.getLogger(name);
  }

  private List<JsonNode> lines(String name) throws IOException {
    assertThat(appender.flush(Duration.ofSeconds(5))).isTrue();
    return Files.readAllLines(folder.resolve(name)).stream().map(Lines::parse).toList();
  }

  private static boolean is(JsonNode line, String logger) {
    return line.get("logger").stringValue().equals(logger);
  }

  private static List<String> messages(List<JsonNode> lines) {
    return lines.stream().map(line -> line.get("msg").stringValue()).toList();
  }

  private double scraped(String series) {
    String page = new String(obs.scrape("text/plain").bytes(), StandardCharsets.UTF_8);
    return page.lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(series + " is not in\n" + page));
  }
}
