// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {

  @ParameterizedTest
  @CsvSource({
    "example.org, http, example.org, 80",
    "example.org, https, example.org, 443",
    "example.org:8080, http, example.org, 8080",
    "[::1]:9091, http, [::1], 9091",
    "[::1], https, [::1], 443"
  })
  void takesAHostHeaderApart(String header, String scheme, String host, int port) {
    assertThat(HostPort.parse(header, scheme)).isEqualTo(new HostPort(host, port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b", "a:", "a:x", "a:99999", "a:123456", ":80", "<script>", "a\u001b[31m"})
  void anythingElseIsNone(String header) {
    assertThat(HostPort.parse(header, "http")).isNull();
  }

  @Test
  void anOverlongOneIsNone() {
    assertThat(HostPort.parse("a".repeat(256), "http")).isNull();
    assertThat(HostPort.parse(null, "http")).isNull();
  }
}
