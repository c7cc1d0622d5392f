// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.sightglass.ContextFields;
import io.sightglass.Observability;
import io.sightglass.Tally;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class HttpServerObserverTest {

  private final Lab lab = Lab.open();
  private final HttpServerObserver observer =
      HttpServerObserver.of(lab.obs(), "/invoices", "/invoices/{id}");

  @AfterEach
  void close() {
    assertThat(Context.current()).isSameAs(Context.root());
    assertThat(lab.obs().lifecycle().inFlight()).isZero();
    lab.close();
  }

  @Test
  void countsAndTimesByMethodRouteAndStatus() {
    serve(new Request("GET", "/invoices/1"));
    serve(new Request("GET", "/invoices/2?x"));
    serve(new Request("POST", "/invoices").answering(422));
    serve(new Request("GET", "/nobody/named/this").answering(404));

    String labels = "{method=\"GET\",route=\"/invoices/{id}\",status_code=\"200\"}";
    String bucket =
        "http_request_duration_seconds_bucket" + labels.substring(0, labels.length() - 1);
    assertThat(lab.value("http_requests_total" + labels)).isEqualTo(2);
    assertThat(lab.value("http_request_duration_seconds_count" + labels)).isEqualTo(2);
    assertThat(
            lab.value(
                "http_requests_total{method=\"POST\",route=\"/invoices\",status_code=\"422\"}"))
        .isEqualTo(1);
    assertThat(
            lab.value(
                "http_requests_total{method=\"GET\",route=\"_unmatched\",status_code=\"404\"}"))
        .isEqualTo(1);
    assertThat(lab.series(bucket)).isEqualTo(15);
  }

  @Test
  void methodsAndStatusesOutsideTheirListsAreFolded() {
    serve(new Request("get", "/invoices"));
    serve(new Request("BREW", "/invoices").answering(799));
    serve(new Request("PROPFIND", "/invoices").answering(42));

    assertThat(
            lab.value(
                "http_requests_total{method=\"_OTHER\",route=\"/invoices\",status_code=\"200\"}"))
        .isEqualTo(1);
    assertThat(
            lab.value(
                "http_requests_total{method=\"_OTHER\",route=\"/invoices\",status_code=\"_other\"}"))
        .isEqualTo(2);
    assertThat(lab.spans().get(1).getName()).isEqualTo("HTTP /invoices");
    assertThat(lab.spans().get(1).getAttributes().get(HttpAttributes.METHOD)).isEqualTo("_OTHER");
    assertThat(lab.spans().get(1).getAttributes().get(HttpAttributes.METHOD_ORIGINAL))
        .isEqualTo("BREW");
  }

  @Test
  void aFrameworksRouteWinsAndIsBounded() {
    serve(new Request("GET", "/shop/7").routed("/shop/{id}"));
    IntStream.range(0, 1_000).forEach(i -> serve(new Request("GET", "/x/" + i).routed("/x/" + i)));

    assertThat(
            lab.value(
                "http_requests_total{method=\"GET\",route=\"/shop/{id}\",status_code=\"200\"}"))
        .isEqualTo(1);
    assertThat(lab.spans().get(0).getName()).isEqualTo("GET /shop/{id}");
    assertThat(lab.spans().get(0).getAttributes().get(HttpAttributes.ROUTE))
        .isEqualTo("/shop/{id}");
    assertThat(lab.sum("http_requests_total")).isEqualTo(1_001);
    assertThat(lab.series("http_requests_total{")).isLessThanOrEqualTo(101);
  }

  @Test
  void sizesAreRecordedWhereTheyAreKnown() {
    serve(new Request("POST", "/invoices").sized(100, 2_000));
    serve(new Request("POST", "/invoices"));

    String labels = "{method=\"POST\",route=\"/invoices\"}";
    assertThat(lab.value("http_request_size_bytes_sum" + labels)).isEqualTo(100);
    assertThat(lab.value("http_request_size_bytes_count" + labels)).isEqualTo(1);
    assertThat(lab.value("http_response_size_bytes_sum" + labels)).isEqualTo(2_000);
    assertThat(lab.value("http_response_size_bytes_count" + labels)).isEqualTo(1);
  }

  @Test
  void whileItIsAnsweredItIsInProgressAndItsContextIsCurrent() {
    Request request = new Request("GET", "/invoices/1").with("X-Request-Id", "req-7");
    HttpServerExchange exchange = observer.start(request);

    assertThat(lab.value("http_requests_in_progress")).isEqualTo(1);
    assertThat(lab.obs().lifecycle().inFlight()).isEqualTo(1);
    assertThat(ContextFields.current().requestId()).isEqualTo("req-7");
    assertThat(Span.current().getSpanContext().isSampled()).isTrue();
    assertThat(MDC.get("request_id")).isEqualTo("req-7");

    exchange.end(request.response(), null);

    assertThat(MDC.get("request_id")).isNull();
    assertThat(lab.value("http_requests_in_progress")).isZero();
  }

  @Test
  void severalObserversCountIntoTheSameMeters() {
    HttpServerObserver second = HttpServerObserver.of(lab.obs(), "/payments");
    Request invoice = new Request("GET", "/invoices");
    Request payment = new Request("GET", "/payments");
    HttpServerExchange one = observer.start(invoice);
    HttpServerExchange two = second.start(payment);

    assertThat(lab.value("http_requests_in_progress")).isEqualTo(2);
    two.end(payment.response(), null);
    one.end(invoice.response(), null);

    assertThat(lab.value("http_requests_in_progress")).isZero();
    assertThat(lab.sum("http_requests_total")).isEqualTo(2);
  }

  @Test
  void exactlyOneEndCountsWhoeverComesFirst() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    int requests = Boolean.getBoolean("sightglass.full") ? 100_000 : 2_000;
    try {
      for (int i = 0; i < requests; i++) {
        Request request = new Request("GET", "/invoices");
        HttpServerExchange exchange = observer.start(request);
        CountDownLatch together = new CountDownLatch(1);
        List<Future<?>> ends =
            IntStream.range(0, 3)
                .<Future<?>>mapToObj(
                    n ->
                        threads.submit(
                            () -> {
                              together.await();
                              exchange.end(request.response(), null);
                              return null;
                            }))
                .toList();
        together.countDown();
        exchange.end(request.response(), null);
        exchange.leave();
        for (Future<?> end : ends) {
          end.get();
        }
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(lab.sum("http_requests_total")).isEqualTo(requests);
    assertThat(lab.spans()).hasSize(requests);
    assertThat(lab.lines()).hasSize(requests);
  }

  @Test
  void anExchangeIsUsedAgainOnlyAfterItsEnd() {
    Request first = new Request("GET", "/invoices").with("X-Request-Id", "first");
    Request second = new Request("POST", "/invoices").answering(201);
    HttpServerExchange exchange = observer.start(first);

    HttpServerExchange other = observer.start(second, exchange);
    assertThat(other).isNotSameAs(exchange);
    other.end(second.response(), null);
    assertThat(exchange.requestId()).isEqualTo("first");
    exchange.end(first.response(), null);

    HttpServerExchange again = observer.start(second, exchange);
    assertThat(again).isSameAs(exchange);
    assertThat(again.requestId()).isNotEqualTo("first");
    again.end(second.response(), null);
    assertThat(
            lab.value(
                "http_requests_total{method=\"POST\",route=\"/invoices\",status_code=\"201\"}"))
        .isEqualTo(2);
    HttpServerExchange real = observer.start(first, HttpServerExchange.NONE);
    assertThat(real).isNotSameAs(HttpServerExchange.NONE);
    real.end(first.response(), null);
  }

  @Test
  void itMayEndOnAnotherThreadAfterItsOwnLeft() throws Exception {
    Request request = new Request("GET", "/invoices").with("X-Request-Id", "later");
    HttpServerExchange exchange = observer.start(request);
    exchange.leave();
    assertThat(ContextFields.current().requestId()).isNull();

    Thread other = new Thread(() -> exchange.end(request.response(), null));
    other.start();
    other.join();

    ILoggingEvent line = lab.lines().get(0);
    assertThat(line.getMDCPropertyMap()).containsEntry("request_id", "later");
    assertThat(line.getMDCPropertyMap()).containsEntry("trace_id", lab.span().getTraceId());
  }

  @Test
  void requestsWithinRequestsAreEachCounted() {
    Request outer = new Request("GET", "/invoices");
    HttpServerExchange first = observer.start(outer);
    String before = Span.current().getSpanContext().getSpanId();
    serve(new Request("GET", "/invoices/1"));
    assertThat(Span.current().getSpanContext().getSpanId()).isEqualTo(before);
    first.end(outer.response(), null);

    assertThat(lab.sum("http_requests_total")).isEqualTo(2);
  }

  @Test
  void writesOneLineWithWhatWasMeasured() {
    serve(new Request("POST", "/invoices").answering(201).sized(10, 20));

    ILoggingEvent line = lab.lines().get(0);
    assertThat(line.getLevel()).isEqualTo(Level.INFO);
    assertThat(line.getFormattedMessage()).isEqualTo("POST /invoices 201");
    assertThat(
            line.getKeyValuePairs().stream()
                .filter(pair -> !pair.key.equals("duration_ms"))
                .collect(Collectors.toMap(pair -> pair.key, pair -> pair.value)))
        .containsExactlyInAnyOrderEntriesOf(
            java.util.Map.ofEntries(
                entry("category", "access"),
                entry("method", "POST"),
                entry("route", "/invoices"),
                entry("status_code", 201),
                entry("request_bytes", 10L),
                entry("response_bytes", 20L)));
    assertThat(line.getKeyValuePairs())
        .anySatisfy(
            pair -> {
              assertThat(pair.key).isEqualTo("duration_ms");
              assertThat(pair.value).isInstanceOf(Double.class);
            });
  }

  @Test
  void theLineHasWhatHappenedInsideAndActivitiesInsideWriteNone() {
    Request request = new Request("POST", "/invoices").answering(201);
    HttpServerExchange exchange = observer.start(request);
    lab.obs()
        .call(
            "invoice.pay",
            activity -> {
              Tally.current().add("payment.amount_inr", new BigDecimal("1499.00"));
              return activity;
            });
    exchange.end(request.response(), null);

    assertThat(lab.lines()).hasSize(1);
    assertThat(lab.lines().get(0).getKeyValuePairs())
        .anySatisfy(
            pair -> {
              assertThat(pair.key).isEqualTo("payment.amount_inr");
              assertThat(pair.value).isEqualTo(new BigDecimal("1499.00"));
            });
  }

  @Test
  void aRequestThatWritesNoLineCollectsNothing() {
    HttpServerObserver silent = HttpServerObserver.builder(lab.obs()).requestLine(false).build();
    Request request = new Request("POST", "/invoices");
    HttpServerExchange exchange = silent.start(request);
    assertThat(Tally.current()).isSameAs(Tally.none());
    exchange.end(request.response(), null);

    Lab.access().setLevel(Level.OFF);
    exchange = observer.start(request);
    assertThat(Tally.current()).isSameAs(Tally.none());
    exchange.end(request.response(), null);
  }

  @Test
  void aFailureIsALineAtErrorWithItsCause() {
    Request request = new Request("GET", "/invoices").answering(0);
    observer.start(request).end(request.response(), new IllegalStateException("boom"));

    ILoggingEvent line = lab.lines().get(0);
    assertThat(line.getLevel()).isEqualTo(Level.ERROR);
    assertThat(line.getFormattedMessage()).isEqualTo("GET /invoices 500");
    assertThat(line.getThrowableProxy().getMessage()).isEqualTo("boom");
  }

  @Test
  void noLineWhereItIsSwitchedOffOrItsLevelIs() {
    serveWith(HttpServerObserver.builder(lab.obs()).requestLine(false).build());
    Lab.access().setLevel(Level.OFF);
    serve(new Request("GET", "/invoices"));

    assertThat(lab.lines()).isEmpty();
    assertThat(lab.sum("http_requests_total")).isEqualTo(2);
  }

  @Test
  void theLibrarysOwnEndpointsLeaveNoTrace() {
    HttpServerObserver ignoring =
        HttpServerObserver.builder(lab.obs()).ignore("/observability/").build();
    for (String path : List.of("/observability", "/observability/health")) {
      HttpServerExchange exchange = ignoring.start(new Request("GET", path));
      assertThat(exchange.isObserved()).isFalse();
      exchange.end(new Request("GET", path).response(), null);
    }
    ignoring.start(
        new HttpServerRequest() {
          @Override
          public String method() {
            return "GET";
          }

          @Override
          public String path() {
            return "/metrics";
          }

          @Override
          public List<String> headers(String name) {
            return List.of();
          }

          @Override
          public boolean isOperational() {
            return true;
          }
        });

    assertThat(lab.sum("http_requests_total")).isZero();
    assertThat(lab.spans()).isEmpty();
    Request near = new Request("GET", "/observabilityX");
    ignoring.start(near).end(near.response(), null);
    assertThat(lab.sum("http_requests_total")).isEqualTo(1);
  }

  @Test
  void anAdapterThatThrowsCostsItsMeasurementAndNothingElse() {
    HttpServerExchange exchange =
        observer.start(
            new HttpServerRequest() {
              @Override
              public String method() {
                throw new IllegalStateException("broken adapter");
              }

              @Override
              public String path() {
                return "/";
              }

              @Override
              public List<String> headers(String name) {
                return List.of();
              }
            });
    assertThat(exchange.isObserved()).isFalse();

    Request request = new Request("GET", "/invoices");
    observer
        .start(request)
        .end(
            () -> {
              throw new IllegalStateException("broken adapter");
            },
            null);
    assertThat(lab.value("http_requests_in_progress")).isZero();
  }

  @Test
  void everythingOffIsAnExchangeThatDoesNothing() {
    HttpServerObserver off = HttpServerObserver.of(Observability.noop(), "/invoices");
    Request request = new Request("GET", "/invoices");
    HttpServerExchange exchange = off.start(request);

    assertThat(exchange.isObserved()).isFalse();
    assertThat(exchange.requestId()).isNull();
    try (Scope scope = exchange.enter()) {
      assertThat(scope).isSameAs(Scope.noop());
    }
    exchange.leave();
    exchange.end(request.response(), new IllegalStateException());
  }

  private void serve(Request request) {
    observer.start(request).end(request.response(), null);
  }

  private static void serveWith(HttpServerObserver observer) {
    Request request = new Request("GET", "/invoices");
    observer.start(request).end(request.response(), null);
  }
}
