// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import static io.sightglass.business.PaymentMethod.CARD;
import static io.sightglass.business.PaymentMethod.UPI;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.opentelemetry.api.common.AttributeKey;
import io.sightglass.Activity;
import io.sightglass.Money;
import io.sightglass.event.TransactionEvents;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PaymentsTest {

  private static final Money AMOUNT = Money.inr("1499.00");

  private final BusinessApp app = new BusinessApp();

  @AfterEach
  void close() {
    app.close();
  }

  @Test
  void only_a_payment_that_succeeded_is_measured() {
    app.obs.record(new PaymentSucceeded(UPI, AMOUNT, "pay_1"));
    app.obs.record(new PaymentFailed(CARD, PaymentFailure.DECLINED, AMOUNT, "pay_2"));
    app.obs.record(new PaymentPending(CARD, AMOUNT, "pay_3"));
    app.obs.record(new PaymentCancelled(CARD, AMOUNT, "pay_4"));
    Page page = app.page();
    assertThat(page.sum("payment_amount_inr_sum")).isEqualTo(1499);
    assertThat(page.sum("payment_amount_inr_count")).isEqualTo(1);
    for (String status : new String[] {"succeeded", "failed", "pending", "cancelled"}) {
      assertThat(page.sum("payments_processed_total", "status", status, "currency", "INR"))
          .as(status)
          .isEqualTo(1);
    }
    assertThat(page.sum("payment_failures_total", "method", "card", "reason", "declined"))
        .isEqualTo(1);
    assertThat(page.sum("payment_failures_total")).isEqualTo(1);
  }

  @Test
  void a_refund_has_meters_of_its_own_and_takes_nothing_back() {
    app.obs.record(new PaymentSucceeded(UPI, AMOUNT, "pay_1"));
    app.obs.record(
        new PaymentRefunded(UPI, RefundReason.CUSTOMER_REQUEST, Money.inr("499.00"), "ref_1")
            .paymentId("pay_1"));
    Page page = app.page();
    assertThat(page.sum("payment_amount_inr_sum")).isEqualTo(1499);
    assertThat(page.sum("payment_refund_amount_inr_sum", "reason", "customer_request"))
        .isEqualTo(499);
    assertThat(page.sum("payment_refunds_total", "method", "upi")).isEqualTo(1);
    assertThat(page.sum("payments_processed_total")).isEqualTo(1);
  }

  @Test
  void a_negative_amount_is_counted_and_not_measured() {
    app.obs.record(new PaymentSucceeded(UPI, Money.inr("-5.00"), "pay_1"));
    Page page = app.page();
    assertThat(page.sum("payments_processed_total", "status", "succeeded")).isEqualTo(1);
    assertThat(page.sum("payment_amount_inr_count")).isZero();
    assertThat(page.sum("sightglass_invalid_total")).isPositive();
  }

  @Test
  void each_allowed_currency_has_a_histogram() {
    app.obs.record(new PaymentSucceeded(CARD, Money.usd("19.99"), "pay_1"));
    app.obs.record(new PaymentSucceeded(CARD, Money.eur("5.00"), "pay_2"));
    Page page = app.page();
    assertThat(page.sum("payment_amount_usd_sum")).isEqualTo(19.99);
    assertThat(page.sum("payment_amount_eur_sum")).isEqualTo(5);
    assertThat(page.sum("payment_amount_inr_count")).isZero();
  }

  @Test
  void another_currency_is_counted_as_other_and_not_measured() {
    Money yen = Money.of(new BigDecimal("900"), Currency.getInstance("JPY"));
    app.obs.record(new PaymentSucceeded(CARD, yen, "pay_1"));
    Page page = app.page();
    assertThat(page.sum("payments_processed_total", "currency", "_other")).isEqualTo(1);
    assertThat(page.type("payment_amount_jpy")).isNull();
    ILoggingEvent line = app.line("Payment succeeded");
    assertThat(BusinessApp.fields(line)).containsEntry("currency", "JPY");
  }

  @Test
  void currencies_are_a_setting() {
    try (BusinessApp japan = new BusinessApp(Map.of("SIGHTGLASS_MONEY_CURRENCIES", "JPY"))) {
      Money yen = Money.of(new BigDecimal("900"), Currency.getInstance("JPY"));
      japan.obs.record(new PaymentSucceeded(CARD, yen, "pay_1"));
      assertThat(japan.page().sum("payment_amount_jpy_sum")).isEqualTo(900);
      assertThat(japan.page().sum("payments_processed_total", "currency", "JPY")).isEqualTo(1);
    }
  }

  @Test
  void a_line_begins_with_the_entity_and_has_amount_and_ids() {
    app.obs.record(
        new PaymentSucceeded(UPI, AMOUNT, "pay_1").invoiceId("inv_1").gateway("razorpay", "rzp_9"));
    ILoggingEvent line = app.line("Payment succeeded");
    assertThat(line.getLevel()).isEqualTo(Level.INFO);
    assertThat(BusinessApp.fields(line))
        .containsEntry("event", "payment.succeeded")
        .containsEntry("method", "upi")
        .containsEntry("amount", new BigDecimal("1499.00"))
        .containsEntry("currency", "INR")
        .containsEntry("payment_id", "pay_1")
        .containsEntry("invoice_id", "inv_1")
        .containsEntry("payment_gateway", "razorpay")
        .containsEntry("payment_gateway_ref", "rzp_9");
  }

  @Test
  void a_failure_is_a_warning_with_its_amount_also_inside_an_activity() {
    try (Activity request = app.obs.activity("checkout")) {
      app.obs.record(
          new PaymentFailed(CARD, PaymentFailure.FRAUD, AMOUNT, "pay_2").failureCode("R17"));
    }
    ILoggingEvent line = app.line("Payment failed");
    assertThat(line.getLevel()).isEqualTo(Level.WARN);
    assertThat(BusinessApp.fields(line))
        .containsEntry("amount", new BigDecimal("1499.00"))
        .containsEntry("payment_failure_code", "R17")
        .containsEntry("reason", "fraud");
  }

  @Test
  void processing_is_measured_by_what_was_recorded() {
    try (var payment = app.business.payments().processing(CARD)) {
      payment.record(new PaymentFailed(CARD, PaymentFailure.TIMEOUT, AMOUNT, "pay_1"));
      payment.record(new PaymentSucceeded(CARD, AMOUNT, "pay_1"));
    }
    Page page = app.page();
    assertThat(page.sum(count(), "method", "card", "status", "succeeded")).isEqualTo(1);
    assertThat(page.sum(count())).isEqualTo(1);
    assertThat(page.sum("payments_processed_total")).isEqualTo(2);
    assertThat(app.spans()).extracting(span -> span.getName()).containsExactly("payment.process");
    assertThat(app.spans().get(0).getAttributes().get(AttributeKey.stringKey("payment_id")))
        .isEqualTo("pay_1");
  }

  @Test
  void processing_without_a_result_is_pending_and_counts_no_payment() {
    var payment = app.business.payments().processing(UPI);
    payment.record(null);
    payment.record(null, app.obs.transaction());
    payment.close();
    payment.close();
    assertThat(app.page().sum(count(), "method", "upi", "status", "pending")).isEqualTo(1);
    assertThat(app.page().sum("payments_processed_total")).isZero();
  }

  @Test
  void processing_has_no_meters_but_its_own() {
    try (var payment = app.business.payments().processing(UPI)) {
      payment.record(new PaymentPending(UPI, AMOUNT, "pay_1"));
    }
    assertThat(app.obs.catalogue().meters())
        .noneMatch(spec -> spec.name().startsWith("payment_process_"));
  }

  @Test
  void a_webhook_that_comes_again_counts_once() {
    for (int i = 0; i < 5; i++) {
      boolean first = app.obs.recordOnce("evt_1", new PaymentSucceeded(UPI, AMOUNT, "pay_1"));
      assertThat(first).isEqualTo(i == 0);
    }
    assertThat(app.page().sum("payments_processed_total", "status", "succeeded")).isEqualTo(1);
    assertThat(app.page().sum("payment_amount_inr_sum")).isEqualTo(1499);
  }

  @Test
  void a_payment_that_is_rolled_back_is_timed_and_not_counted() {
    try (var payment = app.business.payments().processing(UPI)) {
      TransactionEvents transaction = app.obs.transaction();
      payment.record(new PaymentSucceeded(UPI, AMOUNT, "pay_1"), transaction);
      transaction.rolledBack();
    }
    try (var payment = app.business.payments().processing(UPI)) {
      TransactionEvents transaction = app.obs.transaction();
      payment.record(new PaymentSucceeded(UPI, AMOUNT, "pay_2"), transaction);
      assertThat(app.page().sum("payments_processed_total")).isZero();
      transaction.committed();
    }
    assertThat(app.page().sum("payments_processed_total")).isEqualTo(1);
    assertThat(app.page().sum(count(), "status", "succeeded")).isEqualTo(2);
  }

  @Test
  void a_transaction_of_the_apps_own_that_fails_does_not_reach_the_app() {
    TransactionEvents broken =
        (TransactionEvents)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {TransactionEvents.class},
                (proxy, method, arguments) -> {
                  throw new IllegalStateException("closed");
                });
    try (var payment = app.business.payments().processing(UPI)) {
      payment.record(new PaymentSucceeded(UPI, AMOUNT, "pay_1"), broken);
    }
    assertThat(app.page().sum("sightglass_internal_errors_total")).isEqualTo(1);
  }

  private static String count() {
    return "payment_processing_duration_seconds_count";
  }
}
