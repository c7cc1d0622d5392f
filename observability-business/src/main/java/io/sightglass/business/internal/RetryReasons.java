// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.internal;

import io.sightglass.business.ai.AiError;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Why the last attempt of a request failed, until it is sent again. Attempts of one request share
 * its body, which is the key: by identity, since bodies define no equality, and held weakly.
 */
public final class RetryReasons {

  private static final int MOST = 1_000;

  private final Map<Object, AiError> reasons = Collections.synchronizedMap(new WeakHashMap<>());

  private RetryReasons() {}

  /** One that knows nothing yet. */
  public static RetryReasons start() {
    return new RetryReasons();
  }

  /** Notes that an attempt failed. */
  public void failed(@Nullable Object body, AiError reason) {
    if (body != null && reasons.size() < MOST) {
      reasons.put(body, reason);
    }
  }

  /** Why the attempt before this one failed. */
  public AiError take(@Nullable Object body) {
    AiError reason = body == null ? null : reasons.remove(body);
    return reason == null ? AiError.UNKNOWN : reason;
  }
}
