// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.endpoint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an endpoint may know of a request. Adapters implement it over their server's request. */
public interface OpsRequest {

  /** The method as sent, for example {@code GET}. */
  String method();

  /** The path below the mount prefix, decoded or not, without the query. */
  String path();

  /** The raw query after '?', or null. */
  @Nullable String query();

  /** Every value of a header, in order; the name is matched without regard to case. */
  List<String> headers(String name);

  /** The caller's address, without a port; null where it is not known. */
  default @Nullable String peer() {
    return null;
  }

  /**
   * Whether the caller may see details: it came through a port that is for operators alone, or it
   * brought the token.
   */
  default boolean isTrusted() {
    return false;
  }
}
