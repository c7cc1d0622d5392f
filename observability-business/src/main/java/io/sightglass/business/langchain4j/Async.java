// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.langchain4j;

import io.sightglass.business.ai.AiCall;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls that return before their answer. */
final class Async {

  private Async() {}

  /** Runs what starts the call, and closes the call when the future completes. */
  static <T> CompletableFuture<T> closing(
      AiCall call, Supplier<CompletableFuture<T>> start, Consumer<? super @Nullable T> answered) {
    CompletableFuture<T> future;
    try {
      future = call.context().wrapSupplier(start).get();
    } catch (Throwable failure) {
      Failures.note(call, failure);
      call.close();
      throw failure;
    }
    if (future == null) {
      call.close();
      return future;
    }
    // The future itself is the caller's: cancelling it must reach the model.
    var unused =
        future.whenComplete(
            (result, failure) -> {
              try (call) {
                if (failure == null) {
                  answered.accept(result);
                } else {
                  Failures.note(call, unwrapped(failure));
                }
              }
            });
    return future;
  }

  private static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
    return cause == null ? failure : cause;
  }
}
