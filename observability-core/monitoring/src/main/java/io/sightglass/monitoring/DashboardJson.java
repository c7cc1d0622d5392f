// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import io.sightglass.monitoring.MeterNames.Unspeakable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Dashboards as Grafana reads them, schemaVersion 42: variables for the data source, job, instance
 * and environment; annotations for deployments and incidents; one refresh, one range, one colour
 * for each meaning.
 */
final class DashboardJson {

  /** On each declared meter of a query. */
  static final List<Matcher> CHOSEN =
      List.of(
          new Matcher("job", "=~", "$job"),
          new Matcher("instance", "=~", "$instance"),
          new Matcher("environment", "=~", "$environment"));

  private static final int HEIGHT = 8;
  private static final Map<String, @Nullable Object> PROMETHEUS =
      Tree.of("type", "prometheus", "uid", "${datasource}");
  private static final Map<String, @Nullable Object> LOKI =
      Tree.of("type", "loki", "uid", "${logs}");

  // By what a series means, whatever panel it is in: the pattern is on its legend.
  private static final Map<String, String> COLOURS = colours();

  private final MeterNames names;
  private final String runbooks;
  private final Map<String, String> leftOut = new LinkedHashMap<>();
  private int id;
  private int y;

  DashboardJson(MeterNames names, String runbooks) {
    this.names = names;
    this.runbooks = runbooks;
  }

  private static Map<String, String> colours() {
    Map<String, String> colours = new LinkedHashMap<>();
    colours.put("/^(success|succeeded|ok|healthy|hit|2xx|delivered)$/i", "green");
    colours.put("/^(failure|failed|error|unhealthy|5xx|rejected|lost)$/i", "red");
    colours.put("/^(degraded|timeout|4xx|pending|cancelled|miss)$/i", "orange");
    colours.put("/^p50$/", "blue");
    colours.put("/^p95$/", "yellow");
    colours.put("/^p99$/", "purple");
    return colours;
  }

  /** Panels that the profile cannot say, and why. */
  Map<String, String> leftOut() {
    return leftOut;
  }

  /** The dashboard under the profile. */
  Map<String, @Nullable Object> of(Dashboard dashboard) {
    id = 0;
    y = 0;
    Map<String, @Nullable Object> json =
        Tree.of(
            "uid", dashboard.uid(),
            "title", dashboard.title(),
            "tags", List.of("sightglass"),
            "schemaVersion", 42,
            "editable", false,
            "graphTooltip", 1,
            "refresh", "30s",
            "time", Tree.of("from", "now-6h", "to", "now"),
            "timezone", "browser",
            "links", links(),
            "annotations", Tree.of("list", annotations()),
            "templating", Tree.of("list", variables()),
            "panels", panels(dashboard));
    return json;
  }

  private static List<Object> links() {
    Map<String, @Nullable Object> link =
        Tree.of(
            "type",
            "dashboards",
            "title",
            "Sightglass",
            "tags",
            List.of("sightglass"),
            "asDropdown",
            true,
            "includeVars",
            true,
            "keepTime",
            true);
    return List.of(link);
  }

  private List<Object> annotations() {
    return List.of(
        annotation(
            "Deployments",
            "blue",
            "changes("
                + PromQl.spell("process_start_time_seconds", names, CHOSEN).text()
                + "[1m]) > 0"),
        annotation("Incidents", "red", "ALERTS{alertstate=\"firing\",severity=\"critical\"}"));
  }

  private static Map<String, @Nullable Object> annotation(String name, String colour, String expr) {
    Map<String, @Nullable Object> json =
        Tree.of(
            "name", name,
            "datasource", PROMETHEUS,
            "enable", true,
            "iconColor", colour,
            "expr", expr,
            "titleFormat", name.equals("Incidents") ? "{{alertname}}" : "{{job}} started");
    return json;
  }

  private List<Object> variables() {
    String up = PromQl.spell("app_build_info", names).text();
    return List.of(
        source("datasource", "prometheus"),
        source("logs", "loki"),
        variable("environment", "label_values(" + up + ", environment)"),
        variable("job", "label_values(" + up + ", job)"),
        variable("instance", "label_values(" + up + "{job=~\"$job\"}, instance)"));
  }

  private static Map<String, @Nullable Object> source(String name, String type) {
    Map<String, @Nullable Object> json =
        Tree.of(
            "name", name,
            "type", "datasource",
            "query", type);
    return json;
  }

  private static Map<String, @Nullable Object> variable(String name, String query) {
    Map<String, @Nullable Object> json =
        Tree.of(
            "name",
            name,
            "type",
            "query",
            "datasource",
            PROMETHEUS,
            "query",
            Tree.of("qryType", 1, "query", query, "refId", name),
            "definition",
            query,
            "includeAll",
            true,
            "allValue",
            ".*",
            "multi",
            true,
            "refresh",
            2,
            "sort",
            1,
            "current",
            Tree.of("text", "All", "value", "$__all"));
    return json;
  }

  private List<Object> panels(Dashboard dashboard) {
    List<Object> panels = new ArrayList<>();
    for (Dashboard.Row row : dashboard.rows()) {
      List<Object> shown = new ArrayList<>();
      int x = 0;
      int top = y + 1;
      for (Panel panel : row.panels()) {
        if (x + panel.width() > 24) {
          x = 0;
          top += HEIGHT;
        }
        try {
          shown.add(panel(panel, x, top));
          x += panel.width();
        } catch (Unspeakable why) {
          leftOut.put(dashboard.title() + " / " + panel.title(), String.valueOf(why.getMessage()));
        }
      }
      if (!shown.isEmpty()) {
        panels.add(heading(row.title()));
        panels.addAll(shown);
        y = top + HEIGHT;
      }
    }
    return panels;
  }

  private Map<String, @Nullable Object> heading(String title) {
    Map<String, @Nullable Object> json =
        Tree.of(
            "id",
            ++id,
            "type",
            "row",
            "title",
            title,
            "collapsed",
            false,
            "gridPos",
            place(0, y, 24, 1),
            "panels",
            List.of());
    return json;
  }

  private static Map<String, @Nullable Object> place(int x, int y, int width, int height) {
    return Tree.of("h", height, "w", width, "x", x, "y", y);
  }

  private Map<String, @Nullable Object> panel(Panel panel, int x, int top) {
    List<Object> targets = targets(panel);
    Map<String, @Nullable Object> json =
        Tree.of(
            "id", ++id,
            "type", panel.kind().grafana(),
            "title", panel.title(),
            "description", panel.description(),
            "datasource", panel.kind() == Panel.Kind.LOGS ? LOKI : PROMETHEUS,
            "gridPos", place(x, top, panel.width(), HEIGHT),
            "fieldConfig", fields(panel),
            "options", options(panel));
    if (!panel.alert().isEmpty()) {
      json.put("links", List.of(runbook(panel.alert())));
    }
    json.put("targets", targets);
    return json;
  }

  private Map<String, @Nullable Object> runbook(String alert) {
    Map<String, @Nullable Object> link =
        Tree.of(
            "title", "Runbook: " + alert,
            "url", runbooks + alert + ".md",
            "targetBlank", true);
    return link;
  }

  private List<Object> targets(Panel panel) {
    List<Object> targets = new ArrayList<>();
    boolean now = panel.kind() == Panel.Kind.TABLE || panel.kind() == Panel.Kind.BARS;
    for (Panel.Target target : panel.targets()) {
      Map<String, @Nullable Object> json =
          Tree.of("refId", String.valueOf((char) ('A' + targets.size())));
      if (panel.kind() == Panel.Kind.LOGS) {
        json.put("datasource", LOKI);
        json.put("expr", target.expr());
      } else {
        PromQl.Query query = PromQl.spell(target.expr(), names, CHOSEN);
        json.put("datasource", PROMETHEUS);
        json.put("expr", query.text());
        json.put("legendFormat", legend(target.legend(), query));
        json.put("exemplar", target.exemplars());
        json.put("instant", now);
        json.put("range", !now);
        json.put("format", panel.kind() == Panel.Kind.TABLE ? "table" : "time_series");
      }
      targets.add(json);
    }
    return targets;
  }

  static String legend(String legend, PromQl.Query query) {
    String spelled = legend;
    for (Map.Entry<String, String> key : query.keys().entrySet()) {
      spelled = spelled.replace("{{" + key.getKey() + "}}", "{{" + key.getValue() + "}}");
    }
    return spelled;
  }

  private static Map<String, @Nullable Object> fields(Panel panel) {
    Map<String, @Nullable Object> defaults = Tree.of("unit", panel.unit().grafana());
    if (!panel.limits().isEmpty()) {
      defaults.put("thresholds", thresholds(panel.limits()));
      if (panel.kind() == Panel.Kind.STAT || panel.kind() == Panel.Kind.BARS) {
        defaults.put("color", Tree.of("mode", "thresholds"));
      }
    }
    Map<String, @Nullable Object> fields =
        Tree.of(
            "defaults",
            defaults,
            "overrides",
            panel.kind() == Panel.Kind.TIMESERIES ? overrides() : List.of());
    return fields;
  }

  private static Map<String, @Nullable Object> thresholds(List<Double> limits) {
    boolean falling = limits.get(1) < limits.get(0);
    List<Object> steps = new ArrayList<>();
    steps.add(step(null, falling ? "red" : "green"));
    steps.add(step(falling ? limits.get(1) : limits.get(0), "orange"));
    steps.add(step(falling ? limits.get(0) : limits.get(1), falling ? "green" : "red"));
    Map<String, @Nullable Object> thresholds = Tree.of("mode", "absolute", "steps", steps);
    return thresholds;
  }

  private static Map<String, @Nullable Object> step(@Nullable Double from, String colour) {
    Map<String, @Nullable Object> step =
        Tree.of(
            "color", colour,
            "value", from);
    return step;
  }

  private static List<Object> overrides() {
    List<Object> overrides = new ArrayList<>();
    COLOURS.forEach(
        (pattern, colour) -> {
          Map<String, @Nullable Object> colourOf = Tree.of("mode", "fixed", "fixedColor", colour);
          Map<String, @Nullable Object> override =
              Tree.of(
                  "matcher", Tree.of("id", "byRegexp", "options", pattern),
                  "properties", List.of(Tree.of("id", "color", "value", colourOf)));
          overrides.add(override);
        });
    return overrides;
  }

  private static Map<String, @Nullable Object> options(Panel panel) {
    Map<String, @Nullable Object> options = new LinkedHashMap<>();
    switch (panel.kind()) {
      case TIMESERIES -> {
        options.put("legend", Tree.of("displayMode", "list", "placement", "bottom"));
        options.put("tooltip", Tree.of("mode", "multi", "sort", "desc"));
      }
      case STAT, BARS -> options.put("reduceOptions", Tree.of("calcs", List.of("lastNotNull")));
      case LOGS -> options.put("showTime", true);
      default -> options.put("showHeader", true);
    }
    return options;
  }
}
