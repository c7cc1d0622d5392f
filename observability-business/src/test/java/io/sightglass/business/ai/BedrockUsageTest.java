// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightglass.testkit.AiAnswer;
import io.sightglass.testkit.AiVendorStub;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The usage of Bedrock's Converse API, over HTTP, as an app without a client library notes it. Its
 * {@code inputTokens} leave out what the cache was asked for and given.
 */
class BedrockUsageTest {

  private static final String MODEL = "anthropic.claude-sonnet-4-5";

  // Per million: input 3, cached 0.3, written 3.75, output 15.
  private static final PriceBook PRICES =
      PriceBook.builder()
          .price(
              "aws.bedrock/" + MODEL,
              Price.perMillion()
                  .input("3")
                  .cachedInput("0.3")
                  .cacheWrite5m("3.75")
                  .output("15")
                  .build())
          .build();

  @ParameterizedTest
  @CsvSource({
    // 30*3 + 628*15
    "30, 628, 0, 0, 658, 0.00951",
    // 86*3 + 17817*0.3 + 5*3.75 + 128*15
    "86, 128, 17817, 5, 18036, 0.00754185",
  })
  void partsSumToTheTotalAndCostIsExact(
      long input, long output, long read, long written, long total, BigDecimal cost)
      throws Exception {
    String recorded =
        "{\"inputTokens\":%d,\"outputTokens\":%d,\"totalTokens\":%d,"
            + "\"cacheReadInputTokens\":%d,\"cacheWriteInputTokens\":%d}";
    try (AiVendorStub vendor = AiVendorStub.start();
        AiLab lab = AiLab.open()) {
      vendor.next(
          AiAnswer.text("x").usage(recorded.formatted(input, output, total, read, written)));
      AiCalls ai = AiCalls.builder(lab.obs()).prices(PRICES).build();

      ai.call(
          AiProvider.BEDROCK,
          MODEL,
          call -> {
            JsonNode usage = converse(vendor).get("usage");
            assertThat(usage.get("totalTokens").longValue()).isEqualTo(total);
            return call.usage(
                TokenUsage.bedrock(
                    usage.get("inputTokens").longValue(),
                    usage.get("cacheReadInputTokens").longValue(),
                    usage.get("cacheWriteInputTokens").longValue(),
                    usage.get("outputTokens").longValue()));
          });

      assertThat(lab.sum("ai_tokens_used_total")).isEqualTo(total);
      assertThat(new BigDecimal(lab.attribute("gen_ai.usage.cost.amount")))
          .isEqualByComparingTo(cost);
      assertThat(lab.sum("ai_api_cost_total")).isEqualTo(cost.doubleValue());
    }
  }

  private static JsonNode converse(AiVendorStub vendor) throws Exception {
    String body = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}]}";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(vendor.url() + "/model/" + MODEL + "/converse"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }
}
