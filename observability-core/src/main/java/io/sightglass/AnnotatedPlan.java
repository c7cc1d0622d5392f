// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.context.Context;
import io.sightglass.internal.weave.CallPlan;
import io.sightglass.internal.weave.CallToken;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is done around the calls of one method. Where that is measuring and no more, and nothing of
 * it depends on the call, the plan is its own token: such a call makes no object.
 */
final class AnnotatedPlan extends CallPlan {

  private static final @Nullable Object[] NONE = new Object[0];

  private final AnnotatedCalls calls;
  private final ActivityOpener opener;
  private final LongSupplier clock;
  private final @Nullable CallActivity activity;
  private final List<CallPart> parts;
  private final CallResult result;
  private final ActivityMeters.@Nullable Handles measured;

  AnnotatedPlan(
      AnnotatedCalls calls,
      @Nullable CallActivity activity,
      List<CallPart> parts,
      CallResult result) {
    this.calls = calls;
    this.opener = calls.opener();
    this.clock = calls.clock();
    this.activity = activity;
    this.parts = parts;
    this.result = result;
    boolean plain = activity != null && parts.isEmpty() && !result.isLater();
    this.measured = plain && activity != null ? activity.constantHandles() : null;
  }

  @Override
  public @Nullable CallToken enter() {
    return enter(NONE);
  }

  @Override
  public @Nullable CallToken enter(@Nullable Object[] arguments) {
    try {
      Context parent = Context.current();
      boolean seen = opener.isSeen(parent);
      ActivityMeters.Handles plain = measured;
      if (plain != null && !seen) {
        plain.inProgress().increment();
        return this;
      }
      return open(parent, seen || ActivityLine.isOutermost(parent), arguments);
    } catch (Throwable failure) {
      calls.broken(failure);
      return null;
    }
  }

  private CallToken open(Context parent, boolean seen, @Nullable Object[] arguments) {
    CallActivity shape = activity;
    // An activity that nothing else belongs to has its own time, and each look at the clock costs.
    long start = seen && shape != null && parts.isEmpty() ? 0 : clock.getAsLong();
    OpenCall call = new OpenCall(this, arguments, start);
    if (shape != null) {
      ActivityMeters.Handles handles = shape.handles(arguments);
      if (seen) {
        MeteredActivity opened = shape.open(opener, handles, parent);
        call.opened(opened);
        shape.describe(opened.span(), arguments, calls);
      } else {
        call.measured(handles);
      }
    }
    call.begin();
    return call;
  }

  @Override
  public long startedAt() {
    return clock.getAsLong();
  }

  @Override
  public void end(long start, @Nullable Object value, @Nullable Throwable failure) {
    ActivityMeters.Handles plain = measured;
    if (plain != null) {
      try {
        measure(plain, clock.getAsLong() - start, failure);
        if (failure != null && isFailure(failure)) {
          opener.failed(plain.name(), failure);
        }
      } catch (Throwable broken) {
        calls.broken(broken);
      }
    }
  }

  void measure(ActivityMeters.Handles handles, long nanos, @Nullable Throwable failure) {
    handles.inProgress().decrement();
    (isFailure(failure) ? handles.error() : handles.success()).recordNanos(nanos);
  }

  boolean isFailure(@Nullable Throwable failure) {
    return failure != null && (activity == null || activity.isFailure(failure));
  }

  @Override
  public Object returned(long start, Object value) {
    end(start, value, null);
    return value;
  }

  AnnotatedCalls calls() {
    return calls;
  }

  List<CallPart> parts() {
    return parts;
  }

  CallResult result() {
    return result;
  }

  LongSupplier clock() {
    return clock;
  }
}
