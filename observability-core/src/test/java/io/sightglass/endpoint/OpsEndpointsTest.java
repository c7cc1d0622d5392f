// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sightglass.Observability;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpsEndpointsTest {

  private static final String TOKEN = "0123456789abcdef";
  private static final String LONG = "a line of the page\n".repeat(200);

  private final Observability obs = Observability.builder("test").environment(Map.of()).build();

  private record Fixed(String path, Function<OpsRequest, OpsResponse> made, boolean isOpen)
      implements OpsEndpoint {

    @Override
    public OpsResponse answer(OpsRequest request) {
      return made.apply(request);
    }
  }

  private final OpsEndpoints endpoints =
      OpsEndpoints.builder(obs)
          .prefix("/ops")
          .add(new Fixed("/short", request -> text("short"), true))
          .add(new Fixed("/long", request -> text(LONG), false))
          .add(new Fixed("/echo", request -> text(request.path() + request.isTrusted()), false))
          .add(new Fixed("/null", request -> null, false))
          .add(
              new Fixed(
                  "/packed", request -> text(LONG).withHeader("content-encoding", "br"), false))
          .add(
              new Fixed(
                  "/broken",
                  request -> {
                    throw new IllegalStateException("jdbc:secret");
                  },
                  false))
          .build();

  @AfterEach
  void close() {
    obs.close();
  }

  @Test
  void an_endpoint_sees_its_own_path_and_answers_at_the_whole_one() {
    OpsResponse answer = endpoints.answer(TestRequest.get("/ops/echo?x=1"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(string(answer)).isEqualTo("/echofalse");
    assertThat(endpoints.paths()).startsWith("/ops/short", "/ops/long").hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "", "/ops", "/ops/", "/short", "/ops/short/", "/ops/SHORT", "/ops/shor%74"})
  void any_other_path_is_not_found(String path) {
    OpsResponse answer = endpoints.answer(TestRequest.get(path));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(string(answer)).isEqualTo("Not found\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", "PROPFIND"})
  void other_methods_are_refused(String method) {
    OpsResponse answer = endpoints.answer(TestRequest.of(method, "/ops/short"));

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.headers()).containsEntry("Allow", "GET, HEAD");
  }

  @Test
  void head_is_get_without_the_body() {
    OpsResponse get =
        endpoints.answer(TestRequest.get("/ops/long").with("Accept-Encoding", "gzip"));
    OpsResponse head =
        endpoints.answer(TestRequest.of("HEAD", "/ops/long").with("Accept-Encoding", "gzip"));

    assertThat(head.headers()).isEqualTo(get.headers());
    assertThat(head.length()).isEqualTo(get.length()).isPositive();
    assertThat(head.chunks()).isEmpty();
  }

  @Test
  void every_answer_is_not_to_be_stored_or_guessed_about() {
    for (String path : List.of("/ops/short", "/ops/long", "/ops/broken", "/nowhere")) {
      assertThat(endpoints.answer(TestRequest.get(path)).headers())
          .containsEntry("Cache-Control", "no-store")
          .containsEntry("X-Content-Type-Options", "nosniff")
          .doesNotContainKeys("Server", "X-Powered-By");
    }
  }

  @Test
  void a_long_body_is_compressed_for_those_who_take_it() throws IOException {
    OpsResponse answer =
        endpoints.answer(TestRequest.get("/ops/long").with("accept-encoding", "br, gzip;q=0.5"));

    assertThat(answer.headers()).containsEntry("Content-Encoding", "gzip");
    assertThat(answer.length()).isLessThan(LONG.length() / 10);
    byte[] plain = new GZIPInputStream(new ByteArrayInputStream(answer.bytes())).readAllBytes();
    assertThat(new String(plain, StandardCharsets.UTF_8)).isEqualTo(LONG);
  }

  @Test
  void a_short_or_encoded_body_or_one_for_others_is_left_alone() {
    assertThat(gzipped("/ops/short", "gzip").headers()).doesNotContainKey("Content-Encoding");
    assertThat(gzipped("/ops/long", "gzip;q=0").headers()).doesNotContainKey("Content-Encoding");
    assertThat(gzipped("/ops/packed", "gzip").headers())
        .containsEntry("content-encoding", "br")
        .doesNotContainKey("Content-Encoding");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ops/broken", "/ops/null"})
  void a_failing_endpoint_tells_its_caller_nothing(String path) {
    OpsResponse answer = endpoints.answer(TestRequest.get(path));

    assertThat(answer.status()).isEqualTo(500);
    assertThat(string(answer)).isEqualTo("Internal error\n");
    assertThat(new String(obs.scrape("").bytes(), StandardCharsets.UTF_8))
        .contains("sightglass_internal_errors_total{component=\"endpoint\"} 1");
  }

  @Test
  void a_token_is_asked_for_but_by_open_endpoints() {
    OpsEndpoints guarded = guarded();

    OpsResponse none = guarded.answer(TestRequest.get("/echo"));
    assertThat(none.status()).isEqualTo(401);
    assertThat(none.headers()).containsEntry("WWW-Authenticate", "Bearer");
    assertThat(none.length()).isZero();
    assertThat(guarded.answer(TestRequest.get("/open")).status()).isEqualTo(200);
    assertThat(string(guarded.answer(bearing("Bearer " + TOKEN)))).isEqualTo("/echotrue");
    assertThat(string(guarded.answer(bearing("bearer " + TOKEN)))).isEqualTo("/echotrue");
    assertThat(guarded.needsToken()).isTrue();
    assertThat(endpoints.needsToken()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Basic " + TOKEN,
        TOKEN,
        "Bearer " + TOKEN + "0"
      })
  void a_wrong_token_is_no_token(String header) {
    assertThat(guarded().answer(bearing(header)).status()).isEqualTo(401);
  }

  @Test
  void two_tokens_are_no_token() {
    TestRequest twice = bearing("Bearer " + TOKEN).with("Authorization", "Bearer " + TOKEN);

    assertThat(guarded().answer(twice).status()).isEqualTo(401);
  }

  @Test
  void what_needs_no_endpoint_is_answered_at_once() {
    assertThat(endpoints.isInstant(TestRequest.get("/nowhere"))).isTrue();
    assertThat(endpoints.isInstant(TestRequest.of("POST", "/ops/long"))).isTrue();
    assertThat(endpoints.isInstant(TestRequest.get("/ops/long"))).isFalse();
    assertThat(guarded().isInstant(TestRequest.get("/echo"))).isTrue();
    assertThat(guarded().isInstant(bearing("Bearer " + TOKEN))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "metrics", "/metrics/", "/a b", "/a?b", "/a#b", "/a%20b", "//a"})
  void a_path_that_cannot_be_one_is_a_mistake(String path) {
    OpsEndpoints.Builder builder = OpsEndpoints.builder(obs);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.add(new Fixed(path, request -> text(""), false)))
        .withMessageContaining("'" + path + "'");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.prefix(path));
  }

  @Test
  void a_path_that_is_taken_and_a_short_token_are_mistakes() {
    OpsEndpoints.Builder builder = OpsEndpoints.builder(obs).add(MetricsEndpoint.of(obs));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.add(MetricsEndpoint.of(obs)))
        .withMessage("endpoint path '/metrics' is taken");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.bearerToken("short"));
  }

  private OpsEndpoints guarded() {
    return OpsEndpoints.builder(obs)
        .bearerToken(TOKEN)
        .add(new Fixed("/echo", request -> text(request.path() + request.isTrusted()), false))
        .add(new Fixed("/open", request -> text("open"), true))
        .build();
  }

  private static TestRequest bearing(String header) {
    return TestRequest.get("/echo").with("Authorization", header);
  }

  private OpsResponse gzipped(String path, String accepted) {
    return endpoints.answer(TestRequest.get(path).with("Accept-Encoding", accepted));
  }

  private static OpsResponse text(String body) {
    return OpsResponse.text(200, "text/plain", body);
  }

  private static String string(OpsResponse answer) {
    return new String(answer.bytes(), StandardCharsets.UTF_8);
  }
}
