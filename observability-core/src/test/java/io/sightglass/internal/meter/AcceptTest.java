// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "'' | TEXT",
        "*/* | TEXT",
        "text/* | TEXT",
        "text/plain | TEXT",
        "text/plain;version=0.0.4 | TEXT",
        "TEXT/PLAIN; Version=0.0.4 | TEXT",
        "text/plain;version=1.0.0 | none",
        "application/* | OPEN_METRICS",
        "application/openmetrics-text | OPEN_METRICS",
        "application/openmetrics-text;version=1.0.0;charset=utf-8 | OPEN_METRICS",
        "application/openmetrics-text; version=\"1.0.0\" | OPEN_METRICS",
        "application/openmetrics-text;version=2.0.0 | none",
        "application/vnd.google.protobuf | PROTOBUF",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited | PROTOBUF",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=text | none",
        "application/vnd.google.protobuf;proto=other | none",
        "application/json | none",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | TEXT",
        "application/json, text/plain;q=0.1 | TEXT",
        "text/plain;q=0.5,application/openmetrics-text;q=0.9 | OPEN_METRICS",
        "text/plain;q=0.9,application/openmetrics-text;q=0.5 | TEXT",
        "text/plain,application/openmetrics-text | TEXT",
        "application/openmetrics-text,text/plain | OPEN_METRICS",
        "*/*,application/openmetrics-text | OPEN_METRICS",
        "text/plain;q=0,*/* | OPEN_METRICS",
        "text/plain;q=0 | none",
        "*/*;q=0 | none",
        "text/plain;q=0.000,application/openmetrics-text;q=0.001 | OPEN_METRICS",
        "*/*;q=0.1,text/plain;q=0 | OPEN_METRICS",
        "application/openmetrics-text;q=NaN | TEXT",
        "application/openmetrics-text;q=NaN,application/vnd.google.protobuf | PROTOBUF",
        "application/openmetrics-text;q=2, text/plain;q=0.1 | TEXT",
        "application/openmetrics-text;q=-1, text/plain;q=0.1 | TEXT",
        "application/openmetrics-text;q=1e0, text/plain;q=0.1 | TEXT",
        "application/openmetrics-text;q=, text/plain;q=0.1 | TEXT",
        "application/openmetrics-text;q=0.1234, text/plain;q=0.1 | TEXT",
        "application/openmetrics-text;q=1.000 | OPEN_METRICS",
        ",,, | TEXT",
        "; | TEXT",
        "/ | TEXT",
        "text | TEXT",
        "*/plain | none",
        // what Prometheus 2.42 sends, and 3.x
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1 | OPEN_METRICS",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,application/openmetrics-text;version=1.0.0;q=0.8,*/*;q=0.1 | PROTOBUF",
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2 | OPEN_METRICS"
      })
  void the_header_decides(String header, @Nullable Format expected) {
    assertThat(Accept.choose(header)).isEqualTo(expected);
  }

  @Test
  void no_header_means_text() {
    assertThat(Accept.choose(null)).isEqualTo(Format.TEXT);
  }

  @Test
  void separators_in_quotes_do_not_separate() {
    assertThat(Accept.choose("text/plain;x=\"a,b;q=0\\\",\";q=0.2, application/json"))
        .isEqualTo(Format.TEXT);
  }

  @Test
  void a_huge_header_is_read_in_linear_time() {
    assertThat(Accept.choose("application/json,".repeat(100_000))).isNull();
    assertThat(Accept.choose("\"".repeat(100_001))).isEqualTo(Format.TEXT);
  }
}
