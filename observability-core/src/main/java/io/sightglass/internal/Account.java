// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal;

/** What became of what somebody took, for the report of the shutdown. */
public interface Account {

  /** For example {@code 12 sent to Sentry}; empty where there was nothing. */
  String text();

  /** How much was taken and never acknowledged. */
  long lost();
}
