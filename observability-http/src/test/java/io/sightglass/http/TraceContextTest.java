// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trace Context and Baggage as W3C's specifications have them, and what they leave open. */
class TraceContextTest {

  private static final String TRACE = "12345678901234567890123456789012";
  private static final String SPAN = "1234567890123456";
  private static final String VALID = "00-" + TRACE + "-" + SPAN + "-01";
  private static final AtomicInteger CASES = new AtomicInteger();
  private final CountingDiagnostics diagnostics = new CountingDiagnostics();
  private final TraceHeaders headers =
      new TraceHeaders(
          TextMapPropagator.composite(
              W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance()),
          diagnostics);

  @AfterEach
  void count() {
    CASES.incrementAndGet();
  }

  @AfterAll
  static void print() {
    System.out.printf("row 22: %d cases of trace context and baggage%n", CASES.get());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        VALID,
        "00-" + TRACE + "-" + SPAN + "-00",
        "00-" + TRACE + "-" + SPAN + "-ff",
        " \t" + VALID + " ",
        "cc-" + TRACE + "-" + SPAN + "-01",
        "cc-" + TRACE + "-" + SPAN + "-01-what-the-future-will-be-like",
        "01-" + TRACE + "-" + SPAN + "-01-"
      })
  void continuesATraceThatIsWellFormed(String traceparent) {
    SpanContext span = span(new Request("GET", "/").with("traceparent", traceparent));

    assertThat(span.getTraceId()).isEqualTo(TRACE);
    assertThat(span.getSpanId()).isEqualTo(SPAN);
    assertThat(span.isRemote()).isTrue();
    assertThat(diagnostics.text()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        VALID + ".",
        VALID + "-what-the-future-will-be-like",
        "cc-" + TRACE + "-" + SPAN + "-01.what-the-future-will-be-like",
        "ff-" + TRACE + "-" + SPAN + "-01",
        ".0-" + TRACE + "-" + SPAN + "-01",
        "0.-" + TRACE + "-" + SPAN + "-01",
        "000-" + TRACE + "-" + SPAN + "-01",
        "0-" + TRACE + "-" + SPAN + "-01",
        "00-00000000000000000000000000000000-" + SPAN + "-01",
        "00-.2345678901234567890123456789012-" + SPAN + "-01",
        "00-1234567890123456789012345678901.-" + SPAN + "-01",
        "00-" + TRACE + "3-" + SPAN + "-01",
        "00-1234567890123456789012345678901-" + SPAN + "-01",
        "00-ABCDEFABCDEFABCDEFABCDEFABCDEFAB-" + SPAN + "-01",
        "00-" + TRACE + "-0000000000000000-01",
        "00-" + TRACE + "-.234567890123456-01",
        "00-" + TRACE + "-12345678901234567-01",
        "00-" + TRACE + "-123456789012345-01",
        "00-" + TRACE + "-" + SPAN + "-.0",
        "00-" + TRACE + "-" + SPAN + "-0.",
        "00-" + TRACE + "-" + SPAN + "-001",
        "00-" + TRACE + "-" + SPAN + "-1",
        "00_" + TRACE + "_" + SPAN + "_01",
        "00-\u0661" + "2345678901234567890123456789012-" + SPAN + "-01"
      })
  void startsANewTraceForAnythingElse(String traceparent) {
    Request request = new Request("GET", "/").with("traceparent", traceparent);

    assertThat(span(request.with("tracestate", "foo=1")).isValid()).isFalse();
    assertThat(diagnostics.count("invalid http traceparent")).isEqualTo(1);
  }

  @Test
  void twoTraceparentLinesMeanNone() {
    assertThat(span(new Request("GET", "/").with("traceparent", VALID, VALID)).isValid()).isFalse();
    assertThat(diagnostics.count("invalid http traceparent")).isEqualTo(1);
  }

  @Test
  void theNameIsMatchedWithoutCaseAndOnlyTheName() {
    assertThat(span(new Request("GET", "/").with("TraceParent", VALID)).isValid()).isTrue();
    assertThat(span(new Request("GET", "/").with("trace-parent", VALID)).isValid()).isFalse();
    assertThat(span(new Request("GET", "/")).isValid()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "foo=1 | foo=1",
        "foo=1,bar=2 | foo=1,bar=2",
        "foo=1~bar=2 | foo=1,bar=2",
        "foo=1~~bar=2 | foo=1,bar=2",
        "foo=1 , ,bar=2 | foo=1,bar=2",
        "'foo=1 \t , \t bar=2, \t baz=3' | foo=1,bar=2,baz=3",
        "~ | ''",
        "tenant@vendor=1,b*-/_2=x | tenant@vendor=1,b*-/_2=x",
        "foo@=1 | ''",
        "@foo=1 | ''",
        "FOO=1 | ''",
        "foo =1 | ''",
        "foo | ''",
        "foo==1 | ''",
        "foo=bar=1 | ''"
      })
  void joinsTracestateLinesAndKeepsTheirOrder(String lines, String state) {
    Request request =
        new Request("GET", "/").with("traceparent", VALID).with("tracestate", lines.split("~", -1));
    SpanContext span = span(request);

    assertThat(span.isValid()).isTrue();
    assertThat(
            span.getTraceState().asMap().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(",")))
        .isEqualTo(state);
  }

  @Test
  void thirtyTwoMembersStayAndThirtyThreeGo() {
    assertThat(state(members(32, "m%d=1")).getTraceState().size()).isEqualTo(32);
    assertThat(state(members(33, "m%d=1")).getTraceState().size()).isZero();
    assertThat(diagnostics.count("invalid http tracestate")).isEqualTo(1);
  }

  @Test
  void fiveHundredAndTwelveBytesStayAndOneMoreGoes() {
    String value = "a=" + "x".repeat(200) + ",b=" + "x".repeat(200) + ",c=" + "x".repeat(104);
    assertThat(value).hasSize(512);
    assertThat(state(value).getTraceState().size()).isEqualTo(3);
    assertThat(state(value + "x").getTraceState().size()).isZero();
    assertThat(state(value + "x").isValid()).isTrue();
  }

  @Test
  void baggageIsTakenInAndSurvivesTheRequestsContext() {
    try (Lab lab = Lab.open()) {
      Request request = new Request("GET", "/").with("baggage", "k1=v1", "k2=v%202;p=1 , k3 = v3");
      HttpServerExchange exchange = HttpServerObserver.of(lab.obs(), "/").start(request);

      assertThat(Baggage.current().getEntryValue("k1")).isEqualTo("v1");
      assertThat(Baggage.current().getEntryValue("k2")).isEqualTo("v 2");
      assertThat(Baggage.current().getEntryValue("k3")).isEqualTo("v3");
      exchange.end(request.response(), null);
      assertThat(lab.lines().get(0).getMDCPropertyMap()).doesNotContainKeys("k1", "k2", "k3");
      assertThat(lab.lines().toString() + lab.spans() + lab.scrape()).doesNotContain("v1");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "64, m%d=1, 64",
    "65, m%d=1, 0",
    "1, m%d=%0500d, 1",
    "17, m%d=%0500d, 0",
    "16, m%d=%0500d, 16"
  })
  void baggageHasItsLimitsOverAllLines(int count, String pattern, int kept) {
    String[] lines =
        IntStream.range(0, count).mapToObj(i -> pattern.formatted(i, 7)).toArray(String[]::new);

    assertThat(baggage(new Request("GET", "/").with("baggage", lines)).size()).isEqualTo(kept);
    assertThat(baggage(new Request("GET", "/").with("baggage", String.join(",", lines))).size())
        .isEqualTo(kept);
    assertThat(diagnostics.count("invalid http baggage")).isEqualTo(kept == 0 ? 2 : 0);
  }

  @Test
  void malformedBaggageNeverStopsARequest() {
    for (String value :
        List.of("", ",", "=", "k", "k=v;;;", "k=%zz", "k=%4", "k=%", "\u0000=\u0000", "k=\ud800")) {
      assertThat(baggage(new Request("GET", "/").with("baggage", value)).size())
          .isLessThanOrEqualTo(1);
    }
    // The propagator would log each of them with a stack trace.
    assertThat(diagnostics.count("invalid http baggage")).isEqualTo(3);
  }

  @Test
  void hostileSizesAreRefusedBeforeAnythingReadsThem() {
    String huge = "x".repeat(65_536);
    String tail = "01-" + TRACE + "-" + SPAN + "-01-" + huge;

    assertThat(span(new Request("GET", "/").with("traceparent", tail)).isValid()).isFalse();
    SpanContext span = state(members(10_000, "m%d=1"));
    assertThat(span.isValid()).isTrue();
    assertThat(span.getTraceState().size()).isZero();
    assertThat(baggage(new Request("GET", "/").with("baggage", "k=" + huge)).size()).isZero();
    assertThat(diagnostics.count("invalid http traceparent")).isEqualTo(1);
    assertThat(diagnostics.count("invalid http tracestate")).isEqualTo(1);
    assertThat(diagnostics.count("invalid http baggage")).isEqualTo(1);
    assertThat(diagnostics.text()).doesNotContain("xxx").hasSizeLessThan(1_000);
  }

  @Test
  void readInPlaceATraceparentSaysWhatThePropagatorSays() {
    Random random = new Random(7);
    int plain = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(VALID);
      for (int changes = random.nextInt(3); changes > 0; changes--) {
        text.setCharAt(
            random.nextInt(text.length()), "0123456789abcdefgA-".charAt(random.nextInt(19)));
      }
      Request request = new Request("GET", "/").with("traceparent", text.toString());
      SpanContext propagated = Span.fromContext(headers.propagated(request)).getSpanContext();

      assertThat(span(request)).as(text.toString()).isEqualTo(propagated);
      if (headers.plain(request) != null) {
        plain++;
        assertThat(Traceparent.isSampled(text.toString())).isEqualTo(propagated.isSampled());
      } else {
        assertThat(propagated.isValid() && text.toString().startsWith("00-")).isFalse();
      }
    }
    assertThat(plain).isGreaterThan(5_000);
  }

  @Test
  void noRandomHeaderGetsThrough() {
    Random random = new Random(22);
    int valid = 0;
    int rounds = Boolean.getBoolean("sightglass.full") ? 2_000_000 : 20_000;
    for (int i = 0; i < rounds; i++) {
      Request request =
          new Request("GET", "/")
              .with("traceparent", lines(random, VALID))
              .with("tracestate", lines(random, "foo=1,bar=2"))
              .with("baggage", lines(random, "k=v;p=1,l=w"));
      Context context = headers.extract(request);

      SpanContext span = Span.fromContext(context).getSpanContext();
      if (span.isValid()) {
        valid++;
        assertThat(span.getTraceId()).matches("[0-9a-f]{32}");
        assertThat(span.getSpanId()).matches("[0-9a-f]{16}");
      }
      assertThat(span.getTraceState().size()).isLessThanOrEqualTo(32);
      assertThat(Baggage.fromContext(context).size()).isLessThanOrEqualTo(64);
    }
    assertThat(valid).isBetween(1, rounds - 1);
    System.out.printf(
        "row 22: %,d requests with random headers, %,d traces continued%n", rounds, valid);
  }

  /** A good header, changed here and there, in one line or more. */
  private static String[] lines(Random random, String good) {
    List<String> lines = new ArrayList<>();
    for (int line = 0; line <= random.nextInt(4) / 3; line++) {
      StringBuilder text = new StringBuilder(good.repeat(1 + random.nextInt(20) / 19 * 80));
      for (int i = random.nextInt(4); i > 0; i--) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x180));
      }
      lines.add(
          random.nextInt(8) == 0 ? text.substring(random.nextInt(text.length())) : text.toString());
    }
    return lines.toArray(String[]::new);
  }

  private SpanContext state(String tracestate) {
    return span(new Request("GET", "/").with("traceparent", VALID).with("tracestate", tracestate));
  }

  private static String members(int count, String pattern) {
    return IntStream.range(0, count).mapToObj(pattern::formatted).collect(Collectors.joining(","));
  }

  private SpanContext span(Request request) {
    return Span.fromContext(headers.extract(request)).getSpanContext();
  }

  private Baggage baggage(Request request) {
    return Baggage.fromContext(headers.extract(request));
  }
}
