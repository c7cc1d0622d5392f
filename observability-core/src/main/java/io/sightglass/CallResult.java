// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** How the calls of one method end: when they return, or when what they return completes. */
final class CallResult {

  /** When they return. */
  static final CallResult NOW = new CallResult(Object.class, null, false);

  private final Class<?> declared;
  private final @Nullable AsyncReturn<?> other;
  private final boolean later;

  private CallResult(Class<?> declared, @Nullable AsyncReturn<?> other, boolean later) {
    this.declared = declared;
    this.other = other;
    this.later = later;
  }

  /** By the type that the method declares. */
  static CallResult of(Class<?> declared, Iterable<AsyncReturn<?>> others) {
    if (CompletionStage.class.isAssignableFrom(declared)) {
      return new CallResult(declared, null, true);
    }
    if (!declared.isPrimitive() && declared != Object.class) {
      for (AsyncReturn<?> other : others) {
        if (other.type().isAssignableFrom(declared)) {
          return new CallResult(declared, other, true);
        }
      }
    }
    return NOW;
  }

  boolean isLater() {
    return later;
  }

  /** Ends the call when the result completes; what the caller gets. */
  Object watch(Object result, OpenCall call) {
    try {
      AsyncReturn<?> of = other;
      if (of != null) {
        Object watched = watch(of, result, call);
        if (watched != null && declared.isInstance(watched)) {
          return watched;
        }
        throw new IllegalStateException(of.getClass().getName() + " returned another type");
      }
      // Not whenComplete, whose stage wraps the failure, which asks it for its message.
      ((CompletionStage<?>) result)
          .handle(
              (value, failure) -> {
                call.completed(value, failure);
                return true;
              });
    } catch (Throwable refusal) {
      call.broken(refusal);
      call.completed(null, other == null ? refusal : null);
    }
    return result;
  }

  // Its type was compared with the declared one, which the result is of.
  @SuppressWarnings("unchecked")
  private static <T> @Nullable Object watch(AsyncReturn<T> of, Object result, OpenCall call) {
    return of.watch((T) result, call::completed);
  }
}
