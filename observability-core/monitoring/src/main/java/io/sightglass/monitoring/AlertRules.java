// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import io.sightglass.monitoring.MeterNames.Unspeakable;
import io.sightglass.monitoring.RuleFile.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Alerts as rules of Prometheus, and the tests of those rules. */
final class AlertRules {

  private final MeterNames names;
  private final AlertSettings settings;
  private final String runbooks;
  private final Map<String, String> leftOut = new LinkedHashMap<>();

  /**
   * Of one profile and one team's settings.
   *
   * @param runbooks what stands before an alert's name in the link to its runbook
   */
  AlertRules(MeterNames names, AlertSettings settings, String runbooks) {
    this.names = names;
    this.settings = settings;
    this.runbooks = runbooks;
  }

  /** A file for each group, by the group's name. */
  Map<String, RuleFile> files(List<Alert> alerts) {
    Map<String, List<Rule>> groups = new LinkedHashMap<>();
    for (Alert alert : alerts) {
      Rule rule = settings.isOn(alert) ? rule(alert) : null;
      if (rule != null) {
        groups.computeIfAbsent(alert.group(), group -> new ArrayList<>()).add(rule);
      }
    }
    Map<String, RuleFile> files = new LinkedHashMap<>();
    groups.forEach(
        (group, rules) ->
            files.put(group, new RuleFile(List.of(new RuleFile.Group(group, null, rules)))));
    return files;
  }

  /** Alerts that the profile cannot say, and why. */
  Map<String, String> leftOut() {
    return leftOut;
  }

  /** An alert's condition in declared names, with its thresholds as set. */
  String condition(Alert alert) {
    return settings.condition(alert);
  }

  private @Nullable Rule rule(Alert alert) {
    Duration keep = alert.keepFiring();
    Duration lasting = settings.lasting(alert);
    try {
      return new Rule(
          null,
          alert.name(),
          PromQl.spell(settings.condition(alert), names).text(),
          lasting.isZero() ? null : Durations.text(lasting),
          keep.isZero() ? null : Durations.text(keep),
          labels(alert),
          annotations(alert));
    } catch (Unspeakable why) {
      leftOut.put(alert.name(), String.valueOf(why.getMessage()));
      return null;
    }
  }

  private Map<String, String> labels(Alert alert) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("severity", settings.severity(alert).label());
    labels.put("team", settings.team(alert));
    return labels;
  }

  private Map<String, String> annotations(Alert alert) {
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put("summary", template(alert, alert.summary()));
    annotations.put("description", template(alert, alert.description()));
    annotations.put("runbook_url", runbooks + alert.name() + ".md");
    return annotations;
  }

  // {{ $labels.route }} is spelled as the query's label is.
  private String template(Alert alert, String text) {
    Map<String, String> keys = PromQl.spell(settings.condition(alert), names).keys();
    String spelled = text;
    for (Map.Entry<String, String> key : keys.entrySet()) {
      spelled = spelled.replace("$labels." + key.getKey(), "$labels." + key.getValue());
    }
    return spelled;
  }

  /** The tests of a group's rules: each alert fires, ends, and stays quiet. */
  RuleTests tests(String ruleFile, List<Alert> alerts) {
    List<RuleTests.Case> cases = new ArrayList<>();
    for (Alert alert : alerts) {
      cases.add(
          testCase(
              alert.name() + " fires and ends",
              alert.firing(),
              List.of(check(alert, alert.firesAt(), true), check(alert, alert.endedAt(), false))));
      cases.add(testCase(alert.name() + " stays quiet", alert.quiet(), List.of(never(alert))));
    }
    return new RuleTests(List.of(ruleFile), "1m", cases);
  }

  private RuleTests.Case testCase(
      String name, List<Alert.Series> series, List<RuleTests.Check> checks) {
    return new RuleTests.Case(
        "1m",
        name,
        series.stream()
            .map(one -> new RuleTests.Series(PromQl.series(one.name(), names), one.values()))
            .toList(),
        checks);
  }

  private static String firing(Alert alert) {
    return "ALERTS{alertname=\"" + alert.name() + "\",alertstate=\"firing\"}";
  }

  private static RuleTests.Check never(Alert alert) {
    return new RuleTests.Check(
        "count_over_time(" + firing(alert) + "[" + alert.endedAt() + "m])",
        alert.endedAt() + "m",
        List.of());
  }

  private static RuleTests.Check check(Alert alert, int minute, boolean fires) {
    return new RuleTests.Check(
        "count(" + firing(alert) + ") > bool 0",
        minute + "m",
        fires ? List.of(new RuleTests.Sample("{}", 1)) : List.of());
  }
}
