// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsTest {

  private static final Pattern ALLOWED = Pattern.compile("^[A-Za-z0-9._-]{1,64}\\z");
  private final CountingDiagnostics diagnostics = new CountingDiagnostics();
  private final RequestIds ids = new RequestIds("X-Request-Id", diagnostics);

  @ParameterizedTest
  @ValueSource(strings = {"a", "req-1.2_3", "0", "...", "-_-"})
  void keepsAnIdThatIsAllowed(String id) {
    assertThat(of(new Request("GET", "/").with("x-request-id", id))).isEqualTo(id);
    assertThat(diagnostics.count("invalid http request_id")).isZero();
  }

  @Test
  void everyCharacterIsJudgedAsThePatternSays() {
    for (int c = 0; c <= 0xffff; c++) {
      String id = "a" + (char) c + "b";
      assertThat(RequestIds.isAllowed(id)).isEqualTo(ALLOWED.matcher(id).matches());
    }
    assertThat(RequestIds.isAllowed("a".repeat(64))).isTrue();
    assertThat(RequestIds.isAllowed("a".repeat(65))).isFalse();
    assertThat(RequestIds.isAllowed("")).isFalse();
    assertThat(RequestIds.isAllowed(null)).isFalse();
    System.out.printf("row 21: %,d characters judged as the pattern says%n", 0x10000);
  }

  @Test
  void aRefusedOneIsCountedAndReplaced() {
    String made = of(new Request("GET", "/").with("X-Request-Id", "a=1 tenantId=victim"));

    assertThat(made).matches("[0-9a-f]{32}");
    assertThat(diagnostics.count("invalid http request_id")).isEqualTo(1);
    assertThat(diagnostics.text()).doesNotContain("victim");
  }

  @Test
  void twoLinesAreNone() {
    String made = of(new Request("GET", "/").with("X-Request-Id", "one", "two"));

    assertThat(made).matches("[0-9a-f]{32}");
    assertThat(diagnostics.count("invalid http request_id")).isEqualTo(1);
  }

  @Test
  void theTraceIdServesWhereThereIsOne() {
    SpanContext trace =
        SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c",
            "00f067aa0ba902b7",
            TraceFlags.getDefault(),
            TraceState.getDefault());

    assertThat(ids.of(new Request("GET", "/"), trace)).isEqualTo(trace.getTraceId());
    assertThat(of(new Request("GET", "/"))).isNotEqualTo(of(new Request("GET", "/")));
  }

  private String of(Request request) {
    return ids.of(request, SpanContext.getInvalid());
  }
}
