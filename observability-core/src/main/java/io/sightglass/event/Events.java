// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.event;

import io.sightglass.internal.event.EventRecorder;

/** Checks declarations of events. */
public final class Events {

  private Events() {}

  /**
   * Checks declarations, each and beside one another, under the default settings, for a test of the
   * app; {@code Observability.declare} does so under the app's own.
   *
   * <pre>{@code
   * @Test void the_events_are_sound() { Events.check(InvoicePaid.class, InvoiceSent.class); }
   * }</pre>
   *
   * @param types records under {@link Event}
   * @throws NullPointerException for a null
   * @throws IllegalArgumentException with everything that is wrong with them, each with what is
   *     allowed
   */
  public static void check(Class<?>... types) {
    EventRecorder.check(types);
  }
}
