// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.event;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A counter that an event increments.
 *
 * <pre>{@code
 * @Event(value = "payment.failed", counts = {
 *     @Count(value = "payments_processed_total", labels = {"status=failed", "method", "currency"}),
 *     @Count(value = "payment_failures_total", labels = {"method", "reason"})})
 * }</pre>
 */
@Documented
@Target({})
@Retention(RetentionPolicy.RUNTIME)
public @interface Count {

  /** The name that stands for no counter at all. */
  String NONE = "none";

  /** The counter's name on {@code /metrics}; ends in {@code _total}. */
  String value();

  /**
   * Its labels, in order: the name of a {@link Label} component's label, {@code name=value} for a
   * constant, or {@code currency} for the currency of the event's {@code Money}. Every label of the
   * record if empty.
   */
  String[] labels() default {};

  /**
   * The component whose number the counter grows by: {@code by = "credits"}. By one if empty; by
   * nothing if the component is null, and a negative number is refused and counted.
   */
  String by() default "";

  /** One sentence for {@code # HELP} and docs; the event's if empty. */
  String help() default "";
}
