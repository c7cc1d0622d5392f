// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method whose every call records an event when it ends, as {@link Observability#record} does.
 *
 * <pre>{@code
 * @Records(InvoicePaid.class)
 * Receipt pay(Method method, Money amount, String invoiceId) { … }
 *
 * @Records(value = InvoicePaid.class, from = {
 *     @From(component = "amount", value = "invoice.total"),
 *     @From(component = "invoiceId", value = "result.id")})
 * @Records(value = PaymentFailed.class, when = Records.When.FAILURE)
 * Receipt pay(Method method, Invoice invoice) { … }
 * }</pre>
 *
 * <p>A component of the record gets, in this order: what its {@link From} says; the parameter of
 * its name; the result, if it is called {@code result}; what the result's accessor of that name
 * returns; how long the call took, if it is a {@code Duration}; how it ended, if it is called
 * {@code status}, {@code outcome} or {@code success} and is an enum with such constants, a boolean
 * or a String ({@code success}, {@code error}). Else it is null; a primitive one that nothing feeds
 * makes the declaration unusable (SG-2501).
 *
 * <p>Parameters are read before the call. Works for the library's records and the app's own, on the
 * same methods as {@link Instrumented}, and beside it; alone it makes no activity.
 */
@Documented
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Records.All.class)
public @interface Records {

  /** The event: a record under {@link io.sightglass.event.Event}. */
  Class<? extends Record> value();

  /** Components that another name or a part of an object feeds. */
  From[] from() default {};

  /** Which calls record it. */
  When when() default When.AUTO;

  /** Which calls record the event. */
  enum When {
    /** Those that succeed; all, if the record has a component for how they ended. */
    AUTO,
    /** Those that return, and whose stage completes, normally. */
    SUCCESS,
    /** Those that throw, and whose stage fails. */
    FAILURE,
    /** All. */
    ALWAYS
  }

  /** Several on one method. */
  @Documented
  @Target({ElementType.METHOD, ElementType.CONSTRUCTOR})
  @Retention(RetentionPolicy.RUNTIME)
  @interface All {

    /** Each of them. */
    Records[] value();
  }
}
