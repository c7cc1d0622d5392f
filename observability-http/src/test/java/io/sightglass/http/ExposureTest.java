// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sightglass.Observability;
import io.sightglass.config.Setting;
import io.sightglass.endpoint.MetricsEndpoint;
import io.sightglass.endpoint.OpsEndpoints;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ExposureTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger("io.sightglass");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Observability obs =
      Observability.builder("test").environment(Map.of()).set(Setting.METRICS_PORT, "0").build();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void close() {
    logger.detachAppender(lines);
    obs.close();
  }

  @Test
  void the_default_is_loopback_and_says_nothing() {
    try (ObservabilityServer server =
        ObservabilityServer.builder(obs).inKubernetes(false).start()) {
      assertThat(server.host()).isEqualTo("127.0.0.1");
      assertThat(lines()).isEmpty();
      assertThat(obs.report()).contains("http://127.0.0.1:" + server.port() + "/metrics");
    }
  }

  @Test
  void a_port_open_to_other_machines_without_a_token_is_warned_about() {
    try (ObservabilityServer server = ObservabilityServer.builder(obs).host("0.0.0.0").start()) {
      assertThat(lines())
          .singleElement()
          .asString()
          .startsWith("SG-0102 [http] http://0.0.0.0:" + server.port() + " listens beyond");
    }
  }

  @Test
  void with_a_token_it_may_be_open() {
    OpsEndpoints guarded =
        OpsEndpoints.builder(obs)
            .add(MetricsEndpoint.of(obs))
            .bearerToken("0123456789abcdef")
            .build();
    try (ObservabilityServer server =
        ObservabilityServer.builder(obs).host("0.0.0.0").endpoints(guarded).start()) {
      assertThat(lines()).isEmpty();
      assertThat(RawClient.get(server.port(), "/metrics").status()).isEqualTo(401);
    }
  }

  @Test
  void loopback_inside_kubernetes_is_warned_about_with_the_fix() {
    try (ObservabilityServer server = ObservabilityServer.builder(obs).inKubernetes(true).start()) {
      assertThat(server.port()).isPositive();
      assertThat(lines())
          .singleElement()
          .asString()
          .startsWith("SG-0103 [http]")
          .endsWith("Set METRICS_HOST=0.0.0.0.");
    }
  }

  private List<String> lines() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
