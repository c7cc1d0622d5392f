// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.event;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A component that becomes a label of the event's meters, a span attribute and a log field. Its
 * values cannot grow without end: an enum, a boolean, or a String with {@link #oneOf} or {@link
 * #max}. An enum constant is written in lower case, or as its {@link LabelValue#label} says; null
 * is {@code none}.
 *
 * <p>So is a parameter of a method under {@link io.sightglass.Instrumented}, for the meter of its
 * duration.
 */
@Documented
@Target({ElementType.RECORD_COMPONENT, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface Label {

  /** The label's name; the component's in snake case if empty. */
  String value() default "";

  /** Every value of a String; any other is {@code _other}. */
  String[] oneOf() default {};

  /**
   * How many distinct values of a String become series, 1 to 10,000; further ones are {@code
   * _other}.
   */
  int max() default 0;

  /** The values, as written, that mean a failure: the log line is a warning then. */
  String[] failures() default {"failed", "failure", "error"};
}
