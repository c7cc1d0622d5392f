// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleTest {

  @Test
  void lines_are_read_as_they_are_written() {
    List<Sample> samples =
        Sample.parse(
            """
            # HELP a_total Help with a {brace}.
            # TYPE a_total counter
            a_total 1.0
            b{x="y",z="a \\"quoted\\" \\\\ line\\nand } , = more"} 2.5E7
            c{x=""} NaN
            d{le="+Inf"} +Inf 1700000000000
            e -Inf
            """);
    assertThat(samples)
        .containsExactly(
            new Sample("a_total", "a_total", Map.of(), 1),
            new Sample(
                "b{x=\"y\",z=\"a \\\"quoted\\\" \\\\ line\\nand } , = more\"}",
                "b",
                Map.of("x", "y", "z", "a \"quoted\" \\ line\nand } , = more"),
                2.5e7),
            new Sample("c{x=\"\"}", "c", Map.of("x", ""), Double.NaN),
            new Sample("d{le=\"+Inf\"}", "d", Map.of("le", "+Inf"), Double.POSITIVE_INFINITY),
            new Sample("e", "e", Map.of(), Double.NEGATIVE_INFINITY));
  }

  @Test
  void numbers_are_compared_by_their_value() {
    assertThat(Values.isSame(3L, 3)).isTrue();
    assertThat(Values.isSame(1499.0, new java.math.BigDecimal("1499.00"))).isTrue();
    assertThat(Values.isSame(3L, "3")).isFalse();
    assertThat(Values.isSame(null, 3)).isFalse();
    assertThat(Values.isSame("a", "a")).isTrue();
  }
}
