// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpsResponseTest {

  private final OpsResponse page =
      OpsResponse.of(200, "text/plain", List.of(bytes("one "), bytes("two")));

  @Test
  void the_length_is_that_of_all_chunks() {
    assertThat(page.length()).isEqualTo(7);
    assertThat(page.bytes()).isEqualTo(bytes("one two"));
  }

  @Test
  void without_its_body_it_keeps_length_and_headers() {
    OpsResponse head = page.withHeader("X-One", "1").withoutBody().withHeader("X-Two", "2");

    assertThat(head.length()).isEqualTo(7);
    assertThat(head.chunks()).isEmpty();
    assertThat(head.bytes()).isEmpty();
    assertThat(head.headers()).containsOnlyKeys("Content-Type", "X-One", "X-Two");
  }

  @Test
  void another_body_has_its_own_length() {
    assertThat(page.withBody(List.of(bytes("x"))).length()).isEqualTo(1);
    assertThat(page.length()).isEqualTo(7);
  }

  @Test
  void a_header_cannot_end_its_line() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> page.withHeader("X-One", "1\r\nSet-Cookie: a=b"))
        .withMessageContaining("control characters");
    assertThatIllegalArgumentException().isThrownBy(() -> page.withHeader("X\n", "1"));
    assertThatIllegalArgumentException().isThrownBy(() -> OpsResponse.text(200, "a\0b", ""));
  }

  @Test
  void a_null_is_named() {
    assertThatNullPointerException()
        .isThrownBy(() -> page.withHeader("X-One", null))
        .withMessage("value");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
