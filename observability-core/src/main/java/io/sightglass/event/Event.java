// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.event;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a record an event: an instant of the business that is counted, measured, put on the current
 * span and logged, under the same field names.
 *
 * <pre>{@code
 * @Event("invoice.paid")
 * record InvoicePaid(@Label Method method, @Measure Money amount, @Detail String invoiceId) {}
 *
 * obs.record(new InvoicePaid(Method.UPI, Money.inr("1499.00"), "inv_42"));
 * // invoice_paid_total{method="upi"} 1        invoice_paid_amount_inr_sum{method="upi"} 1499.0
 * }</pre>
 *
 * <p>On the span and in the log a component has the same key: its name in snake case, or what its
 * {@link Label} or {@link Detail} says. A Duration is written in seconds. A {@code Money} is two
 * fields: its amount as a number, under the component's key, and its currency, as {@code currency}
 * for the record's first Money and {@code <key>_currency} for any other. So a component {@code
 * amount} is the number {@code amount} in a line, and {@code amount > 10000} is a query.
 *
 * <p>Every component carries exactly one of {@link Label}, {@link Measure} and {@link Detail}. The
 * declaration is checked when it is first used, by {@link Events#check} in a test, and by the
 * compiler.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Event {

  /** The event's name: lower-case words joined by dots, the thing first: {@code invoice.paid}. */
  String value();

  /** One sentence for {@code # HELP} and docs; made from the name if empty. */
  String help() default "";

  /**
   * The text of the log line; made from the name if empty: {@code invoice.paid} becomes {@code
   * Invoice paid}.
   */
  String message() default "";

  /**
   * The counters that one event increments. If empty, one counter: the name with {@code _} for dots
   * and {@code _total}, with every label. Give {@link Count#NONE} for an event that counts nothing.
   */
  Count[] counts() default {};

  /**
   * Whether the event is a failure whatever its labels say: its line is a warning. One that counts
   * under a constant such as {@code status=failed} is a failure as it is.
   */
  boolean failure() default false;

  /** When the event writes a log line of its own. */
  Line line() default Line.AUTO;
}
