// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of rules as Prometheus reads it.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/">the
 *     format</a>
 */
record RuleFile(List<Group> groups) {

  /** Rules that are evaluated one after the other. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Group(String name, @Nullable String interval, List<Rule> rules) {}

  /** A recording rule or an alert. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Rule(
      @Nullable String record,
      @Nullable String alert,
      String expr,
      @JsonProperty("for") @Nullable String lasting,
      @JsonProperty("keep_firing_for") @Nullable String keepFiring,
      @Nullable Map<String, String> labels,
      @Nullable Map<String, String> annotations) {

    static Rule recording(String name, String expr, Map<String, String> labels) {
      return new Rule(name, null, expr, null, null, labels.isEmpty() ? null : labels, null);
    }
  }
}
