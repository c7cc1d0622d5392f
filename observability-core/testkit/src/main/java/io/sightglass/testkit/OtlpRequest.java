// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One export as it arrived.
 *
 * @param signal {@code traces}, {@code metrics} or {@code logs}
 * @param protocol {@code grpc} or {@code http/protobuf}
 * @param headers HTTP headers or gRPC metadata; names in lower case
 * @param items spans, metrics or log records in it
 * @param accepted whether it was answered with success
 */
public record OtlpRequest(
    String signal,
    String protocol,
    Map<String, List<String>> headers,
    int items,
    boolean accepted) {

  /** The first value of a header, or an empty string. */
  public String header(String name) {
    List<String> values = headers.get(name.toLowerCase(java.util.Locale.ROOT));
    return values == null || values.isEmpty() ? "" : values.get(0);
  }

  static Map<String, List<String>> lowerCase(Map<String, List<String>> headers) {
    Map<String, List<String>> lower = new TreeMap<>();
    headers.forEach(
        (name, values) ->
            lower.put(
                Objects.requireNonNull(name, "name").toLowerCase(java.util.Locale.ROOT),
                List.copyOf(values)));
    return java.util.Collections.unmodifiableMap(lower);
  }
}
