// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

/** Whether the app is about to stop, and by when. Thread-safe. */
final class Ending {

  private volatile boolean begun;
  private volatile long deadline;

  /** The app stops: everything ends by then. */
  void begin(long deadlineNanos) {
    deadline = deadlineNanos;
    begun = true;
  }

  boolean begun() {
    return begun;
  }

  /** The nearer one of that moment and the end. */
  long limit(long moment) {
    return begun && deadline - moment < 0 ? deadline : moment;
  }
}
