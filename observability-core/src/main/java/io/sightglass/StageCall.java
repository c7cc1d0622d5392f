// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An activity around work that completes later: it ends when the stage does. */
final class StageCall {

  private final MeteredActivity activity;
  private final Predicate<Throwable> isFailure;
  private final Diagnostics diagnostics;

  StageCall(MeteredActivity activity, Predicate<Throwable> isFailure, Diagnostics diagnostics) {
    this.activity = activity;
    this.isFailure = isFailure;
    this.diagnostics = diagnostics;
  }

  <T> CompletionStage<T> run(Function<Activity, CompletionStage<T>> body) {
    try {
      CompletionStage<T> stage = body.apply(activity);
      if (stage == null) {
        activity.end();
      } else {
        watch(stage);
      }
      return stage;
    } catch (Throwable failure) {
      end(failure);
      throw failure;
    } finally {
      activity.leave();
    }
  }

  private void watch(CompletionStage<?> stage) {
    try {
      // Not whenComplete, whose stage wraps the failure, which asks it for its message.
      stage.handle((result, failure) -> end(failure));
    } catch (Throwable refusal) {
      activity.fail(refusal);
      activity.end();
      diagnostics.internalError("activity", refusal);
    }
  }

  private boolean end(@Nullable Throwable failure) {
    if (failure != null && isFailure.test(failure)) {
      activity.fail(failure);
    }
    activity.end();
    return true;
  }
}
