// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.event;

/** When an event writes a log line of its own. In every case the outermost activity counts it. */
public enum Line {
  /**
   * Outside any activity always; inside one only if the event has a {@code Money} measure or a
   * label whose value means a failure ({@link Label#failures}). {@code sightglass.events.lines}
   * changes that for the whole app.
   */
  AUTO,
  /** Always. */
  ALWAYS,
  /** Never. */
  NEVER
}
