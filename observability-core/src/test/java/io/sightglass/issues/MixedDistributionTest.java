// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.DistributionSummary;
import io.sightglass.internal.meter.MeterEngine;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Two Micrometer meters of one name, one with percentiles and one with buckets, made a family of
 * two types of points: every scrape failed with a ClassCastException.
 */
class MixedDistributionTest {

  @Test
  void percentiles_beside_buckets_keep_their_counts() {
    try (MeterEngine engine = MeterEngine.builder().build()) {
      DistributionSummary.builder("order.size")
          .tag("kind", "p")
          .publishPercentiles(0.5)
          .register(engine.registry())
          .record(3);
      DistributionSummary.builder("order.size")
          .tag("kind", "b")
          .register(engine.registry())
          .record(4);
      String page = new String(engine.scrape("", Set.of(), false).bytes(), StandardCharsets.UTF_8);
      assertThat(page)
          .contains("# TYPE order_size histogram\n")
          .contains("order_size_bucket{kind=\"b\",le=\"5.0\"} 1\n")
          .contains("order_size_count{kind=\"b\"} 1\n")
          .contains("order_size_bucket{kind=\"p\",le=\"+Inf\"} 1\n")
          .contains("order_size_count{kind=\"p\"} 1\n")
          .contains("order_size_sum{kind=\"p\"} 3.0\n");
    }
  }

  @Test
  void a_reserved_label_in_such_a_family_costs_the_family_alone() {
    try (MeterEngine engine = MeterEngine.builder().build()) {
      DistributionSummary.builder("order.size")
          .tag("le", "p")
          .publishPercentiles(0.5)
          .register(engine.registry())
          .record(3);
      DistributionSummary.builder("order.size").tag("x", "b").register(engine.registry()).record(4);
      engine.registry().counter("good").increment();
      assertThat(new String(engine.scrape("", Set.of(), false).bytes(), StandardCharsets.UTF_8))
          .contains("good_total 1.0\n")
          .doesNotContain("order_size");
    }
  }
}
