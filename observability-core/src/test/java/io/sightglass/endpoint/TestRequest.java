// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request by hand. */
record TestRequest(
    String method, String path, @Nullable String query, Map<String, List<String>> fields)
    implements OpsRequest {

  static TestRequest get(String target) {
    return of("GET", target);
  }

  static TestRequest of(String method, String target) {
    int mark = target.indexOf('?');
    return mark < 0
        ? new TestRequest(method, target, null, Map.of())
        : new TestRequest(method, target.substring(0, mark), target.substring(mark + 1), Map.of());
  }

  TestRequest with(String name, String value) {
    Map<String, List<String>> copy = new TreeMap<>(fields);
    List<String> values = new ArrayList<>(headers(name));
    values.add(value);
    copy.put(name.toLowerCase(Locale.ROOT), values);
    return new TestRequest(method, path, query, copy);
  }

  @Override
  public List<String> headers(String name) {
    return fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }
}
