// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import io.sightglass.Money;
import io.sightglass.Observability;
import io.sightglass.business.Business;
import io.sightglass.business.BusinessDomain;
import io.sightglass.business.InvoiceCreated;
import io.sightglass.business.InvoiceFailed;
import io.sightglass.business.InvoiceOperation;
import io.sightglass.business.InvoicePaid;
import io.sightglass.business.LeadProcessing;
import io.sightglass.business.PaymentFailed;
import io.sightglass.business.PaymentFailure;
import io.sightglass.business.PaymentMethod;
import io.sightglass.business.PaymentProcessing;
import io.sightglass.business.PaymentSucceeded;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the service does: invoices, their payments, and leads. */
final class BillingService {

  private static final Currency INR = Currency.getInstance("INR");
  private static final BigDecimal QUALIFIED = new BigDecimal("20000");
  private static final int MAX_LIST = 100;

  /** The body of POST /invoices. */
  record NewInvoice(
      @Nullable String number,
      @Nullable String customer,
      @Nullable BigDecimal amount,
      @Nullable String currency) {}

  /** The body of POST /invoices/{id}/payments. */
  record NewPayment(@Nullable String method, @Nullable String token) {}

  /** The body of POST /invoices/{id}/reminder. */
  record NewReminder(@Nullable String tone, @Nullable String model) {}

  /** The body of POST /leads. */
  record NewLead(@Nullable String contact, @Nullable String source, @Nullable BigDecimal budget) {}

  private final Observability obs;
  private final BillingStore store;
  private final PaymentGateway gateway;
  private final Business business;
  private final Reminders reminders;

  BillingService(
      Observability obs, BillingStore store, PaymentGateway gateway, Reminders reminders) {
    this.obs = obs;
    this.store = store;
    this.gateway = gateway;
    this.reminders = reminders;
    this.business =
        Business.of(obs)
            .declare(BusinessDomain.INVOICES, BusinessDomain.PAYMENTS, BusinessDomain.LEADS);
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
      obs.record(
          new InvoiceCreated(rupees(invoice.amount()), invoice.number(), invoice.customer()));
      return invoice;
    } catch (Refusal refusal) {
      obs.record(
          new InvoiceFailed(
              InvoiceOperation.CREATED,
              null,
              request.number(),
              request.customer(),
              refusal.reason()));
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
      PaymentMethod method = constant(PaymentMethod.class, request.method(), "method");
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
      obs.record(new InvoicePaid(rupees(invoice.amount()), number, invoice.customer()));
      return find(number);
    } catch (RuntimeException e) {
      obs.record(new InvoiceFailed(InvoiceOperation.PAID, number, reason(e)));
      throw e;
    }
  }

  private void charge(Invoice invoice, PaymentMethod method, String token) {
    Money amount = rupees(invoice.amount());
    try (PaymentProcessing payment = business.payments().processing(method)) {
      PaymentGateway.Outcome outcome;
      try {
        outcome = gateway.charge(token, invoice.amount());
      } catch (RuntimeException e) {
        payment.record(
            new PaymentFailed(method, PaymentFailure.GATEWAY_ERROR, amount, invoice.paymentId()));
        throw e;
      }
      if (outcome != PaymentGateway.Outcome.SUCCEEDED) {
        PaymentFailure reason = PaymentFailure.valueOf(outcome.name());
        payment.record(new PaymentFailed(method, reason, amount, invoice.paymentId()));
        throw new Refusal(402, "payment " + outcome);
      }
      payment.record(new PaymentSucceeded(method, amount, invoice.paymentId()));
    }
  }

  /** Has a reminder of an open invoice written, or refuses with 400, 404, 409 or 503. */
  Map<String, String> remind(String number, NewReminder request) {
    Invoice invoice = find(number);
    if (!invoice.state().equals("open")) {
      throw new Refusal(409, "invoice is paid or being paid");
    }
    String tone = present(request.tone(), "tone");
    String text = reminders.write(invoice, tone, present(request.model(), "model"));
    return Map.of("number", number, "text", text);
  }

  /** Takes a lead and says what became of it, or refuses with 400. */
  Map<String, String> lead(NewLead request) {
    LeadSource source = constant(LeadSource.class, request.source(), "source");
    String contact = present(request.contact(), "contact");
    BigDecimal budget = amount(request.budget(), "budget");
    try (LeadProcessing lead = business.leads().processing(source, contact)) {
      if (!store.addLead(contact, source.name(), budget)) {
        lead.duplicate();
        return Map.of("contact", contact, "status", "duplicate");
      }
      boolean good = business.leads().scoring(() -> budget.compareTo(QUALIFIED) >= 0);
      if (good) {
        lead.qualified();
      } else {
        lead.rejected();
      }
      return Map.of("contact", contact, "status", good ? "qualified" : "rejected");
    }
  }

  private static Money rupees(BigDecimal amount) {
    return Money.of(amount, INR);
  }

  private static String reason(RuntimeException failure) {
    return failure instanceof Refusal refusal ? refusal.reason() : "internal error";
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

  private static <E extends Enum<E>> E constant(
      Class<E> type, @Nullable String value, String name) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(value)) {
        return constant;
      }
    }
    String allowed = Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT);
    throw new Refusal(400, name + " must be one of " + allowed);
  }
}
