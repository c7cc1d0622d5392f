// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sightglass.Activity;
import io.sightglass.Money;
import io.sightglass.Observability;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.config.Setting;
import io.sightglass.event.Count;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import io.sightglass.event.Label;
import io.sightglass.event.Measure;
import io.sightglass.event.TransactionEvents;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TestObservabilityTest {

  @Test
  void annotated_methods_belong_to_one_at_a_time() {
    try (TestObservability obs = TestObservability.createFor(TestObservabilityTest.class)) {
      assertThatThrownBy(() -> TestObservability.createFor(TestObservabilityTest.class))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("belong to '" + obs.name() + "'");
    }
    TestObservability.createFor(TestObservabilityTest.class).close();
    assertThatThrownBy(() -> TestObservability.createFor(String.class))
        .hasMessage("class java.lang.String is the JDK's; give a class of the app");
  }

  enum PayMethod {
    UPI,
    CARD
  }

  @Event(
      value = "payment.succeeded",
      counts =
          @Count(
              value = "payments_processed_total",
              labels = {"status=succeeded", "method"}))
  record PaymentSucceeded(
      @Label PayMethod method,
      @Measure(value = "payment_amount") Money amount,
      @Detail String paymentId,
      @Detail(sensitive = true) String cardNumber) {}

  private static final String CARD = "4111-1111-1111-1111";

  private final TestObservability obs = TestObservability.create();

  @AfterEach
  void close() {
    obs.close();
  }

  /** What an app does. */
  private void pay(String id) {
    try (Activity activity = obs.activity("checkout.pay")) {
      activity.set("order.items", 3);
      obs.record(new PaymentSucceeded(PayMethod.UPI, Money.inr("1499.00"), id, CARD));
    }
  }

  private static void refused(Executable assertion, String... texts) {
    Throwable thrown = catchThrowable(assertion::execute);
    assertThat(thrown).isExactlyInstanceOf(AssertionError.class).hasMessageContainingAll(texts);
  }

  @Test
  void an_action_is_asserted_on_in_one_line_for_each_signal() {
    pay("pay_1");

    obs.assertThatCounter("payments_processed_total", "status", "succeeded").wentUpBy(1);
    obs.assertThatCounter("payments_processed_total", "method", "card").didNotChange();
    obs.assertThatHistogram("payment_amount_inr").recorded(1).withSum(1499.00);
    obs.assertThatHistogram("checkout_pay_duration_seconds", "outcome", "success").recorded(1);
    obs.assertThatGauge("checkout_pay_in_progress").is(0);
    obs.assertThatEvent("payment.succeeded").with("payment_id", "pay_1").wasRecorded(1);
    obs.assertThatEvent("payment.succeeded").with("payment_id", "pay_2").wasNotRecorded();
    obs.assertThatSpan("checkout.pay")
        .hasAttribute("payment_id", "pay_1")
        .hasAttribute("order.items", 3)
        .hasNoAttribute("order.total")
        .didNotFail()
        .times(1);
    obs.assertNothingSecret(CARD, CARD.substring(0, 9));
  }

  @Test
  void events_have_the_fields_of_their_line() {
    pay("pay_1");
    assertThat(obs.events()).hasSize(1);
    RecordedEvent event = obs.events().get(0);
    assertThat(event.name()).isEqualTo("payment.succeeded");
    assertThat(event.fields())
        .containsEntry("method", "upi")
        .containsEntry("payment_id", "pay_1")
        .containsEntry("card_number", "[redacted]");
    obs.assertThatEvent("payment.succeeded")
        .with("amount", Money.inr("1499").amount())
        .with("currency", "INR")
        .wasRecorded();
    assertThat(obs.spans()).hasSize(1);
  }

  @Test
  void a_counter_that_differs_is_shown_beside_what_was_recorded() {
    pay("pay_1");
    refused(
        () -> obs.assertThatCounter("payments_processed_total", "method", "card").wentUpBy(2),
        "payments_processed_total{method=card} went up by 0, expected 2.",
        "payments_processed_total{method=\"upi\",status=\"succeeded\"}  changed by 1");
    refused(
        () -> obs.assertThatCounter("payments_processed_total").didNotChange(),
        "went up by 1, expected 0");
  }

  @Test
  void a_misspelt_name_or_label_is_no_meter_that_stands_still() {
    pay("pay_1");
    refused(
        () -> obs.assertThatCounter("payments_procesed_total").didNotChange(),
        "there is no meter payments_procesed_total",
        "payments_processed_total");
    refused(
        () -> obs.assertThatCounter("payments_processed_total", "metod", "upi").didNotChange(),
        "payments_processed_total has no label metod; it has [method, status]");
    assertThatThrownBy(() -> obs.assertThatCounter("payments_processed_total", "method"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pairs");
  }

  @Test
  void a_meter_that_is_declared_and_has_no_series_stands_still() {
    obs.meters()
        .counter(
            MeterSpec.counter("calls_total", "Calls.").label(LabelSpec.upTo("model", 10)).build());
    obs.assertThatCounter("calls_total", "model", "m1").didNotChange();
    obs.meters()
        .gauge(MeterSpec.gauge("rooms", "Rooms.").label(LabelSpec.upTo("floor", 10)).build());
    refused(() -> obs.assertThatGauge("rooms").is(0), "rooms has no value, expected 0");
  }

  @Test
  void a_gauge_that_differs_is_shown() {
    obs.meters().gauge(MeterSpec.gauge("rooms", "Rooms.").build()).handle().set(3);
    obs.assertThatGauge("rooms").is(3);
    refused(() -> obs.assertThatGauge("rooms").is(4), "rooms is 3, expected 4");
  }

  @Test
  void a_histogram_that_differs_is_shown() {
    pay("pay_1");
    refused(
        () -> obs.assertThatHistogram("payment_amount_inr").recorded(2),
        "recorded this many values: 1, expected 2");
    refused(
        () -> obs.assertThatHistogram("payment_amount_inr").withSum(1.5),
        "whose sum is 1499, expected 1.5");
  }

  @Test
  void an_event_that_differs_is_shown_beside_what_was_recorded() {
    refused(() -> obs.assertThatEvent("payment.succeeded").wasRecorded(), "Recorded: nothing");
    pay("pay_1");
    refused(
        () -> obs.assertThatEvent("payment.succeeded").with("payment_id", "pay_2").wasRecorded(),
        "payment.succeeded with payment_id=pay_2 was not recorded.",
        "payment_id=pay_1");
    refused(() -> obs.assertThatEvent("payment.succeeded").wasRecorded(2), "1 times, expected 2");
  }

  @Test
  void a_span_that_differs_is_shown_beside_those_that_ended() {
    refused(() -> obs.assertThatSpan("checkout.pay"), "no span 'checkout.pay' has ended");
    pay("pay_1");
    refused(
        () -> obs.assertThatSpan("checkout.pay").hasAttribute("order.items", 4),
        "no span 'checkout.pay' with order.items=4.",
        "order.items=3");
    refused(() -> obs.assertThatSpan("checkout.pay").failed(), "that failed", "UNSET");
    refused(() -> obs.assertThatSpan("checkout.pay").times(2), "there are 1 spans");
    refused(
        () -> obs.assertThatSpan("checkout.pay").hasNoAttribute("order.items"), "order.items=3");
    catchThrowable(
        () ->
            obs.call(
                "job",
                activity -> {
                  throw new IllegalStateException("planted");
                }));
    obs.assertThatSpan("job").failed();
    refused(() -> obs.assertThatSpan("job").didNotFail(), "did not fail");
  }

  @Test
  void a_secret_is_found_wherever_it_left_and_not_repeated() {
    try (Activity activity = obs.activity("login")) {
      activity.set("user.note", "it is s3cr3t-1");
      activity.fail(new IllegalStateException("s3cr3t-2"));
    }
    obs.record(new PaymentSucceeded(PayMethod.UPI, Money.inr("1.00"), "s3cr3t-3", CARD));
    obs.meters()
        .counter(
            MeterSpec.counter("calls_total", "Calls.").label(LabelSpec.upTo("model", 10)).build())
        .handle("s3cr3t-4")
        .increment();
    for (int i = 1; i <= 4; i++) {
      String secret = "s3cr3t-" + i;
      Throwable thrown = catchThrowable(() -> obs.assertNothingSecret("elsewhere", secret));
      assertThat(thrown)
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith("text 2 of 2 left in ")
          .hasMessageNotContaining(secret);
    }
    assertThatCode(() -> obs.assertNothingSecret("elsewhere")).doesNotThrowAnyException();
    assertThatThrownBy(() -> obs.assertNothingSecret(" "))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(obs::assertNothingSecret).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void time_stands_still_until_it_is_moved() {
    try (Activity activity = obs.activity("checkout.pay")) {
      obs.advance(Duration.ofSeconds(3));
    }
    obs.assertThatHistogram("checkout_pay_duration_seconds").recorded(1).withSum(3);
    assertThat(obs.spans().get(0).getEndEpochNanos() - obs.spans().get(0).getStartEpochNanos())
        .isEqualTo(Duration.ofSeconds(3).toNanos());
    assertThatThrownBy(() -> obs.advance(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_webhook_that_comes_again_counts_again_after_ten_minutes() {
    var event = new PaymentSucceeded(PayMethod.CARD, Money.inr("1.00"), "pay_1", CARD);
    assertThat(obs.recordOnce("pay_1", event)).isTrue();
    assertThat(obs.recordOnce("pay_1", event)).isFalse();
    obs.advance(Duration.ofMinutes(10));
    assertThat(obs.recordOnce("pay_1", event)).isTrue();
    obs.assertThatEvent("payment.succeeded").wasRecorded(2);
  }

  @Test
  void a_rollback_records_nothing() {
    TransactionEvents tx = obs.transaction();
    tx.record(new PaymentSucceeded(PayMethod.CARD, Money.inr("1.00"), "pay_1", CARD));
    tx.rolledBack();
    obs.assertThatEvent("payment.succeeded").wasNotRecorded();
  }

  @Test
  void assertions_count_from_where_the_test_starts_over() {
    pay("pay_1");
    obs.startOver();
    obs.assertThatCounter("payments_processed_total").didNotChange();
    assertThat(obs.events()).isEmpty();
    assertThat(obs.spans()).isEmpty();
    pay("pay_2");
    obs.assertThatCounter("payments_processed_total", "method", "upi").wentUpBy(1);
    obs.assertThatHistogram("payment_amount_inr").recorded(1).withSum(1499.00);
  }

  @Test
  void settings_can_differ() {
    try (TestObservability quiet =
        TestObservability.create(builder -> builder.set(Setting.METRICS_ENABLED, "false"))) {
      quiet.activity("work").close();
      quiet.assertThatSpan("work").times(1);
    }
  }

  @Test
  void every_call_reaches_the_real_one() {
    List<String> own =
        Arrays.stream(DelegatingObservability.class.getDeclaredMethods())
            .map(TestObservabilityTest::signature)
            .toList();
    assertThat(Observability.class.getDeclaredMethods())
        .filteredOn(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
        .extracting(TestObservabilityTest::signature)
        .isSubsetOf(own);
  }

  private static String signature(Method method) {
    return method.getName() + Arrays.toString(method.getParameterTypes());
  }
}
