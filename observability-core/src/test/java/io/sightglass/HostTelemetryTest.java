// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HostTelemetryTest {

  @Test
  void opentelemetrys_agent_is_known_by_the_jvms_arguments() {
    assertThat(
            HostTelemetry.isAgent(List.of("-Xmx1g", "-javaagent:/opt/opentelemetry-javaagent.jar")))
        .isTrue();
  }

  @Test
  void other_agents_and_settings_are_not_mistaken_for_it() {
    assertThat(HostTelemetry.isAgent(List.of("-javaagent:/opt/jacoco.jar=x"))).isFalse();
    assertThat(HostTelemetry.isAgent(List.of("-Dopentelemetry=1"))).isFalse();
    assertThat(HostTelemetry.ofAgent()).isNull();
  }
}
