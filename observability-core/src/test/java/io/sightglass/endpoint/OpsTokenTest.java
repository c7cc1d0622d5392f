// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sightglass.Observability;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 48: who may read the operational endpoints, and what others learn. */
class OpsTokenTest {

  private static final boolean FULL = Boolean.getBoolean("sightglass.full");
  private static final String TOKEN = "s3cret-0123456789abcdef";

  @TempDir Path folder;

  private record Fixed(String path, boolean isOpen) implements OpsEndpoint {

    @Override
    public OpsResponse answer(OpsRequest request) {
      return OpsResponse.text(200, "text/plain", request.isTrusted() ? "details" : "status");
    }
  }

  private record From(String address, OpsRequest request) implements OpsRequest {

    @Override
    public String method() {
      return request.method();
    }

    @Override
    public String path() {
      return request.path();
    }

    @Override
    public String query() {
      return request.query();
    }

    @Override
    public List<String> headers(String name) {
      return request.headers(name);
    }

    @Override
    public String peer() {
      return address;
    }

    @Override
    public boolean isTrusted() {
      return true;
    }
  }

  @Test
  void a_token_comes_from_a_variable() {
    assertGuarded(Map.of("SIGHTGLASS_OPS_TOKEN", TOKEN));
  }

  @Test
  void a_token_comes_from_a_file() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");

    assertGuarded(Map.of("SIGHTGLASS_OPS_TOKEN_FILE", file.toString()));
  }

  private static void assertGuarded(Map<String, String> settings) {
    try (Observability obs = app(settings)) {
      OpsEndpoints endpoints = endpoints(obs);
      assertThat(endpoints.needsToken()).isTrue();
      assertThat(status(endpoints, get("/metrics"))).isEqualTo(401);
      assertThat(body(endpoints, get("/health"))).isEqualTo("status");
      assertThat(body(endpoints, bearing("/health", TOKEN))).isEqualTo("details");
      assertThat(body(endpoints, bearing("/metrics", TOKEN))).startsWith("#");
    }
  }

  @Test
  void without_a_token_in_the_settings_nobody_is_asked() {
    try (Observability obs = app(Map.of())) {
      OpsEndpoints endpoints = endpoints(obs);
      assertThat(endpoints.needsToken()).isFalse();
      assertThat(status(endpoints, get("/metrics"))).isEqualTo(200);
      assertThat(body(endpoints, get("/health"))).isEqualTo("details");
    }
  }

  @Test
  void a_token_that_cannot_be_used_lets_nobody_in() throws Exception {
    Path tooShort = Files.writeString(folder.resolve("short"), "abc");
    for (Map<String, String> settings :
        List.of(
            Map.of("SIGHTGLASS_OPS_TOKEN", "short"),
            Map.of("SIGHTGLASS_OPS_TOKEN", "with a space, long enough"),
            Map.of("SIGHTGLASS_OPS_TOKEN_FILE", tooShort.toString()),
            Map.of("SIGHTGLASS_OPS_TOKEN_FILE", folder.resolve("missing").toString()))) {
      try (Observability obs = app(settings)) {
        OpsEndpoints endpoints = endpoints(obs);
        for (String token : List.of("", "none", "short", "abc", "with a space, long enough")) {
          assertThat(status(endpoints, bearing("/metrics", token))).isBetween(401, 429);
        }
        assertThat(status(endpoints, get("/health"))).isEqualTo(200);
      }
    }
  }

  @Test
  void a_token_file_that_cannot_be_read_stops_a_strict_start() {
    Map<String, String> settings =
        Map.of(
            "SIGHTGLASS_STRICT",
            "true",
            "SIGHTGLASS_OPS_TOKEN_FILE",
            folder.resolve("missing").toString());
    try (Observability obs = app(settings)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> endpoints(obs))
          .withMessageStartingWith("SG-3101 ")
          .withMessageNotContaining(folder.toString());
    }
  }

  @Test
  void any_endpoint_can_ask_for_the_token() {
    Map<String, String> settings =
        Map.of("SIGHTGLASS_OPS_TOKEN", TOKEN, "SIGHTGLASS_OPS_TOKEN_PATHS", "/health");
    try (Observability obs = app(settings)) {
      assertThat(status(endpoints(obs), get("/health"))).isEqualTo(401);
      OpsEndpoints built =
          OpsEndpoints.builder(obs).add(new Fixed("/live", true)).guard("/live").build();
      assertThat(status(built, get("/live"))).isEqualTo(401);
      assertThat(status(built, bearing("/live", TOKEN))).isEqualTo(200);
    }
  }

  @Test
  void nobody_without_the_token_learns_anything() {
    try (Observability obs = app(Map.of("SIGHTGLASS_OPS_TOKEN", TOKEN))) {
      OpsEndpoints endpoints = endpoints(obs);
      int attempts = FULL ? 100_000 : 2_000;
      Set<String> answers = new TreeSet<>();
      for (int i = 0; i < attempts; i++) {
        String guess = TOKEN.substring(0, i % TOKEN.length()) + i;
        OpsRequest request =
            switch (i % 4) {
              case 0 -> get("/metrics");
              case 1 -> get("/metrics?token=" + TOKEN + "&access_token=" + TOKEN);
              case 2 -> TestRequest.get("/metrics").with("X-Token", TOKEN);
              default -> bearing("/metrics", guess);
            };
        OpsResponse answer = endpoints.answer(new From("10.0.0." + i % 50, request));
        answers.add(answer.status() + " " + answer.headers());
        assertThat(answer.length()).isZero();
        assertThat(answer.headers().toString()).doesNotContain(TOKEN);
      }
      assertThat(answers).allMatch(text -> text.startsWith("401 ") || text.startsWith("429 "));
      assertThat(answers).hasSize(2);
      System.out.println(
          "row 48: "
              + attempts
              + " callers without the token, "
              + answers.size()
              + " different answers, 0 bytes of body");
    }
  }

  @Test
  void five_wrong_tokens_in_a_second_stop_comparisons_for_that_address_alone() {
    try (Observability obs = app(Map.of("SIGHTGLASS_OPS_TOKEN", TOKEN))) {
      OpsEndpoints endpoints = endpoints(obs);
      Map<Integer, Integer> statuses = new HashMap<>();
      long start = System.nanoTime();
      int attempts = 1_000;
      for (int i = 0; i < attempts; i++) {
        OpsRequest wrong = new From("10.0.0.1", bearing("/metrics", TOKEN + i));
        statuses.merge(status(endpoints, wrong), 1, Integer::sum);
        OpsRequest right = new From("10.0.0.2", bearing("/metrics", TOKEN));
        assertThat(status(endpoints, right)).as("a scraper elsewhere").isEqualTo(200);
      }
      long seconds = (System.nanoTime() - start) / 1_000_000_000 + 1;
      assertThat(statuses.get(401)).isBetween(5, (int) (5 * seconds));
      assertThat(statuses.get(401) + statuses.get(429)).isEqualTo(attempts);
      System.out.println(
          "row 48: "
              + attempts
              + " wrong tokens from one address, "
              + statuses.get(401)
              + " compared in "
              + seconds
              + " s begun");
    }
  }

  @Test
  void the_throttle_forgets_after_a_second_and_holds_a_thousand_addresses() {
    AtomicLong now = new AtomicLong();
    Throttle throttle = new Throttle(now::get);
    for (int peer = 0; peer < 5_000; peer++) {
      for (int i = 0; i < Throttle.FAILURES; i++) {
        throttle.failed("10.0." + peer);
      }
      assertThat(throttle.allows("10.0." + peer)).isFalse();
    }
    assertThat(throttle.allows("somebody else, while the table is full")).isFalse();
    now.addAndGet(1_000_000_000L);

    assertThat(throttle.allows("10.0.1")).isTrue();
    assertThat(throttle.allows("somebody else, while the table is full")).isTrue();
  }

  private static Observability app(Map<String, String> settings) {
    return Observability.builder("test").environment(settings).build();
  }

  private static OpsEndpoints endpoints(Observability obs) {
    OpsEndpoint health = new Fixed("/health", true);
    OpsEndpoint details = new Fixed("/health/detailed", false);
    return OpsEndpoints.of(obs, () -> List.of(health, details));
  }

  private static OpsRequest get(String target) {
    return new From("10.0.0.9", TestRequest.get(target));
  }

  private static OpsRequest bearing(String path, String token) {
    return TestRequest.get(path).with("Authorization", "Bearer " + token);
  }

  private static int status(OpsEndpoints endpoints, OpsRequest request) {
    return endpoints.answer(request).status();
  }

  private static String body(OpsEndpoints endpoints, OpsRequest request) {
    return new String(endpoints.answer(request).bytes(), StandardCharsets.UTF_8);
  }
}
