// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import io.sightglass.monitoring.MeterNames.Unspeakable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

  private static final int COLUMNS = 24;
  private static final int HEIGHT = 8;
  private static final int NUMBER_HEIGHT = 5;
  private static final Map<String, @Nullable Object> PROMETHEUS =
      Tree.of("type", "prometheus", "uid", "${datasource}");
  private static final Map<String, @Nullable Object> LOKI =
      Tree.of("type", "loki", "uid", "${logs}");

  private final MeterNames names;
  private final String runbooks;
  private final Map<String, String> leftOut = new LinkedHashMap<>();
  private int id;
  private int y;

  private record Shown(Panel panel, List<Object> targets) {

    int width() {
      return panel.width();
    }
  }

  DashboardJson(MeterNames names, String runbooks) {
    this.names = names;
    this.runbooks = runbooks;
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
        jobs("label_values(" + up + ", job)"),
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

  // All of them are those of apps: any job at all would be the exporters' too.
  private static Map<String, @Nullable Object> jobs(String query) {
    Map<String, @Nullable Object> json = variable("job", query);
    json.remove("allValue");
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
      List<List<Shown>> lines = lines(sayable(dashboard.title(), row));
      if (!lines.isEmpty()) {
        panels.add(heading(row.title()));
        y++;
        lines.forEach(line -> panels.addAll(line(line)));
      }
    }
    return panels;
  }

  private List<Shown> sayable(String dashboard, Dashboard.Row row) {
    List<Shown> sayable = new ArrayList<>();
    for (Panel panel : row.panels()) {
      try {
        sayable.add(new Shown(panel, targets(panel)));
      } catch (Unspeakable why) {
        leftOut.put(dashboard + " / " + panel.title(), String.valueOf(why.getMessage()));
      }
    }
    return sayable;
  }

  private static List<List<Shown>> lines(List<Shown> panels) {
    List<List<Shown>> lines = new ArrayList<>();
    int x = COLUMNS;
    for (Shown shown : panels) {
      if (x + shown.width() > COLUMNS) {
        lines.add(new ArrayList<>());
        x = 0;
      }
      lines.get(lines.size() - 1).add(shown);
      x += shown.width();
    }
    int last = lines.size() - 1;
    if (last > 0
        && lines.get(last).size() == 1
        && areHalves(lines.get(last - 1), lines.get(last))) {
      lines.get(last - 1).addAll(lines.remove(last));
    }
    return lines;
  }

  private static boolean areHalves(List<Shown> two, List<Shown> one) {
    return Stream.concat(two.stream(), one.stream())
        .allMatch(shown -> shown.width() == COLUMNS / 2);
  }

  // A hole at the end of a line would look like a panel that does not load.
  private List<Object> line(List<Shown> line) {
    boolean numbers = line.stream().allMatch(shown -> shown.panel().kind() == Panel.Kind.STAT);
    int height = numbers ? NUMBER_HEIGHT : HEIGHT;
    boolean alike = line.stream().mapToInt(Shown::width).distinct().count() == 1;
    List<Object> panels = new ArrayList<>();
    int x = 0;
    for (Shown shown : line) {
      boolean last = panels.size() == line.size() - 1;
      int width = last ? COLUMNS - x : alike ? COLUMNS / line.size() : shown.width();
      panels.add(panel(shown, place(x, y, width, height)));
      x += width;
    }
    y += height;
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

  private Map<String, @Nullable Object> panel(Shown shown, Map<String, @Nullable Object> place) {
    Panel panel = shown.panel();
    Map<String, @Nullable Object> json =
        Tree.of(
            "id", ++id,
            "type", panel.kind().grafana(),
            "title", panel.title(),
            "description", panel.description(),
            "datasource", panel.kind() == Panel.Kind.LOGS ? LOKI : PROMETHEUS,
            "gridPos", place,
            "fieldConfig", PanelLook.fields(panel, runbooks),
            "options", PanelLook.options(panel));
    if (!panel.alert().isEmpty()) {
      json.put("links", List.of(runbook(panel.alert())));
    }
    json.put("targets", shown.targets());
    if (panel.kind() == Panel.Kind.TABLE) {
      json.put("transformations", PanelLook.columns(panel));
    }
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
}
