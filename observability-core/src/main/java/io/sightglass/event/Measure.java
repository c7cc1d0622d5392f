// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.event;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A component that becomes a histogram, a span attribute and a log field: a {@code Money}, a {@code
 * Duration}, or a number with a {@link #unit}. Money makes one histogram for each allowed currency,
 * with the currency as unit in the name; a Duration is in seconds. A null measures nothing.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Measure {

  /**
   * The histogram's name without its unit; if empty, the event's name and the component's: {@code
   * invoice_paid_amount}.
   */
  String value() default "";

  /** The unit of a number, last part of the name: {@code bytes}, {@code tokens}, {@code ratio}. */
  String unit() default "";

  /** Upper bounds, ascending; those of its kind if empty. */
  double[] buckets() default {};

  /**
   * The histogram's labels, as {@link Count#labels} has them; every label of the record if empty.
   */
  String[] labels() default {};

  /** Whether the histogram has no labels at all. */
  boolean unlabelled() default false;

  /** One sentence for {@code # HELP} and docs; made from the names if empty. */
  String help() default "";
}
