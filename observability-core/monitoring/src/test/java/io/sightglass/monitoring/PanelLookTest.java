// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.catalogue.NamingProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PanelLookTest {

  private static List<JsonNode> dashboards() {
    MeterNames names = MeterNames.ofClassPath(NamingProfile.standard());
    DashboardJson json = new DashboardJson(names, "runbooks/");
    return Dashboards.all().stream()
        .map(dashboard -> JsonMapper.shared().readTree(Texts.json(json.of(dashboard))))
        .toList();
  }

  private static List<JsonNode> panels() {
    List<JsonNode> panels = new ArrayList<>();
    dashboards().forEach(dashboard -> dashboard.get("panels").forEach(panels::add));
    return panels;
  }

  private static JsonNode defaults(JsonNode panel) {
    return panel.at("/fieldConfig/defaults");
  }

  @Test
  void every_line_of_panels_is_full_and_the_next_one_starts_below_it() {
    for (JsonNode dashboard : dashboards()) {
      int x = 0;
      int y = 0;
      int height = 0;
      for (JsonNode panel : dashboard.get("panels")) {
        JsonNode place = panel.get("gridPos");
        assertThat(place.get("x").asInt()).as("%s", panel.get("title")).isEqualTo(x);
        assertThat(place.get("y").asInt()).as("%s", panel.get("title")).isEqualTo(y);
        assertThat(height == 0 || height == place.get("h").asInt()).isTrue();
        height = place.get("h").asInt();
        x += place.get("w").asInt();
        if (x == 24) {
          x = 0;
          y += height;
          height = 0;
        }
      }
      assertThat(x).as("%s", dashboard.get("title")).isZero();
    }
  }

  @Test
  void no_number_bar_or_state_takes_the_colours_that_grafana_has_for_those_that_say_none() {
    Map<String, Integer> seen = new TreeMap<>();
    for (JsonNode panel : panels()) {
      String type = panel.get("type").asString();
      if (List.of("stat", "bargauge", "state-timeline").contains(type)) {
        seen.merge(type, 1, Integer::sum);
        String mode = defaults(panel).at("/color/mode").asString();
        assertThat(mode).as("%s", panel.get("title")).isIn("fixed", "thresholds");
        assertThat(defaults(panel).has("thresholds")).isEqualTo(mode.equals("thresholds"));
      }
    }
    assertThat(seen).containsOnlyKeys("stat", "bargauge", "state-timeline");
  }

  @Test
  void limits_that_fall_are_green_above_them() {
    Panel panel =
        Panel.stat("Success", Unit.SHARE).reads("Share.").limits(0.95, 0.9).asks("up", "").build();

    assertThat(Texts.json(PanelLook.fields(panel, "")).replaceAll("\\s", ""))
        .contains(
            "[{\"color\":\"red\",\"value\":null},{\"color\":\"orange\",\"value\":0.9},"
                + "{\"color\":\"green\",\"value\":0.95}]");
  }

  @Test
  void a_status_code_has_the_colour_of_its_class() {
    Panel panel =
        Panel.timeseries("Requests", Unit.REQUESTS).reads("By code.").asks("up", "").build();
    JsonNode overrides =
        JsonMapper.shared().readTree(Texts.json(PanelLook.fields(panel, ""))).get("overrides");
    Map<String, String> colours = new TreeMap<>();
    for (String code : List.of("201", "404", "503", "success", "timeout", "outbound failed")) {
      for (JsonNode override : overrides) {
        String pattern = override.at("/matcher/options").asString();
        String bare = pattern.substring(1, pattern.lastIndexOf('/'));
        if (code.matches("(?i)" + bare)) {
          colours.put(code, override.at("/properties/0/value/fixedColor").asString());
        }
      }
    }

    assertThat(colours)
        .isEqualTo(
            Map.of(
                "201",
                "green",
                "404",
                "orange",
                "503",
                "red",
                "success",
                "green",
                "timeout",
                "orange",
                "outbound failed",
                "red"));
  }

  @Test
  void all_jobs_are_those_of_apps() {
    for (JsonNode dashboard : dashboards()) {
      for (JsonNode variable : dashboard.at("/templating/list")) {
        if (variable.get("name").asString().equals("job")) {
          assertThat(variable.get("includeAll").asBoolean()).isTrue();
          assertThat(variable.has("allValue")).isFalse();
        }
      }
    }
  }
}
