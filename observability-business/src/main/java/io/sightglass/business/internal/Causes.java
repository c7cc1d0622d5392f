// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.internal;

import io.sightglass.business.ai.AiError;
import java.io.IOException;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/** Looks through a failure and its causes, of which there may be a circle. */
public final class Causes {

  private static final int DEEPEST = 10;

  private Causes() {}

  /** The first of that type, the failure itself included; null if there is none. */
  public static <T extends Throwable> @Nullable T find(@Nullable Throwable failure, Class<T> type) {
    Throwable at = failure;
    for (int i = 0; at != null && i < DEEPEST; i++) {
      if (type.isInstance(at)) {
        return type.cast(at);
      }
      at = at.getCause();
    }
    return null;
  }

  /** What kept a request from being answered at all. */
  public static AiError unanswered(@Nullable Throwable failure) {
    IOException lost = find(failure, IOException.class);
    if (lost == null) {
      return AiError.UNKNOWN;
    }
    return lost instanceof InterruptedIOException ? AiError.TIMEOUT : AiError.NETWORK;
  }
}
