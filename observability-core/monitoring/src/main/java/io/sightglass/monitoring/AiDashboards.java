// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

/** Calls of AI models: volume, tokens, money, time, errors. */
final class AiDashboards {

  private static final String RATE = "[$__rate_interval])";

  private AiDashboards() {}

  static Dashboard ai() {
    return Dashboard.of("ai", "AI")
        .row(
            "Volume",
            Panel.timeseries("Calls by model", Unit.PER_SECOND)
                .reads("Calls a second, by model and provider.")
                .asks(
                    "sum by (model, provider) (rate(ai_requests_total" + RATE + ")",
                    "{{model}} {{provider}}"),
            Panel.timeseries("Calls by result", Unit.PER_SECOND)
                .reads("Calls a second, by how they ended.")
                .alert("AIServiceDown")
                .asks("sum by (status) (rate(ai_requests_total" + RATE + ")", "{{status}}"),
            Panel.timeseries("Tools", Unit.PER_SECOND)
                .reads("Calls of tools by models a second.")
                .asks(
                    "sum by (tool, status) (rate(ai_tool_calls_total" + RATE + ")",
                    "{{tool}} {{status}}"),
            Panel.timeseries("Time of tools", Unit.SECONDS)
                .reads("How long tools take.")
                .quantiles("ai_tool_duration_seconds", ""))
        .row(
            "Tokens",
            Panel.timeseries("Tokens by type", Unit.PER_SECOND)
                .reads("Tokens a second, by type; the types do not overlap.")
                .asks(
                    "sum by (token_type) (rate(ai_tokens_used_total" + RATE + ")",
                    "{{token_type}}"),
            Panel.timeseries("Tokens for each call", Unit.NUMBER)
                .reads("Tokens divided by calls.")
                .alert("AITokensPerRequestJump")
                .asks(
                    "sum(rate(ai_tokens_used_total"
                        + RATE
                        + ") / sum(rate(ai_requests_total"
                        + RATE
                        + ")",
                    "tokens"),
            Panel.timeseries("Calls without usage", Unit.PER_SECOND)
                .reads("Calls whose answer told no tokens.")
                .asks("sum by (model) (rate(ai_usage_missing_total" + RATE + ")", "{{model}}"))
        .row(
            "Money",
            Panel.timeseries("Cost in an hour", Unit.DOLLARS)
                .reads("Cost within an hour, by model.")
                .alert("HighAIAPICost")
                .asks("sum by (model) (increase(ai_api_cost_total[1h]))", "{{model}}"),
            Panel.stat("Cost in a day", Unit.DOLLARS)
                .reads("Cost within a day.")
                .asks("sum(increase(ai_api_cost_total[1d]))", "cost"),
            Panel.stat("Budget spent", Unit.SHARE)
                .reads("Share of the budget that is spent, of the day and of the month.")
                .limits(0.8, 1)
                .alert("AIBudgetNearlySpent")
                .asks("max by (period) (ai_budget_used_ratio)", "{{period}}"),
            Panel.stat("Budget", Unit.DOLLARS)
                .reads("The budget.")
                .asks("max by (period) (ai_budget_usd)", "{{period}}"),
            Panel.timeseries("Calls without a price", Unit.PER_SECOND)
                .reads("Calls of models that the price book does not have.")
                .alert("AIUnpricedModel")
                .asks("sum by (model) (rate(ai_unpriced_requests_total" + RATE + ")", "{{model}}"),
            Panel.stat("Age of the price book", Unit.SECONDS)
                .reads("How long ago the oldest price in force was checked.")
                .asks("max(ai_price_book_age_seconds)", "age"))
        .row(
            "Time",
            Panel.timeseries("Latency", Unit.SECONDS)
                .reads("Time of a call.")
                .alert("HighAIModelLatency")
                .quantiles("ai_request_duration_seconds", ""),
            Panel.timeseries("p95 by model", Unit.SECONDS)
                .reads("Time that 95 % of a model's calls stay below.")
                .asks(
                    "histogram_quantile(0.95, sum by (le, model)"
                        + " (rate(ai_request_duration_seconds_bucket"
                        + RATE
                        + "))",
                    "{{model}}"),
            Panel.timeseries("First chunk", Unit.SECONDS)
                .reads("Time to the first chunk of a stream.")
                .alert("SlowFirstChunk")
                .quantiles("ai_time_to_first_chunk_seconds", ""),
            Panel.timeseries("Time for each output token", Unit.SECONDS)
                .reads("From one output token to the next, on average over a call.")
                .quantiles("ai_time_per_output_token_seconds", ""))
        .row(
            "Errors",
            Panel.timeseries("Errors by type", Unit.PER_SECOND)
                .reads("Calls that failed a second, by why.")
                .failures()
                .alert("AIModelErrors")
                .asks(
                    "sum by (error_type) (rate(ai_model_errors_total" + RATE + ")",
                    "{{error_type}}"),
            Panel.timeseries("Retries", Unit.PER_SECOND)
                .reads("Calls sent again a second, by why.")
                .asks("sum by (reason) (rate(ai_retries_total" + RATE + ")", "{{reason}}"),
            Panel.timeseries("Guardrails", Unit.PER_SECOND)
                .reads("Guardrails run a second, by what they found.")
                .asks(
                    "sum by (guardrail, status) (rate(ai_guardrail_duration_seconds_count"
                        + RATE
                        + ")",
                    "{{guardrail}} {{status}}"))
        .build();
  }
}
