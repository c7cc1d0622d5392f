// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.api.trace.Span;

/** Records an exception on a span although its methods may throw themselves. */
final class SpanFailures {

  private SpanFailures() {}

  static void record(Span span, Throwable failure) {
    span.setAttribute("error.type", failure.getClass().getName());
    try {
      span.recordException(failure);
    } catch (RuntimeException | StackOverflowError hostile) {
      // The type is on the span; the rest cannot be read.
      span.setAttribute("error.unreadable", true);
    }
  }
}
