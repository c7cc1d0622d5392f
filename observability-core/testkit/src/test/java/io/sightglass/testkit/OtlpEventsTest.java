// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightglass.Activity;
import io.sightglass.Money;
import io.sightglass.Observability;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import io.sightglass.event.Label;
import io.sightglass.event.Line;
import io.sightglass.event.Measure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events leave as log records with a name, where log records are exported at all. */
class OtlpEventsTest {

  enum Result {
    SENT,
    FAILED
  }

  @Event(value = "mail.sent", line = Line.NEVER)
  record MailSent(
      @Label Result result,
      @Measure Money price,
      @Detail String mailId,
      @Detail(sensitive = true) String to) {}

  private static Observability app(OtlpReceiver receiver, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.httpEndpoint());
    environment.put("OTEL_BLRP_SCHEDULE_DELAY", "50");
    return Observability.builder("mailer").environment(environment).build();
  }

  @Test
  void a_log_record_has_the_events_name_its_fields_and_its_span() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        Observability obs = app(receiver, Map.of("OTEL_LOGS_EXPORTER", "otlp"))) {
      String traceId;
      try (Activity activity = obs.activity("send")) {
        traceId = activity.spanContext().getTraceId();
        obs.record(new MailSent(Result.FAILED, Money.inr("0.25"), "m-1", "a@b.example"));
      }
      await().atMost(Duration.ofSeconds(30)).until(() -> receiver.logCount() == 1);
      OtlpLogRecord record = receiver.logs().get(0);
      assertThat(record.proto().getEventName()).isEqualTo("mail.sent");
      assertThat(record.body()).isEqualTo("Mail sent");
      assertThat(record.severity()).isEqualTo("WARN");
      assertThat(record.traceId()).isEqualTo(traceId);
      assertThat(record.attributes())
          .isEqualTo(
              Map.of(
                  "result", "failed",
                  "price", 0.25,
                  "currency", "INR",
                  "mail_id", "m-1",
                  "to", "[redacted]"));
      assertThat(receiver.spans()).allMatch(span -> span.proto().getEventsCount() == 0);
    }
  }

  @Test
  void every_record_is_sent_or_counted() {
    int events = 300;
    try (OtlpReceiver receiver = OtlpReceiver.start();
        Observability obs = app(receiver, Map.of("OTEL_LOGS_EXPORTER", "otlp"))) {
      for (int i = 0; i < events; i++) {
        obs.record(new MailSent(Result.SENT, null, "m-" + i, null));
      }
      await().atMost(Duration.ofSeconds(30)).until(() -> receiver.logCount() == events);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> obs.report().contains("log records " + events + " sent, 0 lost"));
      List<String> ids =
          receiver.logs().stream().map(log -> (String) log.attributes().get("mail_id")).toList();
      assertThat(ids).doesNotHaveDuplicates().hasSize(events);
    }
  }

  @Test
  void an_endpoint_alone_sends_spans_and_no_log_records() {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      try (Observability obs = app(receiver, Map.of())) {
        try (Activity activity = obs.activity("send")) {
          obs.record(new MailSent(Result.SENT, null, "m-1", null));
        }
        assertThat(
                obs.openTelemetry()
                    .getLogsBridge()
                    .get("any")
                    .isEnabled(io.opentelemetry.api.logs.Severity.INFO))
            .isFalse();
      }
      await().atMost(Duration.ofSeconds(30)).until(() -> receiver.spanCount() == 1);
      assertThat(receiver.logCount()).isZero();
      assertThat(receiver.spans().get(0).attributes()).containsEntry("mail_id", "m-1");
    }
  }
}
