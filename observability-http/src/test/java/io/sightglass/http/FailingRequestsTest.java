// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.sightglass.ErrorReport;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailingRequestsTest {

  private final Lab lab = Lab.open();
  private final HttpServerObserver observer = HttpServerObserver.of(lab.obs(), "/invoices/{id}");
  private final List<ErrorReport> reports = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    lab.close();
  }

  private void fail(int status, Throwable error) {
    Request request = new Request("GET", "/invoices/1").answering(status);
    observer.start(request).end(request.response(), error);
  }

  private double errors(String area, String type) {
    return lab.value("errors_total{area=\"" + area + "\",error_type=\"" + type + "\"}");
  }

  @Test
  void a_request_that_fails_is_one_span_one_line_one_count_and_one_report() {
    lab.obs().errors().sendTo("list", reports::add);
    IllegalStateException failure = new IllegalStateException("boom");
    Request request = new Request("GET", "/invoices/1").answering(500);
    HttpServerExchange exchange = observer.start(request);
    Throwable thrown =
        catchThrowable(
            () ->
                lab.obs()
                    .call(
                        "invoice.load",
                        activity -> {
                          throw failure;
                        }));
    exchange.end(request.response(), thrown);
    exchange.end(request.response(), thrown);

    assertThat(errors("http", "IllegalStateException")).isOne();
    assertThat(lab.sum("errors_total")).isOne();
    assertThat(lab.lines()).hasSize(1);
    await().until(() -> !reports.isEmpty());
    assertThat(reports).hasSize(1);
    ErrorReport report = reports.get(0);
    assertThat(report.error()).isSameAs(failure);
    assertThat(report.isHandled()).isFalse();
    assertThat(report.work()).isEqualTo("GET /invoices/{id}");
    assertThat(report.requestId()).isEqualTo(exchange.requestId());
    assertThat(report.spanContext()).isEqualTo(lab.spans().get(1).getSpanContext());
    assertThat(lab.lines().get(0).getMDCPropertyMap())
        .containsEntry("trace_id", report.spanContext().getTraceId());
  }

  @Test
  void a_refusal_and_a_client_that_has_gone_are_no_errors_of_the_app() {
    fail(404, new IllegalStateException("no such invoice"));
    fail(200, new IOException("broken pipe"));
    assertThat(lab.sum("errors_total")).isZero();
    // A good status went out, and then the app failed.
    fail(200, new IllegalStateException("half an answer"));
    fail(503, new IOException("database"));
    fail(0, new IOException("no answer at all"));
    assertThat(errors("http", "IllegalStateException")).isOne();
    assertThat(errors("http", "IOException")).isEqualTo(2);
  }

  @Test
  void an_answer_of_500_without_an_exception_has_nothing_to_report() {
    fail(500, null);
    assertThat(lab.sum("errors_total")).isZero();
  }

  @Test
  void what_the_app_reported_itself_and_answered_is_counted_once() {
    Request request = new Request("GET", "/invoices/1").answering(500);
    HttpServerExchange exchange = observer.start(request);
    IOException cause = new IOException("database");
    lab.obs().errors().report("database", cause);
    exchange.end(request.response(), new IllegalStateException("mapped", cause));
    assertThat(errors("database", "IOException")).isOne();
    assertThat(lab.sum("errors_total")).isOne();
  }
}
