// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import io.sightglass.Activity;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Counters that grow by a component, and events that are failures whatever their labels say. */
class CountByTest {

  @Event(
      value = "credits.used",
      counts = {
        @Count(value = "credits_used_total", labels = "kind", by = "credits"),
        @Count(value = "credit_uses_total", labels = "kind")
      })
  record Credits(@Label(max = 10) String kind, @Detail long credits) {}

  @Event(value = "share.used", counts = @Count(value = "shares_used_total", by = "share"))
  record Share(@Detail Double share) {}

  @Event(value = "wrong.name", counts = @Count(value = "wrong_total", by = "credit"))
  record WrongName(@Detail long credits) {}

  @Event(value = "wrong.type", counts = @Count(value = "wrong_total", by = "credits"))
  record WrongType(@Detail String credits) {}

  @Event(value = "socket.error", failure = true)
  record SocketError(@Label(max = 10) String errorType) {}

  @Event(value = "order.lost", counts = @Count(value = "orders_total", labels = "status=failed"))
  record OrderLost(@Detail String id) {}

  @Event(value = "order.kept", counts = @Count(value = "orders_total", labels = "status=kept"))
  record OrderKept(@Detail String id) {}

  private final EventApp app = new EventApp();

  @AfterEach
  void close() {
    app.close();
  }

  @Test
  void a_counter_grows_by_the_number_of_a_component() {
    app.obs.record(new Credits("export", 3));
    app.obs.record(new Credits("export", 4));
    app.obs.record(new Credits("export", 0));

    assertThat(app.samples("credits_used_total"))
        .containsExactly("credits_used_total{kind=\"export\"} 7.0");
    assertThat(app.samples("credit_uses_total"))
        .containsExactly("credit_uses_total{kind=\"export\"} 3.0");
  }

  @Test
  void a_negative_number_is_refused_and_counted() {
    app.obs.record(new Credits("export", 5));
    app.obs.record(new Credits("export", -2));

    assertThat(app.samples("credits_used_total"))
        .containsExactly("credits_used_total{kind=\"export\"} 5.0");
    assertThat(app.samples("sightglass_invalid_total")).isNotEmpty();
  }

  @Test
  void a_missing_number_adds_nothing_and_a_wrong_one_is_counted() {
    app.obs.record(new Share(0.25));
    app.obs.record(new Share(null));
    assertThat(app.samples("shares_used_total")).containsExactly("shares_used_total 0.25");
    app.obs.record(new Share(Double.POSITIVE_INFINITY));
    assertThat(app.samples("shares_used_total")).containsExactly("shares_used_total 0.25");
    assertThat(app.samples("sightglass_invalid_total")).isNotEmpty();
  }

  @Test
  void what_a_counter_grows_by_must_be_a_component_with_a_number() {
    for (Class<?> type : new Class<?>[] {WrongName.class, WrongType.class}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Events.check(type))
          .withMessageContaining("which is no component with a number");
    }
  }

  @Test
  void a_failure_is_a_warning_also_inside_an_activity() {
    try (Activity activity = app.obs.activity("socket")) {
      app.obs.record(new SocketError("Timeout"));
      app.obs.record(new OrderLost("o_1"));
      app.obs.record(new OrderKept("o_2"));
    }

    assertThat(app.lines())
        .extracting(line -> line.getLevel() + " " + line.getFormattedMessage())
        .containsExactly(Level.WARN + " Socket error", Level.WARN + " Order lost");
  }

  @Test
  void an_activity_without_meters_has_a_span_and_no_family() {
    int before = app.obs.catalogue().meters().size();
    try (Activity activity = app.obs.unmetered("outer")) {
      activity.fail(new IllegalStateException("down"));
      app.obs.unmetered("inner").close();
    }

    assertThat(app.spans.getFinishedSpanItems())
        .extracting(span -> span.getName())
        .containsExactly("inner", "outer");
    assertThat(app.obs.catalogue().meters()).hasSize(before);
    assertThat(app.samples("outer_")).isEmpty();
  }

  @Test
  void an_activity_without_meters_does_nothing_where_all_is_off() {
    try (EventApp off =
        new EventApp(Map.of("METRICS_ENABLED", "false", "OTEL_SDK_DISABLED", "true"))) {
      off.obs.unmetered("outer").close();
      assertThat(off.obs.catalogue().meters()).isEmpty();
    }
  }
}
