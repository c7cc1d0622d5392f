// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.endpoint;

import java.util.List;

/**
 * A path and its answer. Any HTTP server can mount it: it passes a view of the request and copies
 * the answer's bytes. {@code OpsEndpoints} does what is common to all (methods, HEAD, gzip,
 * authorisation, errors), so an endpoint answers GET alone.
 */
public interface OpsEndpoint {

  /** Its path below the prefix it is mounted at, for example {@code /metrics}; begins with '/'. */
  String path();

  /**
   * The answer to GET. May throw: the caller then answers 500 with a fixed text.
   *
   * @param request the path is the one below the mount prefix
   */
  OpsResponse answer(OpsRequest request);

  /**
   * Whether {@link #answer} returns at once, without waiting for anything. A server may then call
   * it on its event loop; liveness is such an endpoint.
   */
  default boolean isInstant() {
    return false;
  }

  /**
   * Whether it answers callers without a token where one is asked for: probes, which say no more
   * than a status.
   */
  default boolean isOpen() {
    return false;
  }

  /** Several endpoints that are mounted together, as those of health are. */
  interface Group {

    /** The endpoints, each with its own path. */
    List<OpsEndpoint> endpoints();
  }
}
