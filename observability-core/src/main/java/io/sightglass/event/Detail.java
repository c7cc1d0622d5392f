// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.event;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A component that becomes a span attribute and a log field and never a label: an id, a text, a
 * number. A null is left out.
 *
 * <p>So is a parameter of a method under {@link io.sightglass.Instrumented}, on the span alone.
 */
@Documented
@Target({ElementType.RECORD_COMPONENT, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface Detail {

  /** The field's name; the component's in snake case if empty. */
  String value() default "";

  /** Whether the value must not leave the process; {@code [redacted]} stands in its place. */
  boolean sensitive() default false;
}
