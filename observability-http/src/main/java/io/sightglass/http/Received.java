// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.sightglass.endpoint.OpsRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose head has arrived whole.
 *
 * @param fields by name in lower case
 * @param keepAlive whether the connection takes another request
 * @param bodyLength bytes that follow and are thrown away
 * @param peer the caller's address, once it is known
 */
record Received(
    String method,
    String path,
    @Nullable String query,
    Map<String, List<String>> fields,
    boolean keepAlive,
    int bodyLength,
    @Nullable String peer)
    implements OpsRequest {

  Received from(@Nullable String address) {
    return new Received(method, path, query, fields, keepAlive, bodyLength, address);
  }

  @Override
  public List<String> headers(String name) {
    return fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  // The port is for operators alone: whoever reaches it may see details.
  @Override
  public boolean isTrusted() {
    return true;
  }
}
