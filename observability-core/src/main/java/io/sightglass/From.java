// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What feeds one component of an event that a call records; see {@link Records#from}. */
@Documented
@Target({})
@Retention(RetentionPolicy.RUNTIME)
public @interface From {

  /** The component's name. */
  String component();

  /**
   * A parameter's name, {@code result} or {@code failure}, and the accessors from there, joined by
   * dots: {@code invoice.customer.plan} calls {@code customer()} or {@code getCustomer()}. Null
   * where a part of it is.
   */
  String value() default "";

  /**
   * A constant in place of it: a text, a number, {@code true} or {@code false}, or the name of an
   * enum's constant.
   */
  String constant() default "";
}
