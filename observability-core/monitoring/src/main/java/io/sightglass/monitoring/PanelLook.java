// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a panel look. What is left open here is not neutral: Grafana paints a number
 * above 80 red, and a state of 1 too.
 */
final class PanelLook {

  // By what a series means, whatever panel it is in: the pattern is on its legend.
  private static final Map<String, String> COLOURS = colours();

  private PanelLook() {}

  private static Map<String, String> colours() {
    Map<String, String> colours = new LinkedHashMap<>();
    colours.put(
        endsWith(
            "success|succeeded|ok|healthy|hit|2xx|2\\d\\d|delivered|acknowledged"
                + "|paid|qualified|converted"),
        "green");
    colours.put(
        endsWith("failure|failed|error|unhealthy|5xx|5\\d\\d|rejected|lost|dropped"), "red");
    colours.put(
        endsWith("degraded|timeout|4xx|4\\d\\d|pending|cancelled|miss|duplicate|warn"), "orange");
    colours.put("/^p50$/", "blue");
    colours.put("/^p95$/", "yellow");
    colours.put("/^p99$/", "purple");
    return colours;
  }

  private static String endsWith(String words) {
    return "/^(.* )?(" + words + ")$/i";
  }

  static Map<String, @Nullable Object> fields(Panel panel, String runbooks) {
    Map<String, @Nullable Object> defaults = Tree.of("unit", panel.unit().grafana());
    switch (panel.kind()) {
      case TIMESERIES -> lines(defaults, panel);
      case STAT -> numbers(defaults, panel);
      case BARS -> bars(defaults, panel);
      case STATES -> states(defaults, panel);
      default -> {}
    }
    Map<String, @Nullable Object> fields =
        Tree.of("defaults", defaults, "overrides", overrides(panel, runbooks));
    return fields;
  }

  private static void lines(Map<String, @Nullable Object> defaults, Panel panel) {
    if (!panel.limits().isEmpty()) {
      defaults.put("thresholds", thresholds(panel.limits()));
    }
    if (panel.failures()) {
      defaults.put("color", Tree.of("mode", "shades", "fixedColor", "red"));
    }
    // A hair's breadth must not fill the panel.
    defaults.put("custom", Tree.of("axisSoftMin", 0));
  }

  private static void numbers(Map<String, @Nullable Object> defaults, Panel panel) {
    if (panel.limits().isEmpty()) {
      defaults.put("color", Tree.of("mode", "fixed", "fixedColor", "blue"));
    } else {
      defaults.put("thresholds", thresholds(panel.limits()));
      defaults.put("color", Tree.of("mode", "thresholds"));
    }
  }

  private static void bars(Map<String, @Nullable Object> defaults, Panel panel) {
    numbers(defaults, panel);
    // Without it the shortest bar has no length.
    defaults.put("min", 0);
    if (panel.unit() == Unit.SHARE) {
      defaults.put("max", 1);
    }
  }

  private static void states(Map<String, @Nullable Object> defaults, Panel panel) {
    defaults.put("color", Tree.of("mode", "thresholds"));
    defaults.put("thresholds", thresholds(List.of(1.0, 0.5)));
    Map<String, @Nullable Object> words =
        panel.unit() == Unit.UP
            ? Tree.of("1", word("up"), "0", word("down"))
            : Tree.of("1", word("healthy"), "0.5", word("degraded"), "0", word("unhealthy"));
    defaults.put("mappings", List.of(Tree.of("type", "value", "options", words)));
  }

  private static Map<String, @Nullable Object> word(String text) {
    return Tree.of("text", text);
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

  private static List<Object> overrides(Panel panel, String runbooks) {
    List<Object> overrides = new ArrayList<>();
    if (panel.kind() == Panel.Kind.TIMESERIES) {
      COLOURS.forEach(
          (pattern, colour) ->
              overrides.add(
                  override(
                      Tree.of("id", "byRegexp", "options", pattern),
                      "color",
                      Tree.of("mode", "fixed", "fixedColor", colour))));
    } else if (panel.kind() == Panel.Kind.TABLE) {
      Map<String, @Nullable Object> link =
          Tree.of("title", "Runbook", "url", runbooks + "${__value.raw}.md", "targetBlank", true);
      Map<String, @Nullable Object> alert = Tree.of("id", "byName", "options", "alertname");
      overrides.add(override(alert, "links", List.of(link)));
    }
    return overrides;
  }

  private static Map<String, @Nullable Object> override(
      Map<String, @Nullable Object> matcher, String property, Object value) {
    Map<String, @Nullable Object> set = Tree.of("id", property, "value", value);
    return Tree.of("matcher", matcher, "properties", List.of(set));
  }

  static Map<String, @Nullable Object> options(Panel panel) {
    Map<String, @Nullable Object> options = new LinkedHashMap<>();
    switch (panel.kind()) {
      case TIMESERIES -> {
        options.put("legend", Tree.of("displayMode", "list", "placement", "bottom"));
        options.put("tooltip", Tree.of("mode", "multi", "sort", "desc"));
      }
      case STAT -> options.put("reduceOptions", lastValue());
      case BARS -> {
        options.put("reduceOptions", lastValue());
        options.put("orientation", "horizontal");
        options.put("displayMode", "basic");
      }
      case LOGS -> options.put("showTime", true);
      default -> options.put("showHeader", true);
    }
    return options;
  }

  private static Map<String, @Nullable Object> lastValue() {
    return Tree.of("calcs", List.of("lastNotNull"));
  }

  /** The columns of a table that tell something: a plain number there is always 1. */
  static List<Object> columns(Panel panel) {
    Map<String, @Nullable Object> hidden =
        Tree.of("Time", true, "__name__", true, "alertstate", true);
    if (panel.unit() == Unit.NUMBER) {
      hidden.put("Value", true);
    }
    Map<String, @Nullable Object> options = Tree.of("excludeByName", hidden);
    return List.of(Tree.of("id", "organize", "options", options));
  }
}
