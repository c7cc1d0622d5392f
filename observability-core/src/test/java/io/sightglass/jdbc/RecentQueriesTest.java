// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.Observability;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecentQueriesTest {

  private final AtomicInteger made = new AtomicInteger();
  private final RecentQueries recent = new RecentQueries(this::make);

  private ObservedQuery make(String sql) {
    made.incrementAndGet();
    return new ObservedQuery(
        new SqlShape("select", "t", "SELECT t", sql),
        Observability.noop().meters().histogram(JdbcMeters.QUERIES).handle("a", "b", "c"),
        DatabaseIdentity.unknown(),
        true);
  }

  @Test
  void a_statement_is_read_once() {
    ObservedQuery first = recent.of("select 1");

    assertThat(recent.of("select 1")).isSameAs(first);
    assertThat(made).hasValue(1);
  }

  @Test
  void a_flood_of_statements_is_bounded_and_keeps_the_one_that_is_used() {
    ObservedQuery used = recent.of("select ?");
    for (int i = 0; i < 100_000; i++) {
      recent.of("select " + i);
      assertThat(recent.of("select ?")).isSameAs(used);
    }
    assertThat(recent.size()).isLessThanOrEqualTo(2 * RecentQueries.HALF);
    assertThat(made).hasValue(100_001);
  }

  @Test
  void a_long_text_is_not_kept() {
    String sql = "x".repeat(RecentQueries.MAX_TEXT + 1);
    recent.of(sql);
    recent.of(sql);

    assertThat(made).hasValue(2);
    assertThat(recent.size()).isZero();
    assertThat(recent.of(null).shape.text()).isEmpty();
  }
}
