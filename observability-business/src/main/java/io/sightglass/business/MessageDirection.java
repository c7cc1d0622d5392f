// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

/** Which way a message goes. */
public enum MessageDirection {
  /** To the app. */
  INBOUND,
  /** From the app. */
  OUTBOUND
}
