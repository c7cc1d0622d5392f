// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import io.sightglass.Observability;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the service does: invoices, their payments, and leads. */
final class BillingService {

  private static final Logger log = LoggerFactory.getLogger(BillingService.class);
  private static final BigDecimal QUALIFIED = new BigDecimal("50000");
  private static final BigDecimal TOO_SMALL = new BigDecimal("1000");
  private static final int MAX_LIST = 100;

  /** The body of POST /invoices. */
  record NewInvoice(
      @Nullable String number,
      @Nullable String customer,
      @Nullable BigDecimal amount,
      @Nullable String currency) {}

  /** The body of POST /invoices/{id}/payments. */
  record NewPayment(@Nullable String method, @Nullable String token) {}

  /** The body of POST /leads. */
  record NewLead(@Nullable String contact, @Nullable String source, @Nullable BigDecimal budget) {}

  private final Observability obs;
  private final BillingStore store;
  private final PaymentGateway gateway;
  private final BillingMeters meters;

  BillingService(Observability obs, BillingStore store, PaymentGateway gateway) {
    this.obs = obs;
    this.store = store;
    this.gateway = gateway;
    this.meters = new BillingMeters(obs);
  }

  /** Creates an invoice, or refuses with 400 or 409. */
  Invoice create(NewInvoice request) {
    try {
      Invoice invoice =
          new Invoice(
              present(request.number(), "number"),
              present(request.customer(), "customer"),
              amount(request.amount(), "amount"),
              "open");
      if (!"INR".equals(request.currency())) {
        throw new Refusal(400, "currency must be INR");
      }
      if (!store.add(invoice)) {
        throw new Refusal(409, "number is taken");
      }
      meters.invoice("created", invoice.amount());
      log.atInfo()
          .addKeyValue("invoice_number", invoice.number())
          .addKeyValue("amount", invoice.amount())
          .log("Invoice created");
      return invoice;
    } catch (Refusal refusal) {
      meters.invoiceFailed("created");
      throw refusal;
    }
  }

  /** The invoice of that number, or a refusal with 404. */
  Invoice find(String number) {
    return store.find(number).orElseThrow(() -> new Refusal(404, "no such invoice"));
  }

  /** The newest invoices. */
  List<Invoice> newest(int limit) {
    if (limit < 1 || limit > MAX_LIST) {
      throw new Refusal(400, "limit must be 1 to " + MAX_LIST);
    }
    return store.newest(limit);
  }

  /** Pays an invoice, or refuses with 400, 402, 404 or 409. */
  Invoice pay(String number, NewPayment request) {
    try {
      Invoice invoice = find(number);
      String method = oneOf(BillingMeters.METHODS, request.method(), "method");
      String token = present(request.token(), "token");
      // Claimed first, so that two payments at once cannot charge twice.
      if (!store.move(number, "open", "charging")) {
        throw new Refusal(409, "invoice is paid or being paid");
      }
      String state = "open";
      try {
        charge(invoice, method, token);
        state = "paid";
      } finally {
        store.move(number, "charging", state);
      }
      meters.invoice("paid", invoice.amount());
      log.atInfo()
          .addKeyValue("invoice_number", number)
          .addKeyValue("amount", invoice.amount())
          .addKeyValue("method", method)
          .log("Payment received");
      return find(number);
    } catch (RuntimeException e) {
      meters.invoiceFailed("paid");
      throw e;
    }
  }

  private void charge(Invoice invoice, String method, String token) {
    long start = System.nanoTime();
    PaymentGateway.Outcome outcome;
    try {
      outcome =
          obs.call(
              "payment.charge",
              activity -> {
                activity.set("payment.method", method);
                return gateway.charge(token, invoice.amount());
              });
    } catch (RuntimeException e) {
      meters.paymentFailed(method, "gateway_error", System.nanoTime() - start);
      throw e;
    }
    long nanos = System.nanoTime() - start;
    if (outcome != PaymentGateway.Outcome.SUCCEEDED) {
      meters.paymentFailed(method, outcome.name(), nanos);
      throw new Refusal(402, "payment " + outcome);
    }
    meters.payment(method, invoice.amount(), nanos);
  }

  /** Takes a lead and says what became of it, or refuses with 400. */
  Map<String, String> lead(NewLead request) {
    String source = request.source() == null ? "" : request.source();
    try {
      String contact = present(request.contact(), "contact");
      BigDecimal budget = amount(request.budget(), "budget");
      oneOf(BillingMeters.SOURCES, source, "source");
      String status = store.addLead(contact, source, budget) ? judge(budget) : "duplicate";
      meters.lead(status, source);
      return Map.of("contact", contact, "status", status);
    } catch (Refusal refusal) {
      meters.lead("failed", source);
      throw refusal;
    }
  }

  private static String judge(BigDecimal budget) {
    if (budget.compareTo(QUALIFIED) >= 0) {
      return "qualified";
    }
    return budget.compareTo(TOO_SMALL) < 0 ? "rejected" : "new";
  }

  private static String present(@Nullable String value, String name) {
    if (value == null || value.isBlank() || value.length() > 64) {
      throw new Refusal(400, name + " must have 1 to 64 characters");
    }
    return value;
  }

  private static BigDecimal amount(@Nullable BigDecimal value, String name) {
    if (value == null
        || value.signum() <= 0
        || value.scale() > 2
        || value.precision() - value.scale() > 13) {
      throw new Refusal(400, name + " must be positive, with at most 13 digits and two decimals");
    }
    return value.setScale(2);
  }

  private static String oneOf(String[] allowed, @Nullable String value, String name) {
    if (value == null || !Arrays.asList(allowed).contains(value)) {
      throw new Refusal(400, name + " must be one of " + String.join(", ", allowed));
    }
    return value;
  }
}
