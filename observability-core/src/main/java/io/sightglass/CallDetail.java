// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.api.trace.Span;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A parameter that is an attribute of the span. */
record CallDetail(int parameter, String key, boolean sensitive) {

  // As for the details of events.
  private static final int MAX_TEXT = 4_096;

  void onto(Span span, @Nullable Object[] arguments, Redactor redactor) {
    Object value = parameter < arguments.length ? arguments[parameter] : null;
    if (value == null) {
      return;
    }
    if (sensitive) {
      span.setAttribute(key, Redactor.MARK);
    } else if (value instanceof Boolean flag) {
      span.setAttribute(key, flag);
    } else if (value instanceof Number number) {
      number(span, number);
    } else if (value instanceof Duration time) {
      span.setAttribute(key, time.toNanos() / 1e9);
    } else if (value instanceof Money money) {
      span.setAttribute(key, money.amount().doubleValue());
      span.setAttribute(key + "_currency", money.currency().getCurrencyCode());
    } else {
      text(span, value instanceof Enum<?> constant ? constant.name() : value.toString(), redactor);
    }
  }

  private void number(Span span, Number number) {
    boolean fraction =
        number instanceof Double
            || number instanceof Float
            || number instanceof BigDecimal
            || number instanceof BigInteger;
    if (fraction) {
      span.setAttribute(key, number.doubleValue());
    } else {
      span.setAttribute(key, number.longValue());
    }
  }

  private void text(Span span, @Nullable String text, Redactor redactor) {
    if (text != null) {
      String cut = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
      span.setAttribute(key, redactor.redact(key, cut));
    }
  }
}
