// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.event;

import io.sightglass.internal.event.EventRecorder;

/** Checks declarations of events. */
public final class Events {

  private Events() {}

  /**
   * Checks declarations, for a test of the app.
   *
   * @param types records under {@link Event}
   * @throws IllegalArgumentException with everything that is wrong with them, each with what is
   *     allowed
   */
  public static void check(Class<?>... types) {
    EventRecorder.check(types);
  }
}
