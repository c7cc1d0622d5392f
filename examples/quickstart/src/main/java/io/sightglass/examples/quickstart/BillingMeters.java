// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import io.sightglass.Observability;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Counter;
import io.sightglass.meter.Histogram;
import java.math.BigDecimal;
import java.util.Locale;

/** What the service counts about its business. Each meter is declared once, here. */
final class BillingMeters {

  static final String[] METHODS = {
    "upi", "card", "netbanking", "wallet", "cash", "bank_transfer", "cheque", "other"
  };
  static final String[] SOURCES = {"website", "referral", "ads", "partner"};

  private static final double[] RUPEES = {
    10, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 200_000, 500_000,
    1_000_000, 5_000_000
  };
  private static final double[] SECONDS = {
    0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60
  };

  static final MeterSpec INVOICE_OPERATIONS =
      MeterSpec.counter("invoice_operations_total", "Invoice operations.")
          .label("operation", "created", "paid")
          .label("status", "success", "failure")
          .fedBy("POST /invoices and POST /invoices/{id}/payments")
          .build();
  static final MeterSpec INVOICE_AMOUNT =
      MeterSpec.histogram("invoice_amount_inr", "Amounts of invoices, in rupees.")
          .label("operation", "created", "paid")
          .unit("inr")
          .buckets(RUPEES)
          .build();
  static final MeterSpec PAYMENTS =
      MeterSpec.counter("payments_processed_total", "Payments that a provider was asked for.")
          .label("status", "succeeded", "failed")
          .label("method", METHODS)
          .label("currency", "INR")
          .build();
  static final MeterSpec PAYMENT_FAILURES =
      MeterSpec.counter("payment_failures_total", "Payments that failed.")
          .label("method", METHODS)
          .label("reason", "declined", "insufficient_funds", "gateway_error")
          .build();
  static final MeterSpec PAYMENT_AMOUNT =
      MeterSpec.histogram("payment_amount_inr", "Amounts that were paid, in rupees.")
          .label("method", METHODS)
          .unit("inr")
          .buckets(RUPEES)
          .build();
  static final MeterSpec PAYMENT_DURATION =
      MeterSpec.histogram("payment_processing_duration_seconds", "What a payment took.")
          .label("method", METHODS)
          .label("status", "succeeded", "failed")
          .buckets(SECONDS)
          .build();
  static final MeterSpec LEADS =
      MeterSpec.counter("leads_processed_total", "Leads that came in.")
          .label("status", "new", "qualified", "rejected", "duplicate", "failed")
          .label(LabelSpec.oneOf("source", SOURCES))
          .build();

  private final Counter invoiceOperations;
  private final Histogram invoiceAmount;
  private final Counter payments;
  private final Counter paymentFailures;
  private final Histogram paymentAmount;
  private final Histogram paymentDuration;
  private final Counter leads;

  BillingMeters(Observability obs) {
    invoiceOperations = obs.meters().counter(INVOICE_OPERATIONS);
    invoiceAmount = obs.meters().histogram(INVOICE_AMOUNT);
    payments = obs.meters().counter(PAYMENTS);
    paymentFailures = obs.meters().counter(PAYMENT_FAILURES);
    paymentAmount = obs.meters().histogram(PAYMENT_AMOUNT);
    paymentDuration = obs.meters().histogram(PAYMENT_DURATION);
    leads = obs.meters().counter(LEADS);
  }

  void invoice(String operation, BigDecimal amount) {
    invoiceOperations.handle(operation, "success").increment();
    invoiceAmount.handle(operation).record(amount.doubleValue());
  }

  void invoiceFailed(String operation) {
    invoiceOperations.handle(operation, "failure").increment();
  }

  void payment(String method, BigDecimal amount, long nanos) {
    payments.handle("succeeded", method, "INR").increment();
    paymentAmount.handle(method).record(amount.doubleValue());
    paymentDuration.handle(method, "succeeded").recordNanos(nanos);
  }

  void paymentFailed(String method, String reason, long nanos) {
    payments.handle("failed", method, "INR").increment();
    paymentFailures.handle(method, reason.toLowerCase(Locale.ROOT)).increment();
    paymentDuration.handle(method, "failed").recordNanos(nanos);
  }

  /** A source nobody declared is counted as {@code _other}. */
  void lead(String status, String source) {
    leads.handle(status, source).increment();
  }
}
