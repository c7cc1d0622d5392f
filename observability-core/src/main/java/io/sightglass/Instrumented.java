// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.api.trace.SpanKind;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method whose every call is an activity: the same meters, the same span and the same context as
 * {@link Observability#call} of that name has.
 *
 * <pre>{@code
 * @Instrumented("invoice.render")
 * private byte[] render(@Label Format format, @Detail String invoiceId) { … }
 * // invoice_render_duration_seconds{format="pdf",outcome="success"}        invoice_render_in_progress
 * }</pre>
 *
 * <p>A parameter under {@link io.sightglass.event.Label} is a label of the duration and an
 * attribute of the span, by the rules of events: an enum, a boolean, or a String with {@code oneOf}
 * or {@code max}. One under {@link io.sightglass.event.Detail} is an attribute of the span alone.
 *
 * <p>It works on every method with a body, private, static, final, default and self-called ones
 * too, and on constructors, whose activity begins after {@code super(…)} or {@code this(…)}. A call
 * that returns a {@code CompletionStage}, or a type that an {@link AsyncReturn} knows, ends when
 * the stage does. Result and exception are the caller's, the very same objects.
 *
 * <p>The build weaves it in: {@code observability-maven-plugin}, or the same as a {@code
 * -javaagent}. Until {@link Observability#fromEnvironment} is called in the same class loader, and
 * after {@link Observability#close}, the method is the plain one. Where no span is recorded and no
 * line is to be written, a call is only measured, and {@link Activity#current()} inside it is the
 * activity around it.
 */
@Documented
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR})
@Retention(RetentionPolicy.RUNTIME)
public @interface Instrumented {

  /** The activity's name: lower-case words joined by dots, the thing first. */
  String value();

  /** Labels whose values are constants, each {@code name=value}: {@code "gateway=razorpay"}. */
  String[] labels() default {};

  /**
   * Exceptions that are an answer and no failure, subtypes too: the outcome stays {@code success}
   * and the span has no error.
   */
  Class<? extends Throwable>[] expected() default {};

  /** The span's kind. */
  SpanKind kind() default SpanKind.INTERNAL;

  /** Upper bounds of the duration in seconds, ascending; those of every activity if empty. */
  double[] buckets() default {};
}
