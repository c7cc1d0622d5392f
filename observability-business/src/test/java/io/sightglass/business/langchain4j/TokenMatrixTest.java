// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import io.sightglass.business.ai.AiCalls;
import io.sightglass.business.ai.AiLab;
import io.sightglass.business.ai.Price;
import io.sightglass.business.ai.PriceBook;
import io.sightglass.testkit.AiAnswer;
import io.sightglass.testkit.AiVendorStub;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the vendors say about tokens, as recorded, through their own clients of LangChain4j. */
class TokenMatrixTest {

  /**
   * One recorded usage.
   *
   * @param usage as the vendor sends it
   * @param total what the vendor bills, from its own documentation of the numbers
   * @param parts fresh input, cache read, cache write, visible output, reasoning
   * @param cost worked out by hand from the prices below
   */
  record Recorded(
      String name, String vendor, String usage, long total, List<Integer> parts, String cost) {
    @Override
    public String toString() {
      return name;
    }
  }

  // Per million: input 2, cached 0.2, written 2.5, output 10, reasoning as output.
  static final PriceBook PRICES =
      PriceBook.builder()
          .price("openai/gpt-5-mini", price())
          .price("anthropic/claude-sonnet-4-5", price())
          .price("gcp.gemini/gemini-2.5-flash", price())
          .build();

  static List<Recorded> recorded() {
    return List.of(
        new Recorded(
            "OpenAI, nothing cached",
            "openai",
            """
            {"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,
             "prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},
             "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,
              "accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}""",
            29,
            List.of(19, 0, 0, 10, 0),
            // 19*2 + 10*10
            "0.000138"),
        new Recorded(
            "OpenAI, cached and reasoning",
            "openai",
            """
            {"prompt_tokens":17903,"completion_tokens":128,"total_tokens":18031,
             "prompt_tokens_details":{"cached_tokens":17817},
             "completion_tokens_details":{"reasoning_tokens":32}}""",
            18_031,
            List.of(86, 17_817, 0, 96, 32),
            // 86*2 + 17817*0.2 + 128*10
            "0.0050154"),
        new Recorded(
            "OpenAI, without details",
            "openai",
            "{\"prompt_tokens\":7,\"completion_tokens\":5,\"total_tokens\":12}",
            12,
            List.of(7, 0, 0, 5, 0),
            "0.000064"),
        new Recorded(
            "Anthropic, written to the cache",
            "anthropic",
            """
            {"input_tokens":21,"cache_creation_input_tokens":18810,"cache_read_input_tokens":0,
             "cache_creation":{"ephemeral_5m_input_tokens":18810,"ephemeral_1h_input_tokens":0},
             "output_tokens":393,"service_tier":"standard"}""",
            19_224,
            List.of(21, 0, 18_810, 393, 0),
            // 21*2 + 18810*2.5 + 393*10
            "0.050997"),
        new Recorded(
            "Anthropic, read from the cache",
            "anthropic",
            """
            {"input_tokens":86,"cache_creation_input_tokens":0,"cache_read_input_tokens":17817,
             "output_tokens":128}""",
            18_031,
            List.of(86, 17_817, 0, 128, 0),
            "0.0050154"),
        new Recorded(
            "Gemini, cached and thoughts",
            "gemini",
            """
            {"promptTokenCount":17903,"cachedContentTokenCount":17817,"candidatesTokenCount":96,
             "thoughtsTokenCount":32,"totalTokenCount":18031,
             "promptTokensDetails":[{"modality":"TEXT","tokenCount":17903}]}""",
            18_031,
            List.of(86, 17_817, 0, 96, 32),
            "0.0050154"),
        new Recorded(
            "Gemini, plain",
            "gemini",
            "{\"promptTokenCount\":8,\"candidatesTokenCount\":4,\"totalTokenCount\":12}",
            12,
            List.of(8, 0, 0, 4, 0),
            "0.000056"));
  }

  private AiVendorStub vendor;
  private AiLab lab;
  private LangChain4j observed;

  @BeforeEach
  void start() {
    vendor = AiVendorStub.start();
    lab = AiLab.open();
    observed = LangChain4j.of(AiCalls.builder(lab.obs()).prices(PRICES).build());
  }

  @AfterEach
  void stop() {
    lab.close();
    vendor.close();
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void partsSumToTheVendorsTotalAndCostIsExact(Recorded recorded) {
    vendor.next(AiAnswer.text("x").usage(recorded.usage()));
    observed.observe(model(recorded.vendor())).chat("hi");
    check(recorded);
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void theSameInAStream(Recorded recorded) throws Exception {
    vendor.next(AiAnswer.text("x", "y").usage(recorded.usage()));
    Reading reading = new Reading();
    observed.observe(stream(recorded.vendor())).chat("hi", reading);
    reading.await();
    check(recorded);
  }

  @Test
  void aDatedAnswerOfAModelHasTheModelsPrice() {
    vendor.next(AiAnswer.text("x").tokens(100, 0).model("gpt-5-mini-2026-06-01"));
    observed.observe(model("openai")).chat("hi");
    assertThat(lab.sum("ai_api_cost_total")).isEqualTo(0.0002);
    assertThat(lab.sum("ai_unpriced_requests_total")).isZero();
  }

  private void check(Recorded recorded) {
    assertThat(lab.sum("ai_tokens_used_total")).as("total").isEqualTo(recorded.total());
    assertThat(
            List.of(
                part("input"),
                part("input_cache_read"),
                part("input_cache_write"),
                part("output"),
                part("output_reasoning")))
        .isEqualTo(recorded.parts());
    assertThat(new BigDecimal(lab.attribute("gen_ai.usage.cost.amount")))
        .isEqualByComparingTo(recorded.cost());
    assertThat(lab.sum("ai_api_cost_total")).isEqualTo(Double.parseDouble(recorded.cost()));
    assertThat(AiLab.fields(lab.lines().get(0)).get("ai.cost_usd"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.BIG_DECIMAL)
        .isEqualByComparingTo(recorded.cost());
  }

  private int part(String type) {
    return lab.series("ai_tokens_used_total").stream()
        .filter(line -> line.contains("token_type=\"" + type + "\""))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private ChatModel model(String name) {
    return switch (name) {
      case "openai" -> Models.openAi(vendor).build();
      case "anthropic" -> Models.anthropic(vendor);
      default -> Models.gemini(vendor);
    };
  }

  private StreamingChatModel stream(String name) {
    return switch (name) {
      case "openai" -> Models.openAiStream(vendor).build();
      case "anthropic" -> Models.anthropicStream(vendor);
      default -> Models.geminiStream(vendor);
    };
  }

  private static Price price() {
    return Price.perMillion()
        .input("2")
        .cachedInput("0.2")
        .cacheWrite5m("2.5")
        .output("10")
        .build();
  }
}
