// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

/** How far a message has come. Each state that it reaches is counted, so they do not add up. */
public enum MessageStatus {
  /** Handed over. */
  SENT,
  /** Arrived; every inbound message has. */
  DELIVERED,
  /** Read. */
  READ,
  /** It could not be sent or did not arrive. */
  FAILED
}
