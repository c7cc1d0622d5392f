// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.catalogue.NamingProfile;
import io.sightglass.config.BadSettingsException;
import io.sightglass.config.Setting;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The naming profile from settings and from code. */
class NamingSettingsTest {

  private static final MeterSpec REQUESTS =
      MeterSpec.counter("http_requests_total", "Requests.")
          .label("method", "GET")
          .label("route", "/")
          .label("status_code", "200")
          .build();

  private static ObservabilityBuilder builder(Map<String, String> environment) {
    return Observability.builder("naming").environment(environment);
  }

  private static String page(ObservabilityBuilder builder) {
    try (Observability obs = builder.build()) {
      obs.meters().counter(REQUESTS).handle("GET", "/", "200").increment();
      return new String(obs.scrape("").bytes(), StandardCharsets.UTF_8)
          + obs.report().lines().filter(line -> line.startsWith("naming: ")).toList();
    }
  }

  @Test
  void a_profile_a_prefix_and_renames_come_from_the_environment() {
    assertThat(
            page(
                builder(
                    Map.of(
                        "SIGHTGLASS_NAMING_PROFILE", "leads",
                        "SIGHTGLASS_NAMING_PREFIX", "crm",
                        "SIGHTGLASS_NAMING_RENAME",
                            "http_requests_total{status_code=code}=requests_total"))))
        .contains("crm_requests_total{code=\"200\",method=\"GET\",path=\"/\"} 1.0")
        .contains("naming: naming profile 'leads', prefix 'crm'")
        .contains("\nprocess_cpu_seconds_total ");
  }

  @Test
  void a_profile_in_code_stands_in_for_the_one_that_a_setting_names() {
    assertThat(
            page(
                builder(
                        Map.of(
                            "SIGHTGLASS_NAMING_PROFILE",
                            "leads",
                            "SIGHTGLASS_NAMING_RENAME",
                            "{status_code=code}"))
                    .naming(NamingProfile.standard().rename("http_requests_total", "hits_total"))))
        .contains("hits_total{code=\"200\",method=\"GET\",route=\"/\"} 1.0");
  }

  @Test
  void a_bad_profile_is_reported_and_the_names_are_the_declared_ones() {
    ObservabilityBuilder builder =
        builder(Map.of("SIGHTGLASS_NAMING_PROFILE", "lead", "SIGHTGLASS_NAMING_PREFIX", "9"));
    try (Observability obs = builder.build()) {
      assertThat(obs.catalogue().naming().name()).isEqualTo("default");
      assertThat(obs.catalogue().naming().prefix()).isEmpty();
      assertThat(obs.report())
          .contains("Did you mean leads?")
          .contains("SIGHTGLASS_NAMING_PREFIX=\"9\"");
    }
  }

  @Test
  void a_rename_that_does_not_fit_the_profile_is_left_out_or_refused_under_strict() {
    Map<String, String> environment =
        Map.of(
            "SIGHTGLASS_NAMING_PROFILE", "leads",
            "SIGHTGLASS_NAMING_RENAME", "errors_total=ai_model_calls_total");
    try (Observability obs = builder(environment).build()) {
      assertThat(obs.catalogue().naming().name()).isEqualTo("leads");
    }
    assertThatThrownBy(() -> builder(environment).set(Setting.STRICT, "true").build())
        .isInstanceOf(BadSettingsException.class)
        .hasMessageContaining("errors_total")
        .hasMessageContaining("ai_requests_total")
        .hasMessageContaining("ai_model_calls_total");
  }

  @Test
  void in_a_hosts_registry_the_hosts_naming_wins() {
    SimpleMeterRegistry host = new SimpleMeterRegistry();
    try (Observability obs =
        builder(Map.of("SIGHTGLASS_NAMING_PROFILE", "leads")).meterRegistry(host).build()) {
      obs.meters().counter(REQUESTS).handle("GET", "/", "200").increment();
      assertThat(host.find("http_requests_total").tag("route", "/").counter()).isNotNull();
      assertThat(obs.report()).contains("naming: by the host's registry");
    }
  }

  @Test
  void the_choices_of_the_setting_are_the_ready_made_profiles() {
    assertThat(Setting.NAMING_PROFILE.choices()).isEqualTo(NamingProfile.names());
  }
}
