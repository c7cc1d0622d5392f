// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import static io.sightglass.business.ai.AiProvider.OPENAI;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Names that come from outside make no series without end. */
class AiBoundsTest {

  private static final int NAMES = 10_000;
  private static final TokenUsage USAGE = TokenUsage.inclusive(1_000, 0, 500, 0);

  @Test
  void tenThousandMadeUpModelsAreFortyAndTheRest() {
    try (AiLab lab = AiLab.open()) {
      AiCalls ai = AiCalls.of(lab.obs());
      for (int i = 0; i < NAMES; i++) {
        AiStream stream = ai.stream(OPENAI, "made-up-" + i);
        stream.chunk().usage(USAGE).cost(java.math.BigDecimal.ONE).finish("stop").close();
      }

      for (String family :
          List.of(
              "ai_requests_total",
              "ai_request_duration_seconds_count",
              "ai_time_to_first_chunk_seconds_count",
              "ai_time_per_output_token_seconds_count",
              "ai_api_cost_total")) {
        assertThat(lab.series(family)).as(family).hasSize(41);
        assertThat(lab.sum(family)).as(family).isEqualTo(NAMES);
      }
      assertThat(lab.series("ai_tokens_used_total")).hasSize(2 * 41);
      assertThat(lab.sum("ai_tokens_used_total")).isEqualTo(1_500.0 * NAMES);
      assertThat(
              lab.value(
                  "ai_requests_total{model=\"_other\",provider=\"openai\",status=\"success\"}"))
          .isEqualTo(NAMES - 40);
      System.out.printf(
          "row 3: %,d made-up models, %d label sets of ai_requests_total%n",
          NAMES, lab.series("ai_requests_total").size());
    }
  }

  @Test
  void theLimitIsASettingAndEveryMeterTellsTheSameModelsApart() {
    try (AiLab lab = AiLab.with(Map.of("sightglass.ai.max-models", "3"))) {
      AiCalls ai = AiCalls.of(lab.obs());
      // The last ones tell their tokens first.
      for (int i = 0; i < 6; i++) {
        ai.call(OPENAI, "m" + i, call -> null);
      }
      for (int i = 5; i >= 0; i--) {
        ai.call(OPENAI, "m" + i, call -> call.usage(USAGE));
      }

      assertThat(models(lab, "ai_requests_total"))
          .isEqualTo(models(lab, "ai_tokens_used_total"))
          .containsExactlyInAnyOrder("m0", "m1", "m2", "_other");
    }
  }

  @Test
  void theOverflowIsCountedAndTold() {
    try (AiLab lab = AiLab.with(Map.of("sightglass.ai.max-models", "1"))) {
      AiCalls ai = AiCalls.of(lab.obs());
      for (int i = 0; i < 5; i++) {
        ai.call(OPENAI, "m" + i, call -> call.usage(USAGE));
      }

      assertThat(lab.sum("sightglass_overflow_total")).isGreaterThanOrEqualTo(4);
    }
  }

  @Test
  void modelsBeyondTheLimitHaveTheirOwnPriceAllTheSame() {
    try (AiLab lab = AiLab.with(Map.of("sightglass.ai.max-models", "1"))) {
      AiCalls ai =
          AiCalls.builder(lab.obs())
              .prices(PriceBook.parse("model,input,output\na,1,1\nb,10,10\nc,100,100\n"))
              .build();
      for (int i = 0; i < 2; i++) {
        for (String model : List.of("a", "b", "c")) {
          ai.call(OPENAI, model, call -> call.usage(TokenUsage.inclusive(1_000, 0, 0, 0)));
        }
      }

      assertThat(lab.value("ai_api_cost_total{model=\"_other\",provider=\"openai\"}"))
          .isEqualTo(0.22);
      assertThat(lab.value("ai_api_cost_total{model=\"a\",provider=\"openai\"}")).isEqualTo(0.002);
    }
  }

  @Test
  void providersOfTheAppsOwnAreBoundedToo() {
    try (AiLab lab = AiLab.open()) {
      AiCalls ai = AiCalls.of(lab.obs());
      for (int i = 0; i < 100; i++) {
        ai.call(AiProvider.of("own-" + i), "m", call -> call.usage(USAGE));
      }

      assertThat(lab.series("ai_requests_total")).hasSize(21);
      assertThat(lab.sum("ai_requests_total")).isEqualTo(100);
    }
  }

  @Test
  void namesOfPersonsAndBrokenNamesAreNoLabels() {
    try (AiLab lab = AiLab.open()) {
      AiCalls ai = AiCalls.of(lab.obs());
      for (String model : List.of("ada@example.org", "a\u0000b", "\ud800", "x".repeat(100_000))) {
        ai.call(OPENAI, model, call -> call.usage(USAGE));
      }

      assertThat(lab.scrape()).doesNotContain("ada@example.org");
      assertThat(models(lab, "ai_requests_total")).containsOnly("_other");
      assertThat(lab.sum("ai_requests_total")).isEqualTo(4);
      assertThat(lab.spans()).allMatch(span -> span.getName().length() < 300);
    }
  }

  @Test
  void pricesAreFoundOnceForABoundedNumberOfModels() {
    try (AiLab lab = AiLab.open()) {
      AiCalls ai = AiCalls.builder(lab.obs()).prices(PriceBook.parse("model,input\nm,1\n")).build();
      for (int i = 0; i < 3 * Pricing.MAX_KEPT; i++) {
        int id = i;
        ai.call(OPENAI, "router", call -> call.usage(USAGE).responseModel("answered-" + id));
      }

      assertThat(lab.sum("ai_unpriced_requests_total")).isEqualTo(3 * Pricing.MAX_KEPT);
    }
  }

  private static List<String> models(AiLab lab, String family) {
    return lab.series(family).stream()
        .map(line -> line.replaceAll(".*model=\"([^\"]*)\".*", "$1"))
        .distinct()
        .sorted()
        .collect(Collectors.toList());
  }
}
