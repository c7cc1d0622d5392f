// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.sightglass.ContextFields;
import io.sightglass.ErrorReport;
import io.sightglass.Observability;
import io.sightglass.endpoint.OpsEndpoints;
import io.sightglass.health.Health;
import io.sightglass.health.HealthResult;
import io.sightglass.http.ObservabilityServer;
import io.sightglass.logback.JsonLogEncoder;
import io.sightglass.logback.TextLogEncoder;
import io.sightglass.testkit.OtlpReceiver;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Row 24: secrets planted wherever an app can put a text, looked for in everything that leaves. */
class PlantedSecretsIT {

  /** A text and the part of it that must not leave. */
  private record Planted(String text, String secret) {}

  private final List<Planted> planted = planted();
  private final LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final ByteArrayOutputStream json = new ByteArrayOutputStream();
  private final ByteArrayOutputStream plain = new ByteArrayOutputStream();
  private final Queue<String> reported = new ConcurrentLinkedQueue<>();
  private int places;

  @Test
  void no_secret_leaves_in_lines_spans_health_answers_and_reports() throws Exception {
    Logger log = logger();
    try (OtlpReceiver receiver = OtlpReceiver.start();
        Observability obs =
            Observability.builder("planted")
                .environment(
                    Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        receiver.httpEndpoint(),
                        "OTEL_EXPORTER_OTLP_PROTOCOL",
                        "http/protobuf",
                        "OTEL_BSP_SCHEDULE_DELAY",
                        "100"))
                .build()) {
      obs.errors().sendTo("kept", report -> reported.add(text(report)));
      String health = health(obs);
      for (Planted each : planted) {
        places = 0;
        lines(log, each.text());
        spans(obs.openTelemetry().getTracer("planted"), each.text());
        place();
        obs.errors().report(new IllegalStateException(each.text()));
      }
      receiver.awaitSpans(planted.size(), Duration.ofSeconds(20));
      obs.close();
      String lines = json.toString(StandardCharsets.UTF_8) + plain.toString(StandardCharsets.UTF_8);
      assertThat(lines).contains("[redacted]");
      assertThat(reported).isNotEmpty();
      noneIn("log lines", lines);
      noneIn("spans", receiver.spans().toString());
      noneIn("health", health);
      noneIn("reports", String.join("\n", reported));
      System.out.printf(
          "row 24: %d secrets in %d places, looked for in lines, spans, health and reports: 0 leaks%n",
          planted.size(), places + 2);
      assertThat(planted).hasSizeGreaterThanOrEqualTo(60);
      assertThat(places).isGreaterThanOrEqualTo(18);
    } finally {
      log.detachAndStopAllAppenders();
    }
  }

  private void noneIn(String where, String text) {
    for (Planted each : planted) {
      // Which it was, not what it was.
      assertThat(text.contains(each.secret()))
          .as("number %d in %s", planted.indexOf(each), where)
          .isFalse();
    }
  }

  private void place() {
    places++;
  }

  private void lines(Logger log, String text) {
    log.info(text);
    place();
    log.info("argument {}", text);
    place();
    log.atInfo().addKeyValue("note", text).log("field");
    place();
    log.atInfo().addKeyValue("note", Map.of("inner", text)).log("map");
    place();
    log.atInfo().addKeyValue("note", List.of(text)).log("list");
    place();
    log.atInfo().addKeyValue("note", new StringBuilder(text)).log("object");
    place();
    log.atInfo().addKeyValue("note", new IllegalStateException(text)).log("exception as field");
    place();
    MDC.put("note", text);
    log.info("mdc");
    MDC.remove("note");
    place();
    try (Scope scope = ContextFields.current().with("note", text).makeCurrent()) {
      assertThat(scope).isNotNull();
      log.info("context");
    }
    place();
    log.error("thrown", new IllegalStateException(text));
    place();
    log.error("cause", new IllegalStateException("outer", new IllegalStateException(text)));
    place();
    Exception suppressing = new IllegalStateException("outer");
    suppressing.addSuppressed(new IllegalStateException(text));
    log.error("suppressed", suppressing);
    place();
    log.info("x".repeat(16_384 - 20) + " " + text);
    place();
  }

  private void spans(Tracer tracer, String text) {
    var span = tracer.spanBuilder("GET " + text).startSpan();
    place();
    span.setAttribute("note", text);
    place();
    span.setAttribute(AttributeKey.stringArrayKey("notes"), List.of("a", text));
    place();
    span.addEvent("noted", Attributes.of(AttributeKey.stringKey("note"), text));
    place();
    span.recordException(new IllegalStateException(text));
    place();
    span.setStatus(StatusCode.ERROR, text);
    place();
    span.end();
  }

  private String health(Observability obs) throws Exception {
    Health health = Health.of(obs);
    for (int i = 0; i < planted.size(); i++) {
      String text = planted.get(i).text();
      health.ready(
          "check-" + i,
          i % 2 == 0
              ? () -> HealthResult.unhealthy(HealthResult.Cause.REFUSED, text)
              : () -> {
                throw new IllegalStateException(text);
              });
    }
    StringBuilder answers = new StringBuilder();
    try (ObservabilityServer server =
        ObservabilityServer.builder(obs).port(0).endpoints(OpsEndpoints.of(obs, health)).start()) {
      for (String path : List.of("/health", "/ready", "/health/detailed")) {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        answers.append(
            HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body());
      }
    }
    return answers.toString();
  }

  private Logger logger() {
    Logger logger = logback.getLogger("planted");
    logger.setAdditive(false);
    logger.setLevel(Level.TRACE);
    JsonLogEncoder first = new JsonLogEncoder();
    TextLogEncoder second = new TextLogEncoder();
    logger.addAppender(appender(first, json));
    logger.addAppender(appender(second, plain));
    return logger;
  }

  private OutputStreamAppender<ILoggingEvent> appender(
      ch.qos.logback.core.encoder.Encoder<ILoggingEvent> encoder, ByteArrayOutputStream out) {
    encoder.setContext(logback);
    encoder.start();
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(logback);
    appender.setEncoder(encoder);
    appender.setOutputStream(out);
    appender.start();
    return appender;
  }

  private static String text(ErrorReport report) {
    return report.causes() + " " + report.fields();
  }

  /** Invented, and put together here so that no scanner for leaked keys finds one in this file. */
  private static List<Planted> planted() {
    List<Planted> all = new ArrayList<>();
    String[] keys = {
      "password",
      "pwd",
      "api_key",
      "client_secret",
      "access_token",
      "passphrase",
      "otp",
      "cvv",
      "private_key",
      "authorization",
      "session_id",
      "card_number",
      "customer_pan",
      "phone"
    };
    for (int i = 0; i < keys.length; i++) {
      String secret = "zq" + i + "Secret!x";
      all.add(new Planted("login with " + keys[i] + "=" + secret + " failed", secret));
      all.add(new Planted("{\"" + keys[i] + "\": \"" + secret + "j\"}", secret + "j"));
    }
    String tail = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2w3X4y5Z6";
    for (String prefix :
        List.of(
            "gh" + "p_",
            "sk" + "_live_",
            "xox" + "b-",
            "sk" + "-ant-",
            "gl" + "pat-",
            "np" + "m_",
            "hf" + "_",
            "gsk" + "_",
            "rzp" + "_live_",
            "sh" + "pat_")) {
      all.add(new Planted("calling with " + prefix + tail, prefix + tail));
    }
    List<String> bare =
        List.of(
            "4111111111111111",
            "5555 5555 5555 4444",
            "3782-822463-10005",
            "378282246310005",
            "DE89370400440532013000",
            "GB82 WEST 1234 5698 7654 32",
            "ann.lee@example.com",
            "ravi.k@okhdfcbank",
            "+919876543210",
            "+1 415 555 2671",
            "ABCPE1234F",
            "499118665246",
            "ey"
                + "JhbGciOiJIUzI1NiJ9.ey"
                + "JzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P");
    bare.forEach(secret -> all.add(new Planted("saw " + secret + " there", secret)));
    for (String url :
        List.of(
            "postgres://app:%s@db/x",
            "redis://:%s@cache:6379", "https://u:%s@h.example/p", "app:%s@tcp(db:3306)/x")) {
      String secret = "u" + all.size() + "rlSecret";
      all.add(new Planted("to " + String.format(url, secret), secret));
    }
    all.add(new Planted("Authorization: Bearer mF_9.B5f-4.1JqM", "mF_9.B5f-4.1JqM"));
    all.add(new Planted("Authorization: Basic YW5uOnMzY3JldA==", "YW5uOnMzY3JldA=="));
    all.add(new Planted("sent bearer abcDEF123456 up", "abcDEF123456"));
    all.add(new Planted("Cookie: sid=31d4d96e407aad42; x=1", "31d4d96e407aad42"));
    all.add(new Planted("Set-Cookie: s=38afes7a8zz; Path=/", "38afes7a8zz"));
    String block = "-----BEGIN" + " PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----";
    all.add(new Planted(block, "MIIEvQIBADANBg"));
    return all;
  }
}
