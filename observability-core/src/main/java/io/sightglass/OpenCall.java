// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import io.opentelemetry.context.Scope;
import io.sightglass.internal.weave.CallToken;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** One call that is more than measured. It ends once, on whatever thread. */
final class OpenCall extends CallToken {

  private static final AtomicIntegerFieldUpdater<OpenCall> ENDED =
      AtomicIntegerFieldUpdater.newUpdater(OpenCall.class, "ended");

  private final AnnotatedPlan plan;
  private final @Nullable Object[] arguments;
  private final long start;
  private final @Nullable Object[] begun;
  private @Nullable MeteredActivity activity;
  private ActivityMeters.@Nullable Handles measured;
  private volatile int ended;

  OpenCall(AnnotatedPlan plan, @Nullable Object[] arguments, long start) {
    this.plan = plan;
    this.arguments = arguments;
    this.start = start;
    this.begun = new Object[plan.parts().size()];
  }

  void opened(MeteredActivity opened) {
    activity = opened;
  }

  void measured(ActivityMeters.Handles handles) {
    measured = handles;
    handles.inProgress().increment();
  }

  void begin() {
    List<CallPart> parts = plan.parts();
    for (int i = 0; i < begun.length; i++) {
      try {
        begun[i] = parts.get(i).begin(arguments);
      } catch (Throwable failure) {
        plan.calls().broken(failure);
      }
    }
  }

  @Override
  public long startedAt() {
    return 0;
  }

  @Override
  public void end(long ignored, @Nullable Object result, @Nullable Throwable failure) {
    finish(result, failure);
    leave();
  }

  @Override
  public Object returned(long ignored, Object result) {
    if (!plan.result().isLater()) {
      end(0, result, null);
      return result;
    }
    // Here and not when it completes: that may be on another thread, whose context is its own.
    leave();
    return plan.result().watch(result, this);
  }

  /** The result has completed, or will never be seen to. */
  void completed(@Nullable Object result, @Nullable Throwable failure) {
    MeteredActivity open = activity;
    if (open == null || begun.length == 0 || ended != 0) {
      finish(result, failure);
      return;
    }
    try {
      Scope here = plan.calls().opener().enter(open.context());
      try {
        finish(result, failure);
      } finally {
        here.close();
      }
    } catch (Throwable broken) {
      plan.calls().broken(broken);
      finish(result, failure);
    }
  }

  void broken(Throwable failure) {
    plan.calls().broken(failure);
  }

  private void finish(@Nullable Object result, @Nullable Throwable failure) {
    if (!ENDED.compareAndSet(this, 0, 1)) {
      return;
    }
    try {
      boolean timed = begun.length > 0 || measured != null;
      long nanos = timed ? plan.clock().getAsLong() - start : 0;
      if (begun.length > 0) {
        endParts(new CallPart.End(arguments, nanos, result, failure));
      }
      ActivityMeters.Handles handles = measured;
      if (handles != null) {
        plan.measure(handles, nanos, failure);
      }
      MeteredActivity open = activity;
      if (open != null) {
        if (failure != null && plan.isFailure(failure)) {
          open.fail(failure);
        }
        open.end();
      }
    } catch (Throwable broken) {
      plan.calls().broken(broken);
    }
  }

  private void endParts(CallPart.End end) {
    List<CallPart> parts = plan.parts();
    for (int i = 0; i < begun.length; i++) {
      try {
        parts.get(i).end(begun[i], end);
      } catch (Throwable broken) {
        plan.calls().broken(broken);
      }
    }
  }

  private void leave() {
    MeteredActivity open = activity;
    if (open != null) {
      try {
        open.leave();
      } catch (Throwable broken) {
        plan.calls().broken(broken);
      }
    }
  }
}
