// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.sightglass.Code;
import io.sightglass.Diagnostics;

/** Counts and says what could not be recorded of an event. */
final class Faults {

  private static final String SIGNAL = "events";

  private final Diagnostics diagnostics;

  Faults(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** The app's own code threw where a component was read; fatal errors of the JVM go on. */
  void unreadable(String component, Throwable failure) {
    if (failure instanceof VirtualMachineError fatal && !(failure instanceof StackOverflowError)) {
      throw fatal;
    }
    diagnostics.invalid(SIGNAL, "component");
    diagnostics.warn(
        Code.EVENT_VALUE,
        component
            + " threw "
            + failure.getClass().getName()
            + "; the event is recorded without it. See to the accessor or the toString.");
  }

  void notANumber(String component) {
    diagnostics.invalid("metrics", "nan");
    diagnostics.warn(
        Code.BAD_NUMBER,
        component + " is NaN; it is not measured and counted in sightglass_invalid_total.");
  }

  void negativeMoney() {
    diagnostics.invalid(SIGNAL, "negative_money");
  }

  void otherCurrency(String message) {
    diagnostics.dropped(SIGNAL, "currency", 1);
    diagnostics.warn(Code.EVENT_CURRENCY, message);
  }

  void unusable(String message) {
    diagnostics.dropped(SIGNAL, "declaration", 1);
    diagnostics.warn(Code.EVENT_DECLARATION, message);
  }

  void nothing() {
    diagnostics.invalid(SIGNAL, "null_argument");
  }

  void internal(Throwable failure) {
    diagnostics.internalError("events", failure);
  }
}
