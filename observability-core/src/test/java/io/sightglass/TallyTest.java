// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TallyTest {

  private final Tally tally = Tally.start();

  @Test
  void sums_are_kept_by_field_in_the_order_they_came() {
    tally.add("ai.calls", 1);
    tally.add("db.ms", 1.5);
    tally.add("payment.amount_inr", new BigDecimal("1499.10"));
    tally.add("ai.calls", 2);
    tally.add("payment.amount_inr", new BigDecimal("0.20"));
    tally.add("db.ms", 2);

    assertThat(tally.sums())
        .containsExactly(
            Map.entry("ai.calls", 3L),
            Map.entry("db.ms", 3.5),
            Map.entry("payment.amount_inr", new BigDecimal("1499.30")));
  }

  @Test
  void kinds_of_numbers_may_meet_in_one_sum() {
    tally.add("cost", 2);
    tally.add("cost", 0.5);
    tally.add("cost", new BigDecimal("0.25"));
    assertThat(tally.sums().get("cost")).isEqualTo(new BigDecimal("2.75"));
  }

  @Test
  void a_sum_that_leaves_the_range_of_whole_numbers_goes_on() {
    tally.add("n", Long.MAX_VALUE);
    tally.add("n", Long.MAX_VALUE);
    assertThat(tally.sums().get("n").doubleValue()).isEqualTo(2.0 * Long.MAX_VALUE);
  }

  @Test
  void what_cannot_be_summed_up_is_left_out() {
    tally.add(null, 1);
    tally.add("", 1);
    tally.add("x".repeat(Tally.MAX_LENGTH + 1), 1);
    tally.add("nan", Double.NaN);
    tally.add("infinite", Double.NEGATIVE_INFINITY);
    tally.add("null", (BigDecimal) null);
    tally.add("wide", new BigDecimal("1e1000000"));
    tally.add("narrow", new BigDecimal("1e-1000000"));
    tally.add("extreme", BigDecimal.valueOf(1, Integer.MIN_VALUE));
    tally.add("long", new BigDecimal("9".repeat(200)));
    tally.add("own", new BigDecimal("1") {});
    assertThat(tally.sums()).isEmpty();
  }

  @Test
  void a_sum_that_would_be_infinite_keeps_what_it_had() {
    tally.add("n", Double.MAX_VALUE);
    tally.add("n", Double.MAX_VALUE);
    assertThat(tally.sums()).containsEntry("n", Double.MAX_VALUE);
  }

  @Test
  void a_million_fields_are_64() {
    for (int i = 0; i < 1_000_000; i++) {
      tally.add("field" + i, 1);
    }
    tally.add("field0", 1);
    assertThat(tally.sums()).hasSize(Tally.MAX_FIELDS).containsEntry("field0", 2L);
  }

  @Test
  void an_ended_one_keeps_nothing_more() {
    tally.add("events", 1);
    assertThat(tally.isOpen()).isTrue();
    assertThat(tally.end()).containsExactly(Map.entry("events", 1L));
    tally.add("events", 1);
    assertThat(tally.isOpen()).isFalse();
    assertThat(tally.sums()).isEmpty();
    assertThat(tally.end()).isEmpty();
  }

  @Test
  void outside_any_activity_nothing_is_kept() {
    Tally outside = Tally.current();
    outside.add("events", 1);
    outside.add("events", 1.0);
    outside.add("events", BigDecimal.ONE);
    assertThat(outside).isSameAs(Tally.none()).isSameAs(Tally.from(null));
    assertThat(outside.isOpen()).isFalse();
    assertThat(outside.sums()).isEmpty();
  }

  @Test
  void it_travels_with_the_fields_of_the_context() {
    ContextFields fields = ContextFields.empty().withTally(tally).with("user_id", "u1");
    try (Scope scope = fields.withRequestId("r1").withTally(null).makeCurrent()) {
      assertThat(Tally.current()).isSameAs(tally);
      assertThat(Tally.from(Context.current())).isSameAs(tally);
    }
    assertThat(Tally.current()).isSameAs(Tally.none());
  }

  @Test
  void fields_given_to_the_line_are_in_the_context_that_it_is_written_in() {
    Context context = Context.root().with(ContextFields.empty().withTally(tally));
    assertThat(Tally.atEnd(context)).isSameAs(context);
    try (Scope scope = context.makeCurrent()) {
      ContextFields user = ContextFields.current().with("user_id", "u1").with("plan", "free");
      assertThat(user.onLine()).isSameAs(user);
      ContextFields.current().with("plan", "pro").onLine();
      for (int i = 0; i < 1_000; i++) {
        ContextFields.current().with("field" + i, "x").onLine();
      }
    }
    assertThat(ContextFields.from(context).own()).isEmpty();
    assertThat(ContextFields.from(Tally.atEnd(context)).own())
        .hasSize(ContextFields.MAX_FIELDS)
        .containsEntry("user_id", "u1")
        .containsEntry("plan", "pro");
    tally.end();
    assertThat(Tally.atEnd(context)).isSameAs(context);
    assertThat(Tally.atEnd(null)).isSameAs(Context.root());
    ContextFields outside = ContextFields.current().with("user_id", "u2").onLine();
    assertThat(outside.own()).containsEntry("user_id", "u2");
  }

  @Test
  void many_threads_add_to_the_same_sums() throws InterruptedException {
    int times = 20_000;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int n = 0; n < times; n++) {
                  tally.add("calls", 1);
                  tally.add("cost", new BigDecimal("0.01"));
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(tally.sums())
        .containsEntry("calls", 4L * times)
        .containsEntry("cost", new BigDecimal("800.00"));
  }

  @Property
  void whole_numbers_and_money_are_exact(@ForAll List<Integer> amounts) {
    Tally exact = Tally.start();
    exact.add("whole", 0);
    exact.add("money", new BigDecimal("0.00"));
    amounts.forEach(
        amount -> {
          exact.add("whole", amount);
          exact.add("money", BigDecimal.valueOf(amount, 2));
        });
    long sum = amounts.stream().mapToLong(Integer::longValue).sum();
    assertThat(exact.sums())
        .containsEntry("whole", sum)
        .containsEntry("money", BigDecimal.valueOf(sum, 2));
  }
}
