// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fields of a request, as naming profiles pick and spell them. */
class HttpNamingTest {

  private static Lab lab(String profile) {
    return Lab.with(Map.of("sightglass.naming.profile", profile));
  }

  private static void serve(Lab lab, Request... requests) {
    HttpServerObserver observer = HttpServerObserver.of(lab.obs(), "/invoices/{id}");
    for (Request request : List.of(requests)) {
      observer.start(request).end(request.response(), null);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "default, method route status_code",
    "voice, method route status_code",
    "messaging, method endpoint status",
    "analytics, method endpoint status",
    "leads, method path status"
  })
  void the_label_keys_are_the_profiles(String profile, String keys) {
    try (Lab lab = lab(profile)) {
      serve(lab, new Request("GET", "/invoices/1").over("https", "2"), new Request("GET", "/x"));
      String[] names = keys.split(" ", -1);
      String labels =
          "{%s=\"GET\",%s=\"/invoices/{id}\",%s=\"200\"}".formatted(names[0], names[1], names[2]);
      // An exposition has labels in the order of their names.
      if (names[1].compareTo(names[0]) < 0) {
        labels =
            "{%s=\"/invoices/{id}\",%s=\"GET\",%s=\"200\"}".formatted(names[1], names[0], names[2]);
      }
      assertThat(lab.value("http_requests_total" + labels)).isEqualTo(1);
      assertThat(lab.value("http_request_duration_seconds_count" + labels)).isEqualTo(1);
    }
  }

  @Test
  void opentelemetrys_conventions_see_how_a_request_came_and_what_failed() {
    try (Lab lab = lab("otel")) {
      serve(
          lab,
          new Request("GET", "/invoices/1").over("https", "2"),
          new Request("GET", "/invoices/2").over("https", "2"),
          new Request("GET", "/invoices/3").over("http", "1.1").answering(503),
          new Request("GET", "/invoices/4").over("http", null).answering(404).sized(10, 20));
      String series = "http_server_request_duration_seconds_count{";
      String route = "http_request_method=\"GET\",http_response_status_code=\"%s\",";
      String rest =
          "http_route=\"/invoices/{id}\",network_protocol_version=\"%s\",url_scheme=\"%s\"}";
      assertThat(lab.value(series + route.formatted("200") + rest.formatted("2", "https")))
          .isEqualTo(2);
      assertThat(
              lab.value(
                  series
                      + "error_type=\"503\","
                      + route.formatted("503")
                      + rest.formatted("1.1", "http")))
          .isEqualTo(1);
      assertThat(lab.value(series + route.formatted("404") + rest.formatted("_other", "http")))
          .isEqualTo(1);
      assertThat(
              lab.value(
                  "http_server_response_body_size_bytes_sum{http_request_method=\"GET\","
                      + rest.formatted("_other", "http")))
          .isEqualTo(20);
      assertThat(lab.series("http_requests_total")).isZero();
    }
  }

  @Test
  void what_no_profile_picks_makes_no_series() {
    try (Lab lab = lab("default")) {
      serve(
          lab,
          new Request("GET", "/invoices/1").over("https", "2"),
          new Request("GET", "/invoices/1").over("http", "1.0"));
      assertThat(lab.series("http_requests_total{")).isEqualTo(1);
      assertThat(lab.sum("http_requests_total")).isEqualTo(2);
    }
  }

  @Test
  void an_ai_service_has_its_buckets_and_both_labels_of_the_status() {
    try (Lab lab = lab("ai-service")) {
      serve(lab, new Request("GET", "/invoices/1"));
      assertThat(
              lab.value(
                  "http_requests_total{method=\"GET\",route=\"/invoices/{id}\",status=\"200\","
                      + "status_code=\"200\"}"))
          .isEqualTo(1);
      assertThat(lab.series("http_request_duration_seconds_bucket{")).isEqualTo(10);
    }
  }
}
