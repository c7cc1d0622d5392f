// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the observer may know of a request. An adapter implements it over its server's request; most
 * methods are only called for requests whose trace is sampled.
 *
 * <p>Read on the thread that starts the exchange and on the one that ends it.
 */
public interface HttpServerRequest {

  /** The method as sent, for example {@code GET}. */
  String method();

  /** The path as sent, not decoded, without the query; begins with '/'. */
  String path();

  /** The query after '?', as sent; null without one. */
  default @Nullable String query() {
    return null;
  }

  /** Every line of a header, in order; empty without one. The name's case does not matter. */
  List<String> headers(String name);

  /** The first line of a header, or null. */
  default @Nullable String header(String name) {
    List<String> lines = headers(name);
    return lines.isEmpty() ? null : lines.get(0);
  }

  /** {@code http} or {@code https}. */
  default String scheme() {
    return "http";
  }

  /** The version after {@code HTTP/}, for example {@code 1.1}; null if not known. */
  default @Nullable String protocolVersion() {
    return null;
  }

  /** The address of the other end of the connection, as a literal; null if not known. */
  default @Nullable String peerAddress() {
    return null;
  }

  /** The length of the body in bytes; -1 if not known, or without a body. */
  default long size() {
    return -1;
  }

  /** Whether it goes to the library's own endpoints; such requests are not observed. */
  default boolean isOperational() {
    return false;
  }
}
