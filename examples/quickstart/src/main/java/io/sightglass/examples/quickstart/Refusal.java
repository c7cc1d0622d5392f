// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

/** A request that is answered with an error of the caller's, and changes nothing. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String reason;

  Refusal(int status, String reason) {
    // Expected many times a second: the place it came from tells nothing and costs the most.
    super(reason, null, false, false);
    this.status = status;
    this.reason = reason;
  }

  int status() {
    return status;
  }

  /** What is wrong with the request, for its caller. */
  String reason() {
    return reason;
  }
}
