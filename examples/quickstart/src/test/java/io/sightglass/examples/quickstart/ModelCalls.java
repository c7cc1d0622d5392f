// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the calls of models in a data file add up to, worked out from the file alone. */
final class ModelCalls {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  // Dollars for a million tokens: fresh input, cached input, output.
  private static final Map<String, String[]> PRICES =
      Map.of(
          "gpt-5-mini", new String[] {"0.25", "0.025", "2.00"},
          "gpt-5", new String[] {"1.25", "0.125", "10.00"});

  private final Map<String, Double> expected = new TreeMap<>();
  private final Map<String, BigDecimal> costs = new TreeMap<>();

  static ModelCalls of(List<Operation> file) {
    ModelCalls calls = new ModelCalls();
    for (Operation operation : file) {
      if (operation.path().endsWith("/reminder")
          && (operation.status() == 201 || operation.status() == 503)) {
        JsonNode body = JSON.readTree(operation.body());
        calls.add(body.get("model").asString(), body.get("tone").asString(), operation.status());
      }
    }
    return calls;
  }

  private void add(String model, String tone, int status) {
    String labels = "model=\"" + model + "\",provider=\"openai\"";
    count("ai_request_duration_seconds_count{" + labels + "}", 1);
    if (status == 503) {
      count("ai_requests_total{" + labels + ",status=\"error\"}", 1);
      count("ai_model_errors_total{error_type=\"rate_limit\"," + labels + "}", 1);
      return;
    }
    count("ai_requests_total{" + labels + ",status=\"success\"}", 1);
    ModelStub.Usage usage = ModelStub.Usage.of(tone);
    tokens(labels, "input", usage.input() - usage.cached());
    tokens(labels, "input_cache_read", usage.cached());
    tokens(labels, "output", usage.output() - usage.reasoning());
    tokens(labels, "output_reasoning", usage.reasoning());
    String[] prices = PRICES.get(model);
    if (prices == null) {
      count("ai_unpriced_requests_total{" + labels + "}", 1);
      return;
    }
    BigDecimal cost =
        new BigDecimal(prices[0])
            .multiply(BigDecimal.valueOf(usage.input() - usage.cached()))
            .add(new BigDecimal(prices[1]).multiply(BigDecimal.valueOf(usage.cached())))
            .add(new BigDecimal(prices[2]).multiply(BigDecimal.valueOf(usage.output())));
    costs.merge("ai_api_cost_total{" + labels + "}", cost.movePointLeft(6), BigDecimal::add);
  }

  private void tokens(String labels, String type, int tokens) {
    count("ai_tokens_used_total{" + labels + ",token_type=\"" + type + "\"}", tokens);
  }

  private void count(String series, double by) {
    expected.merge(series, by, Double::sum);
  }

  void assertIn(Map<String, Double> series) {
    assertThat(expected).hasSizeGreaterThan(15);
    assertThat(series).containsAllEntriesOf(expected);
    costs.forEach(
        (name, cost) ->
            assertThat(
                    BigDecimal.valueOf(series.get(name))
                        .setScale(9, java.math.RoundingMode.HALF_UP))
                .as(name)
                .isEqualByComparingTo(cost));
    assertThat(series.keySet())
        .as("no model without a price costs anything")
        .noneMatch(name -> name.startsWith("ai_api_cost_total") && name.contains("house-llama"));
  }
}
