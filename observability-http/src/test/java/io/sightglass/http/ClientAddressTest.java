// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.ContextFields;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lines say who called only where somebody switched it on. */
class ClientAddressTest {

  private static final String FIELD = "client_address";
  private static final Map<String, String> ON =
      Map.of("sightglass.logs.client-address", "true", "sightglass.http.trust", "10.0.0.0/8");

  @Test
  void no_line_has_it_unless_asked_for() {
    assertThat(fields(Map.of(), "203.0.113.7", "198.51.100.1")).doesNotContainKey(FIELD);
  }

  @Test
  void it_is_the_peer_or_what_a_trusted_proxy_says() {
    assertThat(fields(ON, "203.0.113.7", "198.51.100.1")).containsEntry(FIELD, "203.0.113.7");
    assertThat(fields(ON, "10.0.0.1", "198.51.100.1")).containsEntry(FIELD, "198.51.100.1");
  }

  private static Map<String, String> fields(
      Map<String, String> settings, String peer, String forwarded) {
    try (Lab lab = Lab.with(settings)) {
      Request request = new Request("GET", "/a").with("X-Forwarded-For", forwarded).peer(peer);
      HttpServerExchange exchange = HttpServerObserver.of(lab.obs(), "/a").start(request);
      Map<String, String> own = ContextFields.current().own();
      exchange.end(request.response(), null);
      return own;
    }
  }
}
