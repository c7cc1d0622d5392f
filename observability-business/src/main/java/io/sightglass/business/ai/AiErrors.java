// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the kind of a failure: by the app's functions, then by what the JDK throws. */
final class AiErrors {

  private static final int DEEPEST = 10;

  private final List<Function<? super Throwable, @Nullable AiError>> functions;

  AiErrors(List<Function<? super Throwable, @Nullable AiError>> functions) {
    this.functions = List.copyOf(functions);
  }

  AiError kind(@Nullable Throwable failure) {
    Throwable at = failure;
    for (int i = 0; at != null && i < DEEPEST; i++) {
      AiError kind = of(at);
      if (kind != null) {
        return kind;
      }
      at = cause(at);
    }
    return AiError.UNKNOWN;
  }

  static boolean isCancellation(@Nullable Throwable failure) {
    Throwable at = failure;
    for (int i = 0; at != null && i < DEEPEST; i++) {
      if (at instanceof CancellationException || at instanceof InterruptedException) {
        return true;
      }
      at = cause(at);
    }
    return false;
  }

  private @Nullable AiError of(Throwable failure) {
    for (Function<? super Throwable, @Nullable AiError> function : functions) {
      try {
        AiError kind = function.apply(failure);
        if (kind != null) {
          return kind;
        }
      } catch (RuntimeException | StackOverflowError | LinkageError hostile) {
        // The next one may know.
      }
    }
    if (failure instanceof TimeoutException
        || failure instanceof HttpTimeoutException
        || failure instanceof InterruptedIOException) {
      return AiError.TIMEOUT;
    }
    return failure instanceof IOException ? AiError.NETWORK : null;
  }

  private static @Nullable Throwable cause(Throwable failure) {
    try {
      return failure.getCause();
    } catch (RuntimeException | StackOverflowError | LinkageError hostile) {
      return null;
    }
  }
}
