// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustTest {

  @Test
  void allAndNoneDoNotLookAtThePeer() {
    assertThat(Trust.parse(" ALL ").continues(new Request("GET", "/"))).isTrue();
    assertThat(Trust.parse("none").continues(new Request("GET", "/").peer("10.0.0.1"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, true",
    "11.0.0.1, false",
    "192.168.4.127, true",
    "192.168.4.128, false",
    "172.16.0.9, true",
    "172.16.0.10, false",
    "::ffff:10.0.0.1, true",
    "::ffff:0a00:0001, true",
    "fd00::1, true",
    "fdff:1:2:3:4:5:6:7, true",
    "fe80::1%eth0, false",
    "[fd00::1], true",
    "2001:db8::1, false",
    "unknown, false",
    "10.0.0.1.evil.example, false",
    "'', false"
  })
  void aListOfNetworksContinuesForPeersInside(String peer, boolean continues) {
    Trust trust = Trust.parse("10.0.0.0/8, 192.168.4.0/25,172.16.0.9, fd00::/8");

    assertThat(trust.continues(new Request("GET", "/").peer(peer))).isEqualTo(continues);
  }

  @Test
  void aPeerThatIsNotKnownIsOutside() {
    assertThat(Trust.parse("0.0.0.0/0").continues(new Request("GET", "/"))).isFalse();
    assertThat(Trust.parse("0.0.0.0/0").continues(new Request("GET", "/").peer("8.8.8.8")))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "some",
        "10.0.0.0/33",
        "10.0.0/8",
        "10.0.0.0/",
        "::/129",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "256.0.0.1",
        "10.0.0.0/-1",
        "fd00::/8 10.0.0.0/8",
        "12345::",
        "localhost"
      })
  void refusesWhatIsNoNetwork(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trust.parse(text))
        .withMessageContaining("trust must be 'all', 'none' or networks");
  }
}
