// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import java.util.List;
import java.util.stream.Collectors;

/** The page behind an alert's link: what it means and what to do, in Markdown. */
final class Runbook {

  private Runbook() {}

  static String of(Alert alert, RuleFile.Rule rule) {
    Alert.Meaning meaning = alert.meaning();
    return """
        # %s

        %s

        | | |
        |---|---|
        | Severity | %s |
        | Team | %s |
        | Fires after | %s |

        ## What it does

        %s

        ## Usual causes

        %s

        ## Where to look

        %s

        ## What to do

        %s

        ## The rule

        ```promql
        %s
        ```

        %s
        """
        .formatted(
            alert.name(),
            alert.description(),
            rule.labels() == null ? "" : rule.labels().get("severity"),
            rule.labels() == null ? "" : rule.labels().get("team"),
            rule.lasting() == null ? "at once" : rule.lasting(),
            meaning.effect(),
            meaning.causes(),
            meaning.look(),
            meaning.remedy(),
            rule.expr(),
            settings(alert));
  }

  private static String settings(Alert alert) {
    String thresholds =
        alert.thresholds().keySet().stream()
            .sorted()
            .map(what -> "`alerts." + alert.name() + "." + what + "`, ")
            .collect(Collectors.joining());
    return "Settings: "
        + thresholds
        + "`alerts."
        + alert.name()
        + ".for`, `.severity`, `.team`,"
        + " `.enabled`.";
  }

  /** The page of all burn-rate alerts. */
  static String burn(List<Slo> slos) {
    String objectives =
        slos.stream()
            .map(
                slo ->
                    "| "
                        + slo.name()
                        + " | "
                        + slo.objective()
                        + " | "
                        + slo.description()
                        + " |\n")
            .collect(Collectors.joining());
    return """
        # ErrorBudgetBurn

        An objective allows a share of failures within 30 days; they come faster than that.

        | SLO | Objective | What must go well |
        |---|---|---|
        %s
        | Burn | Means | Severity |
        |---|---|---|
        | fast | 2 %% of the budget within an hour | critical |
        | medium | 5 %% within six hours | critical |
        | slow | 10 %% within a day | warning |
        | steady | 10 %% within three days | warning |

        ## Where to look

        The SLO dashboard for the objective, then the dashboard of its subject; the alerts on its
        cause usually fire too.

        ## What to do

        End what causes the failures. When the budget is used up, put reliability before features
        until it has recovered.
        """
        .formatted(objectives);
  }

  /** The list of all runbooks. */
  static String index(List<Alert> alerts) {
    return "# Runbooks\n\n| Alert | What it says |\n|---|---|\n"
        + alerts.stream()
            .map(
                alert ->
                    "| ["
                        + alert.name()
                        + "]("
                        + alert.name()
                        + ".md) | "
                        + alert.description()
                        + " |\n")
            .collect(Collectors.joining())
        + "| [ErrorBudgetBurn](ErrorBudgetBurn.md) | An objective's error budget burns too fast."
        + " |\n";
  }
}
