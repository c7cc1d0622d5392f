// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightglass.Activity;
import io.sightglass.Money;
import io.sightglass.Observability;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nothing that an event holds or lacks is thrown into the app. */
@SuppressWarnings("NullAway") // nulls are what is tested
class EventFaultsTest {

  enum Method {
    UPI,
    CARD
  }

  @Event("a.hostile")
  record Hostile(
      @Label Method method,
      @Label(oneOf = {"x", "y"}) String choice,
      @Label(max = 3) String learned,
      @Label boolean flag,
      @Measure Money amount,
      @Measure Duration took,
      @Measure(unit = "bytes") long size,
      @Measure(unit = "points") Double points,
      @Detail String id,
      @Detail Object thing) {

    @Override
    public Method method() {
      throw new IllegalStateException("secret-1");
    }

    @Override
    public String choice() {
      throw new StackOverflowError();
    }

    @Override
    public String learned() {
      throw new AssertionError("secret-2");
    }

    @Override
    public boolean flag() {
      throw new IllegalStateException();
    }

    @Override
    public Money amount() {
      throw new NoClassDefFoundError();
    }

    @Override
    public long size() {
      throw new ArithmeticException();
    }
  }

  private static final class Mute {

    @Override
    public String toString() {
      throw new IllegalStateException("secret-3");
    }
  }

  @Event("a.plain")
  record Plain(
      @Label Method method,
      @Label(oneOf = {"x", "y"}) String choice,
      @Label(max = 3) String learned,
      @Label Boolean flag,
      @Measure Money amount,
      @Measure Duration took,
      @Measure(unit = "bytes") Long size,
      @Measure(unit = "points") double points,
      @Detail String id,
      @Detail Mute thing,
      @Detail(sensitive = true) String email) {}

  @Event("Not Allowed")
  record Refused(@Label String id) {}

  record NoEvent(int x) {}

  @Event("a.plain")
  record Clashing() {}

  private final EventApp app = new EventApp();

  @AfterEach
  void close() {
    app.close();
  }

  private static Plain plain(Money amount, Duration took, Long size, double points) {
    return new Plain(Method.UPI, "x", "p", true, amount, took, size, points, "1", null, null);
  }

  @Test
  void accessors_that_throw_cost_their_component_alone() {
    Hostile event =
        new Hostile(
            Method.UPI, "x", "l", true, null, Duration.ofSeconds(2), 1, 3.0, "id-7", new Mute());
    try (Activity activity = app.obs.activity("work")) {
      assertThatCode(() -> app.obs.record(event)).doesNotThrowAnyException();
    }

    assertThat(app.samples("a_hostile_total"))
        .containsExactly(
            "a_hostile_total{choice=\"_other\",flag=\"_other\",learned=\"_other\",method=\"_other\"}"
                + " 1.0");
    assertThat(app.samples("a_hostile_took_seconds_sum")).hasSize(1);
    assertThat(app.samples("a_hostile_points_sum")).hasSize(1);
    assertThat(app.samples("a_hostile_amount")).isEmpty();
    assertThat(app.samples("a_hostile_size_bytes_count")).isEmpty();
    assertThat(app.samples("sightglass_invalid_total{kind=\"nan\"")).isEmpty();
    assertThat(app.fields())
        .isEqualTo(
            Map.of(
                "category", "business",
                "event", "a.hostile",
                "method", "_other",
                "choice", "_other",
                "learned", "_other",
                "flag", "_other",
                "took", 2.0,
                "points", 3.0,
                "id", "id-7"));
    assertThat(app.samples("sightglass_invalid_total{kind=\"component\",signal=\"events\"}"))
        .hasSize(1);
    assertThat(app.said())
        .singleElement()
        .isEqualTo(
            "SG-2202 [events] EventFaultsTest.Hostile.method threw java.lang.IllegalStateException;"
                + " the event is recorded without it. See to the accessor or the toString.");
  }

  @Test
  void what_is_missing_is_none_or_nothing() {
    app.obs.record(new Plain(null, null, null, null, null, null, null, 0, null, null, null));

    assertThat(app.samples("a_plain_total{choice=\"none\""))
        .containsExactly(
            "a_plain_total{choice=\"none\",flag=\"none\",learned=\"none\",method=\"none\"} 1.0");
    assertThat(app.scrape()).doesNotContain("a_plain_amount", "a_plain_took_seconds_bucket{");
    assertThat(app.fields())
        .isEqualTo(
            Map.of(
                "category", "business",
                "event", "a.plain",
                "method", "none",
                "choice", "none",
                "learned", "none",
                "flag", "none",
                "points", 0.0));
    assertThat(app.said()).isEmpty();
  }

  @Test
  void a_value_outside_its_set_is_other_as_label_and_itself_in_the_line() {
    app.obs.record(
        new Plain(Method.CARD, "z", "p", false, null, null, null, 1, "1", new Mute(), "a@b.c"));
    assertThat(app.samples("a_plain_total"))
        .contains(
            "a_plain_total{choice=\"_other\",flag=\"false\",learned=\"p\",method=\"card\"} 1.0");
    assertThat(app.fields())
        .containsEntry("choice", "z")
        .containsEntry("email", "[redacted]")
        .doesNotContainKey("thing");
  }

  @Test
  void no_event_at_all_is_counted() {
    app.obs.record(null);
    assertThat(app.samples("sightglass_invalid_total"))
        .containsExactly("sightglass_invalid_total{kind=\"null_argument\",signal=\"events\"} 1.0");
  }

  @Test
  void a_declaration_that_cannot_be_used_drops_its_events_and_says_why() {
    for (int i = 0; i < 3; i++) {
      app.obs.record(new Refused("x"));
    }
    app.obs.record(new NoEvent(1));
    app.obs.record(plain(null, null, null, 0));
    app.obs.record(new Clashing());

    assertThat(app.samples("sightglass_dropped_total"))
        .containsExactly("sightglass_dropped_total{reason=\"declaration\",signal=\"events\"} 5.0");
    assertThat(app.said())
        .singleElement()
        .isEqualTo(
            "SG-2201 [events] an event cannot be recorded: EventFaultsTest.Refused: event name 'Not"
                + " Allowed' is not allowed; lower-case words joined by dots, such as invoice.paid;"
                + " did you mean 'not.allowed'?; EventFaultsTest.Refused.id: a String as label"
                + " would make a series of each value; give it oneOf or max, or make it a @Detail."
                + " Events of that record are dropped; correct its declaration.");
    assertThat(app.lines()).hasSize(1);
  }

  @Test
  void declaring_fails_at_once_and_names_everything() {
    assertThatThrownBy(() -> app.obs.declare(Plain.class, Refused.class, Clashing.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("3 problems in declarations of events:")
        .hasMessageContaining("Refused.id: a String as label")
        .hasMessageContaining("Clashing: the event 'a.plain' is that of EventFaultsTest.Plain");
    assertThat(app.samples("a_plain")).isEmpty();
    app.obs.record(plain(null, null, null, 0));
    assertThatThrownBy(() -> app.obs.declare(Clashing.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "1 problem in declarations of events:\n  EventFaultsTest.Clashing: the event 'a.plain'"
                + " is that of EventFaultsTest.Plain already; give one of them another name");
    assertThatThrownBy(() -> app.obs.declare((Class<?>[]) null))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void money_is_measured_in_its_currency_and_never_below_zero() {
    app.obs.record(plain(Money.inr("10.50"), null, null, 0));
    app.obs.record(plain(Money.usd("2"), null, null, 0));
    app.obs.record(plain(Money.inr("-3"), null, null, 0));
    app.obs.record(plain(Money.of("7", "CHF"), null, null, 0));

    assertThat(app.samples("a_plain_amount_inr_sum")).singleElement().asString().endsWith(" 10.5");
    assertThat(app.samples("a_plain_amount_inr_count")).singleElement().asString().endsWith(" 1");
    assertThat(app.samples("a_plain_amount_usd_sum")).singleElement().asString().endsWith(" 2.0");
    assertThat(app.scrape()).doesNotContain("chf", "a_plain_amount_eur_sum{");
    assertThat(app.samples("a_plain_total{choice=\"x\""))
        .singleElement()
        .asString()
        .endsWith("4.0");
    assertThat(app.samples("sightglass_dropped_total"))
        .containsExactly("sightglass_dropped_total{reason=\"currency\",signal=\"events\"} 1.0");
    assertThat(app.samples("sightglass_invalid_total"))
        .containsExactly("sightglass_invalid_total{kind=\"negative_money\",signal=\"events\"} 1.0");
    assertThat(app.said())
        .containsExactly(
            "SG-2203 [events] EventFaultsTest.Plain.amount is in a currency that is not measured;"
                + " the event is counted under currency=\"_other\". Name the currency in"
                + " sightglass.money.currencies.");
  }

  @Test
  void a_number_is_recorded_or_refused_and_never_spoils_a_sum() {
    double[] points = {1.5, Double.NaN, Double.POSITIVE_INFINITY, -1, Double.MAX_VALUE, 0};
    Duration[] times = {
      Duration.ofSeconds(Long.MAX_VALUE), Duration.ofNanos(-1), Duration.ZERO, null
    };
    Long[] sizes = {Long.MAX_VALUE, Long.MIN_VALUE, 0L, null};
    int events = 0;
    for (double number : points) {
      for (Duration time : times) {
        for (Long size : sizes) {
          app.obs.record(plain(Money.of(new BigDecimal("1e12"), inr()), time, size, number));
          events++;
        }
      }
    }
    int each = events;
    assertThat(app.samples("a_plain_total{choice=\"x\""))
        .singleElement()
        .satisfies(line -> assertThat(value(line)).isEqualTo(each));
    assertThat(value(only("a_plain_points_count"))).isEqualTo(each / 3.0);
    assertThat(value(only("a_plain_points_sum"))).isEqualTo(1.5 * each / 6);
    assertThat(value(only("a_plain_took_seconds_count"))).isEqualTo(each / 2.0);
    assertThat(value(only("a_plain_size_bytes_count"))).isEqualTo(each / 2.0);
    assertThat(value(only("a_plain_amount_inr_sum"))).isEqualTo(each * 1e12);
    assertThat(app.scrape().lines().filter(line -> line.startsWith("a_plain")))
        .noneMatch(line -> line.endsWith("NaN") || line.endsWith("Inf"));
    double refused =
        app.samples("sightglass_invalid_total").stream().mapToDouble(EventFaultsTest::value).sum();
    assertThat(refused).isEqualTo(each * 4 / 6.0 + each / 4.0 + each / 4.0);
    System.out.printf(
        "row 6: %d events with NaN, infinite, negative and overflowing values; %d counted, %.0f"
            + " values refused, no sum spoilt%n",
        each, each, refused);
  }

  private static java.util.Currency inr() {
    return java.util.Currency.getInstance("INR");
  }

  private String only(String prefix) {
    List<String> samples = app.samples(prefix);
    assertThat(samples).as(prefix).hasSize(1);
    return samples.get(0);
  }

  private static double value(String sample) {
    return Double.parseDouble(sample.substring(sample.lastIndexOf(' ') + 1));
  }

  @Test
  void off_is_off() {
    try (Observability off =
        Observability.builder("off")
            .environment(Map.of("METRICS_ENABLED", "false", "OTEL_SDK_DISABLED", "true"))
            .build()) {
      off.record(plain(Money.inr("1"), null, null, 0));
      assertThatThrownBy(() -> off.declare(Refused.class))
          .isInstanceOf(IllegalArgumentException.class);
    }
    Observability.noop().record(plain(Money.inr("1"), null, null, 0));
    assertThat(app.lines()).isEmpty();
  }
}
