// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSpansTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLER = "00-" + TRACE + "-00f067aa0ba902b7-01";
  private Lab lab = Lab.open();

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void followsTheConventions() {
    serve(
        new Request("GET", "/invoices/42")
            .with("Host", "shop.example:8443")
            .with("User-Agent", "curl/8.5.0")
            .with("X-Request-Id", "req-1")
            .peer("192.0.2.10")
            .queried("token=s3cret"));

    SpanData span = lab.span();
    assertThat(span.getName()).isEqualTo("GET /invoices/{id}");
    assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.getStatus()).isEqualTo(StatusData.unset());
    assertThat(attributes(span))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("http.request.method", "GET"),
                Map.entry("http.route", "/invoices/{id}"),
                Map.entry("http.response.status_code", "200"),
                Map.entry("url.path", "/invoices/42"),
                Map.entry("url.scheme", "http"),
                Map.entry("server.address", "shop.example"),
                Map.entry("server.port", "8443"),
                Map.entry("client.address", "192.0.2.10"),
                Map.entry("network.protocol.version", "1.1"),
                Map.entry("user_agent.original", "curl/8.5.0"),
                Map.entry("request.id", "req-1")));
  }

  @ParameterizedTest
  @CsvSource({"404, UNSET", "499, UNSET", "500, ERROR", "503, ERROR"})
  void onlyA5xxIsAnError(int status, StatusCode code) {
    serve(new Request("GET", "/invoices").answering(status));

    assertThat(lab.span().getStatus().getStatusCode()).isEqualTo(code);
    assertThat(lab.span().getAttributes().get(HttpAttributes.ERROR_TYPE))
        .isEqualTo(code == StatusCode.ERROR ? Integer.toString(status) : null);
  }

  @Test
  void whatTheAppThrewIsOnTheSpan() {
    Request request = new Request("GET", "/invoices").answering(0);
    observer().start(request).end(request.response(), new IOException("gone"));

    assertThat(lab.span().getAttributes().get(HttpAttributes.ERROR_TYPE))
        .isEqualTo("java.io.IOException");
    assertThat(lab.span().getAttributes().get(HttpAttributes.STATUS)).isEqualTo(500);
    assertThat(lab.span().getEvents()).hasSize(1);
  }

  @Test
  void anUnmatchedPathIsNotInTheName() {
    serve(new Request("GET", "/customers/ada@example.org"));

    assertThat(lab.span().getName()).isEqualTo("GET");
    assertThat(lab.span().getAttributes().get(HttpAttributes.ROUTE)).isNull();
  }

  @Test
  void longTextsAreCut() {
    serve(new Request("GET", "/" + "p".repeat(5_000)).with("User-Agent", "u".repeat(5_000)));

    assertThat(lab.span().getAttributes().get(HttpAttributes.PATH)).hasSize(1_024);
    assertThat(lab.span().getAttributes().get(HttpAttributes.USER_AGENT)).hasSize(256);
  }

  @Test
  void theQueryAndHeadersOnlyOnRequestAndRedacted() {
    HttpServerObserver observer =
        HttpServerObserver.builder(lab.obs()).query(true).captureHeader("X-Tenant").build();
    Request request =
        new Request("GET", "/").queried("sig=s3cret&page=2").with("x-tenant", "acme", "b");
    observer.start(request).end(request.response(), null);

    assertThat(lab.span().getAttributes().get(HttpAttributes.QUERY))
        .isEqualTo("sig=REDACTED&page=2");
    assertThat(
            lab.span()
                .getAttributes()
                .get(AttributeKey.stringArrayKey("http.request.header.x-tenant")))
        .isEqualTo(List.of("acme", "b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Cookie", "Authorization", "X-Api-Key"})
  void secretHeadersCannotBeCaptured(String header) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HttpServerObserver.builder(lab.obs()).captureHeader(header))
        .withMessageContaining(header);
  }

  @Test
  void aSampledCallersTraceIsContinued() {
    serve(new Request("GET", "/invoices").with("traceparent", CALLER));

    assertThat(lab.span().getTraceId()).isEqualTo(TRACE);
    assertThat(lab.span().getParentSpanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(lab.span().getLinks()).isEmpty();
  }

  @Test
  void untrustedItStartsANewTraceAndLinksTheOldOne() {
    reopen(Map.of("sightglass.http.trust", "none"));
    serve(new Request("GET", "/invoices").with("traceparent", CALLER).with("baggage", "k=v"));

    assertThat(lab.span().getTraceId()).isNotEqualTo(TRACE);
    assertThat(lab.span().getParentSpanContext().isValid()).isFalse();
    assertThat(lab.span().getLinks()).hasSize(1);
    assertThat(lab.span().getLinks().get(0).getSpanContext().getTraceId()).isEqualTo(TRACE);
  }

  @ParameterizedTest
  @CsvSource({"10.1.2.3, true", "192.0.2.1, false"})
  void aNetworkIsTrustedByThePeersAddress(String peer, boolean continued) {
    reopen(Map.of("sightglass.http.trust", "10.0.0.0/8"));
    serve(new Request("GET", "/invoices").with("traceparent", CALLER).peer(peer));

    assertThat(lab.span().getTraceId().equals(TRACE)).isEqualTo(continued);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 203.0.113.7, 203.0.113.7",
    "10.0.0.1, '6.6.6.6, 203.0.113.7, 10.0.0.2', 203.0.113.7",
    "10.0.0.1, <script>, 10.0.0.1",
    "192.0.2.1, 203.0.113.7, 192.0.2.1"
  })
  void theClientsAddressComesFromTrustedProxiesOnly(String peer, String forwarded, String client) {
    reopen(Map.of("sightglass.http.trust", "10.0.0.0/8"));
    serve(new Request("GET", "/invoices").with("X-Forwarded-For", forwarded).peer(peer));

    assertThat(lab.span().getAttributes().get(HttpAttributes.CLIENT_ADDRESS)).isEqualTo(client);
  }

  @Test
  void aBadTrustSettingTrustsNobody() {
    reopen(Map.of("sightglass.http.trust", "everybody"));
    serve(new Request("GET", "/invoices").with("traceparent", CALLER));

    assertThat(lab.span().getTraceId()).isNotEqualTo(TRACE);
  }

  @Test
  void underAFloodOfSampledCallersTheLimitHolds() {
    lab.close();
    AtomicLong now = new AtomicLong();
    int rate = 10;
    int seconds = Boolean.getBoolean("sightglass.full") ? 60 : 1;
    int requests = 2_000 * seconds;
    lab =
        Lab.sampling(
            new RateLimitedSampler(rate, now::get), Map.of("sightglass.http.trust", "none"));
    HttpServerObserver observer = observer();
    for (int i = 0; i < requests; i++) {
      Request request = new Request("GET", "/invoices").with("traceparent", CALLER);
      observer.start(request).end(request.response(), null);
      now.addAndGet(500_000);
    }

    int exported = lab.spans().size();
    assertThat(exported).isBetween(rate * seconds * 9 / 10, rate * seconds * 11 / 10);
    assertThat(lab.spans()).noneMatch(span -> span.getTraceId().equals(TRACE));
    assertThat(lab.sum("http_requests_total")).isEqualTo(requests);
    System.out.printf(
        "row 23: %,d sampled requests in %d s, %d spans exported at %d a second%n",
        requests, seconds, exported, rate);
  }

  @Test
  void anUnsampledRequestHasNoAttributesAndStillAnId() {
    lab.close();
    lab = Lab.sampling(Sampler.alwaysOff(), Map.of());
    Request request = new Request("GET", "/invoices");
    HttpServerExchange exchange = observer().start(request);
    assertThat(exchange.requestId()).matches("[0-9a-f]{32}");
    exchange.end(request.response(), null);

    assertThat(lab.spans()).isEmpty();
    assertThat(lab.lines().get(0).getMDCPropertyMap())
        .containsEntry("trace_id", exchange.requestId());
  }

  private void reopen(Map<String, String> settings) {
    lab.close();
    lab = Lab.with(settings);
  }

  private HttpServerObserver observer() {
    return HttpServerObserver.of(lab.obs(), "/invoices", "/invoices/{id}");
  }

  private void serve(Request request) {
    observer().start(request).end(request.response(), null);
  }

  private static Map<String, String> attributes(SpanData span) {
    Map<String, String> all = new java.util.TreeMap<>();
    span.getAttributes().forEach((key, value) -> all.put(key.getKey(), value.toString()));
    return all;
  }
}
