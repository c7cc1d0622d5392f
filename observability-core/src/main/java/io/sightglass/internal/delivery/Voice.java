// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import io.sightglass.Code;

/** How the delivery speaks: lines that it limits itself, and deaths of its threads. */
public interface Voice {

  /** Prints {@code SG-nnnn [area] message}, without a limit. */
  void announce(Code code, String message, boolean warning);

  /** Counts a thread that died, and does not rethrow what it died of. */
  void died(String component, Throwable failure);
}
