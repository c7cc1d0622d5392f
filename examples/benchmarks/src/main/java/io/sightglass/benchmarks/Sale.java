// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.sightglass.Money;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import io.sightglass.event.Label;
import io.sightglass.event.Line;
import io.sightglass.event.Measure;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What happened, as every contestant is told. */
@State(Scope.Thread)
public class Sale {

  /** How it was paid. */
  enum Method {
    UPI,
    CARD,
    CASH
  }

  /** The event without a line. */
  @Event(value = "invoice.paid", line = Line.NEVER)
  record InvoicePaid(
      @Label Method method,
      @Label boolean recurring,
      @Measure Money amount,
      @Detail String invoiceId) {}

  /** The same with a line. */
  @Event(value = "order.paid", line = Line.ALWAYS)
  record OrderPaid(
      @Label Method method,
      @Label boolean recurring,
      @Measure Money amount,
      @Detail String invoiceId) {}

  Method method = Method.UPI;
  boolean recurring = true;
  Money amount = Money.inr("1499.00");
  String id = "inv_42";

  InvoicePaid quiet() {
    return new InvoicePaid(method, recurring, amount, id);
  }

  OrderPaid spoken() {
    return new OrderPaid(method, recurring, amount, id);
  }
}
