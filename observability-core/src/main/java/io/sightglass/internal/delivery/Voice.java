// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import io.sightglass.Code;
import org.jspecify.annotations.Nullable;

/** How the delivery speaks: lines that it limits itself, and deaths of its threads. */
public interface Voice {

  /** Prints {@code SG-nnnn [area] message}, without a limit. */
  void announce(Code code, String message, boolean warning);

  /** Notes that a part loses what it is given, or with no reason that it no longer does. */
  void impaired(String part, @Nullable String reason);

  /** Counts a thread that died, and does not rethrow what it died of. */
  void died(String component, Throwable failure);
}
