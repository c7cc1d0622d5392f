// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

/** A request that is answered with an error and ends its connection. Without a stack trace. */
final class Refused extends Exception {

  private static final long serialVersionUID = 1;

  private final int status;
  private final Rejection rejection;

  Refused(int status, Rejection rejection) {
    super(rejection.label(), null, false, false);
    this.status = status;
    this.rejection = rejection;
  }

  static Refused malformed() {
    return new Refused(400, Rejection.MALFORMED);
  }

  int status() {
    return status;
  }

  Rejection rejection() {
    return rejection;
  }
}
