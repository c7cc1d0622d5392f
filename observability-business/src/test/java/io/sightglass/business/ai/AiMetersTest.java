// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.catalogue.Catalogue;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterFeed;
import io.sightglass.catalogue.MeterSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names, labels and buckets are what dashboards rely on. */
class AiMetersTest {

  private static final double[] CALL = {
    0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 8, 13, 20, 30, 45, 60, 120, 300
  };
  private static final double[] CHUNK = {0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30};
  private static final double[] TOKEN = {.005, .01, .025, .05, .075, .1, .15, .2, .3, .5, 1, 2.5};
  private static final double[] TOOL = {
    0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30
  };
  private static final double[] GUARDRAIL = {
    0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };
  private static final Map<String, double[]> BUCKETS =
      Map.of(
          "ai_request_duration_seconds", CALL,
          "ai_time_to_first_chunk_seconds", CHUNK,
          "ai_time_per_output_token_seconds", TOKEN,
          "ai_tool_duration_seconds", TOOL,
          "ai_guardrail_duration_seconds", GUARDRAIL);

  private final Catalogue catalogue = MeterFeed.all().get("AI calls");

  @ParameterizedTest
  @CsvSource({
    "ai_requests_total,                COUNTER,   model provider status",
    "ai_request_duration_seconds,      HISTOGRAM, model provider",
    "ai_model_errors_total,            COUNTER,   model provider error_type",
    "ai_tokens_used_total,             COUNTER,   model provider token_type",
    "ai_api_cost_total,                COUNTER,   model provider",
    "ai_unpriced_requests_total,       COUNTER,   model provider",
    "ai_usage_missing_total,           COUNTER,   model provider",
    "ai_time_to_first_chunk_seconds,   HISTOGRAM, model provider",
    "ai_time_per_output_token_seconds, HISTOGRAM, model provider",
    "ai_tool_calls_total,              COUNTER,   tool status",
    "ai_tool_duration_seconds,         HISTOGRAM, tool status",
    "ai_guardrail_duration_seconds,    HISTOGRAM, guardrail kind status",
    "ai_retries_total,                 COUNTER,   provider reason",
    "ai_price_book_age_seconds,        GAUGE,     ''",
    "ai_budget_usd,                    GAUGE,     period",
    "ai_budget_used_ratio,             GAUGE,     period",
  })
  void aMeterIsWhatItWasSaidToBe(String name, String type, String labels) {
    MeterSpec spec = catalogue.meter(name).orElseThrow();

    assertThat(spec.type()).hasToString(type);
    assertThat(String.join(" ", spec.labelNames())).isEqualTo(labels);
    assertThat(spec.buckets()).isEqualTo(BUCKETS.getOrDefault(name, new double[0]));
    assertThat(catalogue.meters()).hasSize(16);
  }

  @Test
  void theSetsOfValuesAreClosed() {
    assertThat(values("ai_requests_total", "status"))
        .containsExactly("success", "error", "cancelled", "unknown");
    assertThat(values("ai_tokens_used_total", "token_type"))
        .containsExactly(
            "input", "input_cache_read", "input_cache_write", "output", "output_reasoning");
    assertThat(values("ai_model_errors_total", "error_type"))
        .isEqualTo(values("ai_retries_total", "reason"))
        .containsExactly(
            "rate_limit",
            "timeout",
            "auth",
            "content_filter",
            "invalid_request",
            "context_length",
            "server_error",
            "network",
            "unknown");
  }

  @Test
  void thePageNamesThemAllAndItsPricesAreReadAsTheyStand() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "ai.md"));
    String csv = page.substring(page.indexOf("# ai-prices.csv"));
    PriceBook book = PriceBook.parse(csv.substring(0, csv.indexOf("```")));

    assertThat(catalogue.meters()).allMatch(spec -> page.contains("`" + spec.name() + "`"));
    assertThat(book.size()).isEqualTo(3);
    Price tiered =
        book.price(AiProvider.ANTHROPIC, "claude-sonnet-4-5-20250929", LocalDate.of(2026, 9, 1));
    assertThat(tiered.cost(TokenUsage.anthropic(300_000, 0, 0, 1_000)))
        .isEqualByComparingTo("1.8225");
  }

  private List<String> values(String meter, String label) {
    return catalogue.meter(meter).orElseThrow().labels().stream()
        .filter(spec -> spec.name().equals(label))
        .map(LabelSpec::values)
        .map(List::copyOf)
        .findFirst()
        .orElseThrow();
  }
}
