// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import static io.sightglass.business.ai.AiProvider.OPENAI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AiToolsTest {

  private final AiLab lab = AiLab.open();
  private final AiCalls ai = AiCalls.of(lab.obs());

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void toolsAndRetriesAreCounted() {
    String result = ai.tool("search_invoices", () -> "found");
    Throwable thrown =
        catchThrowable(
            () ->
                ai.tool(
                    "search_invoices",
                    () -> {
                      throw new IllegalStateException("closed");
                    }));
    ai.toolRan("send_mail", Duration.ofMillis(20), false);
    ai.toolRan("send_mail", null, true);
    ai.retried(OPENAI, AiError.RATE_LIMIT);
    ai.retried(OPENAI, AiError.RATE_LIMIT);

    assertThat(result).isEqualTo("found");
    assertThat(thrown).hasMessage("closed");
    assertThat(lab.value(tool("calls_total", "search_invoices", "success"))).isEqualTo(1);
    assertThat(lab.value(tool("calls_total", "search_invoices", "error"))).isEqualTo(1);
    assertThat(lab.value(tool("calls_total", "send_mail", "success"))).isEqualTo(1);
    assertThat(lab.value(tool("calls_total", "send_mail", "error"))).isEqualTo(1);
    assertThat(lab.value(tool("duration_seconds_count", "search_invoices", "success")))
        .isEqualTo(1);
    assertThat(lab.value(tool("duration_seconds_count", "send_mail", "error"))).isEqualTo(-1);
    assertThat(lab.value("ai_retries_total{provider=\"openai\",reason=\"rate_limit\"}"))
        .isEqualTo(2);
    assertThat(lab.spans())
        .extracting(SpanData::getName)
        .containsExactly("execute_tool search_invoices", "execute_tool search_invoices");
    assertThat(lab.spans().get(1).getStatus()).isEqualTo(StatusData.error());
    assertThat(lab.series("ai_requests_total")).isEmpty();
  }

  @Test
  void aToolIsWithinTheCallThatAskedForItAndIsNoCallOfAModel() {
    ai.call(
        OPENAI,
        "swift",
        call -> {
          ai.tool("search", () -> null);
          return null;
        });

    SpanData tool = lab.spans().get(0);
    assertThat(tool.getParentSpanId()).isEqualTo(lab.spans().get(1).getSpanId());
    assertThat(lab.sum("ai_requests_total")).isEqualTo(1);
    assertThat(AiLab.fields(lab.lines().get(0)))
        .containsEntry("ai.tool", "search")
        .containsEntry("ai.operation", "execute_tool")
        .doesNotContainKeys("ai.model", "ai.provider");
  }

  @Test
  void aToolThatWasCancelledAndOneWithoutNameAreCounted() {
    catchThrowable(
        () ->
            ai.tool(
                "slow",
                () -> {
                  throw new CancellationException();
                }));
    ai.toolRan(null, Duration.ofDays(2), false);

    assertThat(lab.value(tool("calls_total", "slow", "cancelled"))).isEqualTo(1);
    assertThat(lab.value(tool("calls_total", "unknown", "success"))).isEqualTo(1);
    assertThat(lab.series("ai_tool_duration_seconds_count")).hasSize(1);
    assertThat(lab.value("sightglass_invalid_total{signal=\"metrics\",kind=\"ai_tool_duration\"}"))
        .isEqualTo(1);
  }

  @Test
  void namesThatAModelMadeUpAreBounded() {
    for (int i = 0; i < 500; i++) {
      ai.toolRan("made-up-" + i, Duration.ofMillis(1), false);
    }

    assertThat(lab.series("ai_tool_calls_total")).hasSize(51);
    assertThat(lab.sum("ai_tool_calls_total")).isEqualTo(500);
  }

  private static String tool(String family, String tool, String status) {
    return "ai_tool_" + family + "{tool=\"" + tool + "\",status=\"" + status + "\"}";
  }
}
