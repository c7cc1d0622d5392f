// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Shows the spans that began a trace in this process to somebody who comes later. */
public final class SpanTap implements SpanProcessor {

  private volatile @Nullable Consumer<ReadableSpan> taker;

  /** One that shows spans to nobody yet. */
  public SpanTap() {}

  /** Shows them to that one from here on; it must not throw or block. */
  public void to(Consumer<ReadableSpan> next) {
    taker = next;
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    // Nothing to show yet.
  }

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    Consumer<ReadableSpan> to = taker;
    if (to != null && isFirst(span)) {
      to.accept(span);
    }
  }

  private static boolean isFirst(ReadableSpan span) {
    return !span.getParentSpanContext().isValid() || span.getParentSpanContext().isRemote();
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }
}
