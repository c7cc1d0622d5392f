// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptEncodingTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip",
        "GZIP",
        "x-gzip",
        "br, gzip;q=0.8",
        "gzip;q=0.001",
        "gzip ; q=1.000",
        "gzip;Q=0.5, identity;q=0.5",
        "identity;q=0, gzip",
        "*",
        "*;q=0.1",
        "identity;q=0, *",
        "gzip;q=1.0, *;q=0",
        ", ,gzip,"
      })
  void gzip_is_taken_where_it_is_as_welcome_as_the_plain_body(String header) {
    assertThat(AcceptEncoding.prefersGzip(List.of(header))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "identity",
        "br, zstd",
        "gzip;q=0",
        "gzip;q=0.000",
        "*;q=0",
        "gzip;q=0, *",
        "gzip;q=0.5, identity",
        "gzip;q=NaN",
        "gzip;q=-1",
        "gzip;q=1.5",
        "gzip;q=0.1234",
        "gzip;q=1e3",
        "gzip;q=",
        "gzipped",
        ";;;,;q=1",
        "q=1"
      })
  void gzip_is_not_taken_otherwise(String header) {
    assertThat(AcceptEncoding.prefersGzip(List.of(header))).isFalse();
  }

  @Test
  void lines_of_one_header_are_one_list() {
    assertThat(AcceptEncoding.prefersGzip(List.of("identity;q=0.5", "gzip"))).isTrue();
    assertThat(AcceptEncoding.prefersGzip(List.of("gzip;q=0.5", "identity"))).isFalse();
    assertThat(AcceptEncoding.prefersGzip(List.of())).isFalse();
  }
}
