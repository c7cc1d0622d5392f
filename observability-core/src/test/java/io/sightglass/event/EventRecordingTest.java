// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.event;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sightglass.Activity;
import io.sightglass.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One event: a counter, histograms, span attributes, a line and a log record that agree. */
class EventRecordingTest {

  enum Method {
    UPI,
    CARD
  }

  @Event("invoice.paid")
  record InvoicePaid(@Label Method method, @Measure Money amount, @Detail String invoiceId) {}

  @Event("report.sent")
  record ReportSent(
      @Label(oneOf = {"pdf", "csv"}) String format,
      @Label boolean urgent,
      @Measure Duration took,
      @Measure(unit = "bytes") long size,
      @Detail(sensitive = true) String recipient,
      @Detail int pages) {}

  private final EventApp app = new EventApp();

  @AfterEach
  void close() {
    app.close();
  }

  @Test
  void the_programs_example_counts_and_measures() {
    app.obs.record(new InvoicePaid(Method.UPI, Money.inr("1499.00"), "inv_42"));

    assertThat(app.samples("invoice_paid_total"))
        .containsExactly(
            "invoice_paid_total{method=\"card\"} 0.0", "invoice_paid_total{method=\"upi\"} 1.0");
    assertThat(app.samples("invoice_paid_amount_inr_sum"))
        .containsExactly("invoice_paid_amount_inr_sum{method=\"upi\"} 1499.0");
    assertThat(app.samples("invoice_paid_amount_usd")).isEmpty();
  }

  @Test
  void the_line_the_span_and_the_log_record_have_the_same_fields() {
    try (Activity activity = app.obs.activity("checkout")) {
      app.obs.record(new InvoicePaid(Method.UPI, Money.inr("1499.00"), "inv_42"));
    }

    assertThat(app.lines()).hasSize(1);
    assertThat(app.lines().get(0).getLoggerName()).isEqualTo("business");
    assertThat(app.lines().get(0).getMessage()).isEqualTo("Invoice paid");
    assertThat(app.lines().get(0).getLevel()).isEqualTo(Level.INFO);
    assertThat(app.fields())
        .isEqualTo(
            Map.of(
                "category", "business",
                "event", "invoice.paid",
                "method", "upi",
                "amount", new BigDecimal("1499.00"),
                "currency", "INR",
                "invoice_id", "inv_42"));
    SpanData span = app.spans.getFinishedSpanItems().get(0);
    var record = app.records.getFinishedLogRecordItems().get(0);
    assertThat(record.getEventName()).isEqualTo("invoice.paid");
    assertThat(record.getSpanContext()).isEqualTo(span.getSpanContext());
    assertThat(span.getAttributes().asMap()).isEqualTo(record.getAttributes().asMap());
    assertThat(span.getAttributes().asMap().toString())
        .contains("method=upi", "amount=1499.0", "currency=INR", "invoice_id=inv_42");
    assertThat(span.getEvents()).isEmpty();
  }

  @Test
  void durations_numbers_texts_and_flags() {
    app.obs.record(new ReportSent("pdf", true, Duration.ofMillis(1500), 4096, "a@b.example", 3));

    assertThat(app.samples("report_sent_total{format=\"pdf\",urgent=\"true\"}"))
        .containsExactly("report_sent_total{format=\"pdf\",urgent=\"true\"} 1.0");
    assertThat(app.samples("report_sent_took_seconds_sum"))
        .containsExactly("report_sent_took_seconds_sum{format=\"pdf\",urgent=\"true\"} 1.5");
    assertThat(app.samples("report_sent_size_bytes_sum"))
        .containsExactly("report_sent_size_bytes_sum{format=\"pdf\",urgent=\"true\"} 4096.0");
    assertThat(app.fields())
        .containsEntry("format", "pdf")
        .containsEntry("urgent", "true")
        .containsEntry("took", 1.5)
        .containsEntry("size", 4096L)
        .containsEntry("recipient", "[redacted]")
        .containsEntry("pages", 3L);
  }
}
