// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of tests as {@code promtool test rules} reads it.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/">the
 *     format</a>
 */
record RuleTests(
    @JsonProperty("rule_files") List<String> ruleFiles,
    @JsonProperty("evaluation_interval") String interval,
    List<Case> tests) {

  /** One course of series and what is expected on it. */
  record Case(
      String interval,
      String name,
      @JsonProperty("input_series") List<Series> series,
      @JsonProperty("promql_expr_test") List<Check> checks) {}

  /** A series and its values, one for each interval. */
  record Series(String series, String values) {}

  /** What a query answers at a time. */
  record Check(
      String expr,
      @JsonProperty("eval_time") String time,
      @JsonProperty("exp_samples") @JsonInclude(JsonInclude.Include.ALWAYS) List<Sample> samples) {}

  /** An expected sample. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Sample(@Nullable String labels, double value) {}
}
