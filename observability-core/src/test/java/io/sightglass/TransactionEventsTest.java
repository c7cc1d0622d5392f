// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import io.sightglass.event.Label;
import io.sightglass.event.TransactionEvents;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransactionEventsTest {

  @Event("order.shipped")
  record OrderShipped(@Label boolean express, @Detail String orderId) {}

  private final AtomicLong nanos = new AtomicLong();
  private final Observability obs =
      Observability.builder("test").environment(Map.of()).clock(nanos::get).build();
  private final TransactionEvents tx = obs.transaction();
  private final OrderShipped event = new OrderShipped(true, "o1");

  @AfterEach
  void close() {
    obs.close();
  }

  private double counted(String series) {
    return TestApp.text(obs)
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private double shipped() {
    return counted("order_shipped_total{express=\"true\"}");
  }

  private double skipped(String reason) {
    return counted("sightglass_events_skipped_total{reason=\"" + reason + "\"}");
  }

  @Test
  void events_are_recorded_when_the_transaction_commits() {
    tx.record(event);
    tx.record(event);
    assertThat(tx.held()).isEqualTo(2);
    assertThat(shipped()).isZero();

    tx.committed();
    tx.committed();

    assertThat(shipped()).isEqualTo(2);
    assertThat(tx.held()).isZero();
  }

  @Test
  void events_that_are_rolled_back_are_never_counted() {
    tx.record(event);
    tx.rolledBack();
    tx.committed();
    assertThat(shipped()).isZero();
    assertThat(skipped("rolled_back")).isEqualTo(1);
  }

  @Test
  void a_savepoint_keeps_what_came_before_it() {
    tx.record(event);
    int mark = tx.held();
    tx.record(event);
    tx.record(event);
    tx.rolledBackTo(mark);
    tx.rolledBackTo(17);
    tx.record(event);
    tx.committed();
    assertThat(shipped()).isEqualTo(2);
    assertThat(skipped("rolled_back")).isEqualTo(2);
    tx.record(event);
    tx.rolledBackTo(-1);
    assertThat(tx.held()).isZero();
  }

  @Test
  void it_can_be_used_for_the_next_transaction() {
    tx.record(event);
    tx.rolledBack();
    tx.record(event);
    tx.committed();
    assertThat(shipped()).isEqualTo(1);
  }

  @Test
  void a_transaction_holds_ten_thousand_events_and_the_rest_is_counted() {
    for (int i = 0; i < TransactionEvents.MAX_EVENTS + 5; i++) {
      tx.record(event);
    }
    tx.committed();
    assertThat(shipped()).isEqualTo(TransactionEvents.MAX_EVENTS);
    assertThat(counted("sightglass_dropped_total{reason=\"transaction_full\",signal=\"events\"}"))
        .isEqualTo(5);
  }

  @Test
  void a_key_is_recorded_once() {
    assertThat(obs.recordOnce("pay_1 captured", event)).isTrue();
    assertThat(obs.recordOnce("pay_1 captured", event)).isFalse();
    assertThat(obs.recordOnce("pay_2 captured", event)).isTrue();
    assertThat(shipped()).isEqualTo(2);
    assertThat(skipped("duplicate")).isEqualTo(1);

    nanos.addAndGet(Duration.ofMinutes(10).toNanos());
    assertThat(obs.recordOnce("pay_1 captured", event)).isTrue();
    assertThat(shipped()).isEqualTo(3);
  }

  @Test
  void a_rollback_does_not_use_up_the_key() {
    tx.recordOnce("pay_1", event);
    tx.rolledBack();
    tx.recordOnce("pay_1", event);
    tx.recordOnce("pay_1", event);
    tx.committed();
    assertThat(obs.recordOnce("pay_1", event)).isFalse();
    assertThat(shipped()).isEqualTo(1);
    assertThat(skipped("duplicate")).isEqualTo(2);
  }

  @Test
  void a_duplicate_is_noted_at_debug() {
    try (LogLines lines = LogLines.of("io.sightglass.event", Level.DEBUG)) {
      assertThat(obs.recordOnce("pay_1", event)).isTrue();
      assertThat(lines.all()).isEmpty();
      assertThat(obs.recordOnce("pay_1", event)).isFalse();
      assertThat(lines.messages()).containsExactly("An event was given again and is not recorded");
      assertThat(LogLines.fields(lines.all().get(0))).containsEntry("key", "pay_1");
    }
  }

  @Test
  void an_event_without_a_key_is_recorded_and_no_event_is_nothing() {
    assertThat(obs.recordOnce(null, event)).isTrue();
    assertThat(obs.recordOnce(null, event)).isTrue();
    assertThat(obs.recordOnce("key", null)).isFalse();
    assertThat(obs.recordOnce("key", event)).isTrue();
    tx.record(null);
    tx.recordOnce("key", null);
    tx.recordOnce(null, event);
    tx.committed();
    assertThat(shipped()).isEqualTo(4);
    assertThat(counted("sightglass_invalid_total{kind=\"null_key\",signal=\"events\"}"))
        .isEqualTo(3);
  }

  @Test
  void where_all_is_off_nothing_is_held() {
    try (Observability off =
        Observability.builder("off")
            .environment(Map.of("METRICS_ENABLED", "false", "OTEL_SDK_DISABLED", "true"))
            .build()) {
      assertThat(off.recordOnce("key", event)).isFalse();
      TransactionEvents none = off.transaction();
      none.record(event);
      assertThat(none.held()).isZero();
      none.committed();
    }
  }
}
