// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import io.sightglass.monitoring.RuleFile.Rule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rules of service level objectives: the ratio of errors over each window, what is left of the
 * budget, and alerts on how fast it burns, each over a long window and a short one so that it fires
 * early and ends soon (the SRE workbook, chapter 5, table 5-8).
 */
final class SloRules {

  /** A burn rate: so many times as fast as the budget allows, over a long and a short window. */
  private record Burn(String speed, double factor, String over, String now, Severity severity) {}

  private static final List<Burn> BURNS =
      List.of(
          new Burn("fast", 14.4, "1h", "5m", Severity.CRITICAL),
          new Burn("medium", 6, "6h", "30m", Severity.CRITICAL),
          new Burn("slow", 3, "1d", "2h", Severity.WARNING),
          new Burn("steady", 1, "3d", "6h", Severity.WARNING));

  private static final List<String> WINDOWS =
      List.of("5m", "30m", "1h", "2h", "6h", "1d", "3d", "30d");
  private static final Pattern BUCKET = Pattern.compile("\\$\\{le:([0-9.]+)}");
  private static final String RATIO = "slo:error_ratio:rate";

  private final MeterNames names;
  private final String runbooks;

  SloRules(MeterNames names, String runbooks) {
    this.names = names;
    this.runbooks = runbooks;
  }

  /** The rules of all objectives. */
  RuleFile file(List<Slo> slos) {
    List<RuleFile.Group> groups = new ArrayList<>();
    for (Slo slo : slos) {
      List<Rule> rules = new ArrayList<>();
      Map<String, String> label = Map.of("slo", slo.name());
      for (String window : WINDOWS) {
        rules.add(Rule.recording(RATIO + window, ratio(slo, window), label));
      }
      rules.add(Rule.recording("slo:objective:ratio", "vector(" + slo.objective() + ")", label));
      rules.add(
          Rule.recording(
              "slo:error_budget_remaining:ratio30d",
              "1 - " + recorded(slo, "30d") + " / " + budget(slo),
              label));
      BURNS.forEach(burn -> rules.add(alert(slo, burn)));
      groups.add(new RuleFile.Group("slo-" + slo.name(), null, rules));
    }
    return new RuleFile(groups);
  }

  private String ratio(Slo slo, String window) {
    return PromQl.spell(bucketed(slo.ratio()).replace("${window}", window), names).text();
  }

  // The nearest bucket at or above the limit: a classic histogram knows no other.
  private String bucketed(String text) {
    Matcher limit = BUCKET.matcher(text);
    if (!limit.find()) {
      return text;
    }
    double wanted = Double.parseDouble(limit.group(1));
    double[] buckets = names.exposure("http_request_duration_seconds").specs().get(0).buckets();
    double bucket = Arrays.stream(buckets).filter(bound -> bound >= wanted).min().orElse(wanted);
    return limit.replaceAll(plain(bucket));
  }

  private static String plain(double number) {
    String text = BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    // As an exposition writes le.
    return text.contains(".") ? text : text + ".0";
  }

  private static String recorded(Slo slo, String window) {
    return RATIO + window + "{slo=\"" + slo.name() + "\"}";
  }

  private static String budget(Slo slo) {
    return BigDecimal.ONE.subtract(BigDecimal.valueOf(slo.objective())).toPlainString();
  }

  private Rule alert(Slo slo, Burn burn) {
    String limit =
        BigDecimal.valueOf(burn.factor()).multiply(new BigDecimal(budget(slo))).toPlainString();
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("severity", burn.severity().label());
    labels.put("team", "app");
    labels.put("burn", burn.speed());
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put(
        "summary",
        "{{ $labels.job }}: the error budget of " + slo.name() + " burns " + burn.speed());
    annotations.put(
        "description",
        slo.description()
            + " {{ $value | humanizePercentage }} went wrong within "
            + burn.over()
            + "; that is more than "
            + plain(burn.factor()).replace(".0", "")
            + " times what the objective allows.");
    annotations.put("runbook_url", runbooks + "ErrorBudgetBurn.md");
    return new Rule(
        null,
        "ErrorBudgetBurn",
        recorded(slo, burn.over())
            + " > "
            + limit
            + " and "
            + recorded(slo, burn.now())
            + " > "
            + limit,
        "2m",
        null,
        labels,
        annotations);
  }

  /** The tests: each objective's fast burn fires, ends, and stays quiet. */
  RuleTests tests(String ruleFile, List<Slo> slos) {
    List<RuleTests.Case> cases = new ArrayList<>();
    for (Slo slo : slos) {
      String firing =
          "ALERTS{alertname=\"ErrorBudgetBurn\",alertstate=\"firing\",slo=\"" + slo.name() + "\"";
      cases.add(
          testCase(
              slo.name() + " burns and ends",
              slo.bad(),
              List.of(
                  expects("count(" + firing + ",burn=\"fast\"}) > bool 0", 150, true),
                  expects("count(" + firing + ",burn=\"medium\"}) > bool 0", 170, true),
                  expects("count(" + firing + ",burn=\"fast\"}) > bool 0", 300, false))));
      cases.add(
          testCase(
              slo.name() + " stays quiet",
              slo.good(),
              List.of(expects("count_over_time(" + firing + "}[600m])", 600, false))));
      cases.add(
          testCase(
              slo.name() + " is quiet without traffic",
              List.of(new Alert.Series("other", "1x300")),
              List.of(expects("count_over_time(" + firing + "}[300m])", 300, false))));
    }
    return new RuleTests(List.of(ruleFile), "5m", cases);
  }

  private RuleTests.Case testCase(
      String name, List<Alert.Series> series, List<RuleTests.Check> checks) {
    return new RuleTests.Case(
        "1m",
        name,
        series.stream()
            .map(
                one ->
                    new RuleTests.Series(PromQl.series(bucketed(one.name()), names), one.values()))
            .toList(),
        checks);
  }

  private static RuleTests.Check expects(String expr, int minute, boolean fires) {
    return new RuleTests.Check(
        expr, minute + "m", fires ? List.of(new RuleTests.Sample("{}", 1)) : List.of());
  }
}
