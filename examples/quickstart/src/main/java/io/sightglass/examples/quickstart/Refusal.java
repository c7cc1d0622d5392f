// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

/** A request that is answered with an error of the caller's, and changes nothing. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String reason;

  Refusal(int status, String message) {
    // Expected many times a second: the place it came from tells nothing and costs the most.
    super(message, null, false, false);
    this.status = status;
    this.reason = message;
  }

  int status() {
    return status;
  }

  String reason() {
    return reason;
  }
}
