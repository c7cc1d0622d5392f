// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.Observability;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.config.Setting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsEndpointTest {

  private final Observability obs = Observability.builder("test").environment(Map.of()).build();
  private final OpsEndpoints endpoints =
      OpsEndpoints.builder(obs)
          .add(MetricsEndpoint.of(obs))
          .add(MetricsEndpoint.at(obs, "/api/v1/metrics"))
          .build();

  MetricsEndpointTest() {
    obs.meters().counter(MeterSpec.counter("first_total", "First.").build()).handle().increment();
    obs.meters().counter(MeterSpec.counter("second_total", "Second.").build()).handle().increment();
  }

  @AfterEach
  void close() {
    obs.close();
  }

  @Test
  void both_paths_have_the_metrics() {
    assertThat(body("/metrics")).contains("first_total 1.0", "second_total 1.0");
    assertThat(body("/api/v1/metrics")).contains("first_total 1.0", "second_total 1.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name[]=first_total",
        "name%5B%5D=first_total&other=x&name[",
        "name[]=first%5Ftotal"
      })
  void names_pick_families(String query) {
    assertThat(body("/metrics?" + query))
        .contains("first_total 1.0")
        .doesNotContain("second_total");
  }

  @Test
  void several_names_are_a_set() {
    assertThat(body("/metrics?name[]=first_total&name[]=second_total&name[]=first_total"))
        .contains("first_total 1.0", "second_total 1.0")
        .doesNotContain("jvm_");
  }

  @Test
  void a_query_that_cannot_be_read_is_a_bad_request() {
    assertThat(endpoints.answer(TestRequest.get("/metrics?name[]=%zz")).status()).isEqualTo(400);
  }

  @Test
  void the_format_is_negotiated_over_all_lines_of_the_header() {
    TestRequest request =
        TestRequest.get("/metrics")
            .with("Accept", "text/html;q=0.1")
            .with("Accept", "application/openmetrics-text;version=1.0.0");

    OpsResponse answer = endpoints.answer(request);

    assertThat(answer.headers().get("Content-Type")).startsWith("application/openmetrics-text");
    assertThat(new String(answer.bytes(), StandardCharsets.UTF_8)).endsWith("# EOF\n");
  }

  @Test
  void a_format_that_cannot_be_made_is_not_acceptable() {
    TestRequest image = TestRequest.get("/metrics").with("Accept", "image/png");

    assertThat(endpoints.answer(image).status()).isEqualTo(406);
  }

  @Test
  void gzip_is_done_once() throws IOException {
    OpsResponse answer =
        endpoints.answer(TestRequest.get("/metrics").with("Accept-Encoding", "gzip"));

    assertThat(answer.headers()).containsEntry("Content-Encoding", "gzip");
    byte[] page = new GZIPInputStream(new ByteArrayInputStream(answer.bytes())).readAllBytes();
    assertThat(new String(page, StandardCharsets.UTF_8)).contains("first_total 1.0");
  }

  @Test
  void with_metrics_off_there_is_no_such_page() {
    try (Observability off =
        Observability.builder("test")
            .environment(Map.of())
            .set(Setting.METRICS_ENABLED, "false")
            .build()) {
      OpsResponse answer = OpsEndpoints.of(off).answer(TestRequest.get("/metrics"));
      assertThat(answer.status()).isEqualTo(404);
    }
    OpsResponse none = OpsEndpoints.of(Observability.noop()).answer(TestRequest.get("/metrics"));
    assertThat(none.status()).isEqualTo(404);
  }

  private String body(String target) {
    return new String(endpoints.answer(TestRequest.get(target)).bytes(), StandardCharsets.UTF_8);
  }
}
