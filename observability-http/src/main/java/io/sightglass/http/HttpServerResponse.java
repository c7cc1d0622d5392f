// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import org.jspecify.annotations.Nullable;

/** What the observer may know of a response, read once, when the exchange ends. */
public interface HttpServerResponse {

  /** The status that was sent; 0 if nothing was sent. */
  int status();

  /** The length of the body in bytes; -1 if not known. */
  default long size() {
    return -1;
  }

  /**
   * The template of the route that served the request, from a framework that knows it, such as
   * {@code /invoices/{id}}; null leaves it to the observer's own routes. Never a path as sent.
   */
  default @Nullable String route() {
    return null;
  }
}
