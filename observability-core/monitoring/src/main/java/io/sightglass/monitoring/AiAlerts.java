// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import java.time.Duration;
import java.util.List;

/** Alerts on calls of AI models: errors, latency, tokens and money. */
final class AiAlerts {

  private static final String CALL = "{job=\"app\",model=\"gpt-5\",provider=\"openai\"";

  private AiAlerts() {}

  static List<Alert> all() {
    return List.of(
        down(), errors(), latency(), firstChunk(), cost(), budget(), tokensJump(), unpriced());
  }

  private static Alert.Builder ai(String name) {
    return Alert.named(name).group("ai").team("ai");
  }

  private static Alert down() {
    String calls = "ai_requests_total" + CALL + ",status=\"";
    return ai("AIServiceDown")
        .when(
            """
            (
              sum by (job) (rate(ai_requests_total{status="error"}[5m]))
                / sum by (job) (rate(ai_requests_total[5m]))
            ) > ${threshold}
            and on (job) sum by (job) (rate(ai_requests_total[5m])) > 0""")
        .threshold(0.9)
        .lasting(Duration.ofMinutes(1))
        // As long as it looks back, so that what it holds back does not come up after it.
        .keepFiring(Duration.ofMinutes(5))
        .severity(Severity.CRITICAL)
        .says(
            "{{ $labels.job }}: {{ $value | humanizePercentage }} of AI calls fail",
            "Hardly any call of an AI model succeeds.")
        .means(
            "Whatever is answered by a model is not answered.",
            "An outage of the vendor, a key that is blocked or out of money, a network rule.",
            "ai_model_errors_total by error_type, the vendor's status page.",
            "Switch to another provider or model; renew the key if the error is auth.")
        .firesOn(calls + "error\"}", "0+60x40 2400+0x90")
        .firesOn(calls + "success\"}", "0+0x40 0+60x90")
        .quietOn(calls + "error\"}", "0+1x130")
        .quietOn(calls + "success\"}", "0+60x130")
        .build();
  }

  private static Alert errors() {
    String failed = "ai_model_errors_total" + CALL + ",error_type=\"server_error\"}";
    return ai("AIModelErrors")
        .when("sum by (job, model) (rate(ai_model_errors_total[5m])) > ${threshold}")
        .threshold(0.05)
        .says(
            "{{ $labels.job }}: {{ $value | humanize }} errors of {{ $labels.model }} a second",
            "Calls of a model fail more often than is usual.")
        .means(
            "Some answers are missing or late, since calls are repeated.",
            "Rate limits, a vendor in trouble, prompts that are too long.",
            "ai_model_errors_total by error_type, ai_retries_total by reason.",
            "For rate limits slow down or raise the limit; for long prompts shorten them.")
        .firesOn(failed, "0+30x40 1200+0x90")
        .quietOn(failed, "0+1x130")
        .build();
  }

  private static Alert latency() {
    String buckets = "ai_request_duration_seconds_bucket" + CALL + ",le=\"";
    return ai("HighAIModelLatency")
        .when(
            "histogram_quantile(0.95, sum by (job, model, le)"
                + " (rate(ai_request_duration_seconds_bucket[5m]))) > ${threshold}")
        .threshold(5)
        .says(
            "{{ $labels.job }}: {{ $labels.model }} takes up to {{ $value | humanizeDuration }}",
            "Calls of a model take longer than the limit allows.")
        .means(
            "Users wait for answers.",
            "A busy vendor, longer prompts or answers, a model that thinks more.",
            "The AI dashboard: latency by model, tokens for each call, time to the first chunk.",
            "Stream the answer, limit its length, or use a faster model.")
        .firesOn(buckets + "2\"}", "0+10x40 400+100x90")
        .firesOn(buckets + "5.12\"}", "0+10x40 400+100x90")
        .firesOn(buckets + "30\"}", "0+100x130")
        .firesOn(buckets + "+Inf\"}", "0+100x130")
        .quietOn(buckets + "2\"}", "0+100x130")
        .quietOn(buckets + "5.12\"}", "0+100x130")
        .quietOn(buckets + "+Inf\"}", "0+100x130")
        .build();
  }

  private static Alert firstChunk() {
    String buckets = "ai_time_to_first_chunk_seconds_bucket" + CALL + ",le=\"";
    return ai("SlowFirstChunk")
        .when(
            "histogram_quantile(0.95, sum by (job, model, le)"
                + " (rate(ai_time_to_first_chunk_seconds_bucket[5m]))) > ${threshold}")
        .threshold(3)
        .says(
            "{{ $labels.job }}: {{ $labels.model }} begins to answer after"
                + " {{ $value | humanizeDuration }}",
            "Streams begin later than the limit allows.")
        .means(
            "Users look at an empty answer.",
            "A busy vendor, a long prompt that is not cached.",
            "ai_time_to_first_chunk_seconds by model, tokens of type input_cache_read.",
            "Put what does not change first in the prompt, so that it can be cached.")
        .firesOn(buckets + "1\"}", "0+10x40 400+100x90")
        .firesOn(buckets + "3\"}", "0+10x40 400+100x90")
        .firesOn(buckets + "10\"}", "0+100x130")
        .firesOn(buckets + "+Inf\"}", "0+100x130")
        .quietOn(buckets + "1\"}", "0+100x130")
        .quietOn(buckets + "3\"}", "0+100x130")
        .quietOn(buckets + "+Inf\"}", "0+100x130")
        .build();
  }

  private static Alert cost() {
    String cost = "ai_api_cost_total" + CALL + "}";
    return ai("HighAIAPICost")
        .when("sum by (job) (increase(ai_api_cost_total[1h])) > ${threshold}")
        .threshold(10)
        .says(
            "{{ $labels.job }}: {{ $value | humanize }} USD for AI calls in an hour",
            "AI calls cost more than the limit allows.")
        .means(
            "Money.",
            "More traffic, longer prompts, a loop of an agent, a model that costs more.",
            "The AI dashboard: cost by model, tokens for each call, calls by use.",
            "Stop the loop; set a budget; use a smaller model where it is enough.")
        .expected(60, 200)
        .firesOn(cost, "0+1x70 70+0x140")
        .quietOn(cost, "0+0.05x210")
        .build();
  }

  private static Alert budget() {
    String used = "ai_budget_used_ratio{job=\"app\",period=\"day\"}";
    return ai("AIBudgetNearlySpent")
        .when("ai_budget_used_ratio > ${threshold}")
        .threshold(0.9)
        .says(
            "{{ $labels.job }}: {{ $value | humanizePercentage }} of the AI budget of the"
                + " {{ $labels.period }} is spent",
            "The budget for AI calls will be spent before its time.")
        .means(
            "When it is spent, calls may be refused, if the app does that.",
            "More traffic, or one user or job that takes it all.",
            "ai_api_cost_total by model; the log lines of category business by workspace.",
            "Raise the budget, or limit who spends it.")
        .firesOn(used, "0.97x40 0.1x90")
        .quietOn(used, "0.4x130")
        .build();
  }

  private static Alert tokensJump() {
    String tokens = "ai_tokens_used_total" + CALL + ",token_type=\"input\"}";
    String calls = "ai_requests_total" + CALL + ",status=\"success\"}";
    return ai("AITokensPerRequestJump")
        .when(
            """
            (
              sum by (job) (rate(ai_tokens_used_total[15m])) / sum by (job) (rate(ai_requests_total[15m]))
            )
              / (
                sum by (job) (rate(ai_tokens_used_total[1d] offset 1h))
                  / sum by (job) (rate(ai_requests_total[1d] offset 1h))
              ) > ${threshold}""")
        .threshold(2)
        .lasting(Duration.ofMinutes(15))
        .says(
            "{{ $labels.job }}: {{ $value | humanize }} times the usual tokens for each AI call",
            "Calls use far more tokens than the day before.")
        .means(
            "Cost and latency go up with the tokens.",
            "A prompt that has grown, a history that is not cut, documents that are too long.",
            "ai_tokens_used_total by token_type, the last deployment of prompts.",
            "Cut the history; take the prompt back.")
        .expected(290, 700)
        .firesOn(tokens, "0+1000x240 240000+9000x60 780000+1000x420")
        .firesOn(calls, "0+10x720")
        .quietOn(tokens, "0+1000x720")
        .quietOn(calls, "0+10x720")
        .build();
  }

  private static Alert unpriced() {
    String unpriced =
        "ai_unpriced_requests_total{job=\"app\",model=\"new-model\",provider=\"openai\"}";
    return ai("AIUnpricedModel")
        .when("sum by (job, model) (increase(ai_unpriced_requests_total[1h])) > ${threshold}")
        .threshold(0)
        .severity(Severity.INFO)
        .says(
            "{{ $labels.job }}: {{ $labels.model }} has no price",
            "Calls of a model add nothing to the cost, because the price book does not have it.")
        .means(
            "The cost that is shown is too low.",
            "A new model, or a new name of one.",
            "ai_unpriced_requests_total by model, SG-5101 in the log.",
            "Add the model to the price book.")
        .expected(30, 130)
        .firesOn(unpriced, "0+1x40 40+0x100")
        .quietOn(unpriced, "7x130")
        .build();
  }
}
