// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.catalogue.NamingProfile;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardsTest {

  static Stream<String> profiles() {
    return NamingProfile.names().stream();
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void every_panel_can_be_said_under_every_profile(String profile) {
    MeterNames names = MeterNames.ofClassPath(NamingProfile.of(profile));
    DashboardJson json = new DashboardJson(names, "runbooks/");

    for (Dashboard dashboard : Dashboards.all()) {
      assertThat(Texts.json(json.of(dashboard))).contains("\"schemaVersion\" : 42");
    }

    assertThat(json.leftOut()).isEmpty();
  }

  @Test
  void every_panel_that_names_an_alert_names_one_that_there_is() {
    Set<String> alerts = Alerts.all().stream().map(Alert::name).collect(Collectors.toSet());

    assertThat(alerts).hasSize(Alerts.all().size());
    for (Dashboard dashboard : Dashboards.all()) {
      for (Panel panel : dashboard.panels()) {
        assertThat(panel.alert()).isIn(Stream.concat(alerts.stream(), Stream.of("")).toList());
      }
    }
  }

  @Test
  void every_meter_of_the_catalogue_is_in_a_panel_or_a_rule() {
    MeterNames names = MeterNames.ofClassPath(NamingProfile.standard());
    Set<String> unused = new TreeSet<>();
    names.declared().forEach(meter -> unused.add(meter.id()));
    for (Dashboard dashboard : Dashboards.all()) {
      for (Panel panel : dashboard.panels()) {
        for (Panel.Target target : panel.targets()) {
          if (panel.kind() != Panel.Kind.LOGS) {
            unused.removeAll(PromQl.spell(target.expr(), names).meters());
          }
        }
      }
    }

    System.out.println("no panel has: " + unused);
    assertThat(unused).hasSizeLessThan(30);
    assertThat(List.of("http_requests_total")).doesNotContainAnyElementsOf(unused);
  }
}
