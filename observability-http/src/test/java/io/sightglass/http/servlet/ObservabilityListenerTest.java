// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.Lifecycle;
import io.sightglass.Observability;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;

class ObservabilityListenerTest {

  @Test
  void the_end_of_the_context_is_the_end_of_the_app() throws Exception {
    Observability obs = Observability.builder("test").environment(Map.of()).build();
    List<String> closed = new ArrayList<>();
    obs.lifecycle().closeOnStop("pool", () -> closed.add("pool"));
    Server server = new Server();
    ServletContextHandler context = new ServletContextHandler("/app");
    context.addEventListener(ObservabilityListener.of(obs));
    server.setHandler(context);
    server.start();
    obs.started();
    assertThat(obs.lifecycle().state()).isEqualTo(Lifecycle.State.READY);
    server.stop();
    assertThat(obs.lifecycle().state()).isEqualTo(Lifecycle.State.STOPPED);
    assertThat(closed).containsExactly("pool");
  }
}
