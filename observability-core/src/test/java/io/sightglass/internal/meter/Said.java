// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import io.sightglass.Code;
import io.sightglass.Diagnostics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Diagnostics that keep what was said, each text once, and what was counted. */
final class Said implements Diagnostics {

  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  final List<String> warnings = new CopyOnWriteArrayList<>();
  final Map<String, Long> invalid = new ConcurrentHashMap<>();

  @Override
  public void warn(Code code, String message) {
    if (seen.add(message)) {
      warnings.add(code.id() + " " + message);
    }
  }

  @Override
  public void info(Code code, String message) {
    warn(code, message);
  }

  @Override
  public void invalid(String signal, String kind) {
    invalid.merge(signal + "/" + kind, 1L, Long::sum);
  }

  @Override
  public void dropped(String signal, String reason, long count) {
    throw new AssertionError("meters drop nothing");
  }

  @Override
  public void internalError(String component, Throwable failure) {
    throw new AssertionError(component, failure);
  }

  List<String> of(Code code) {
    return warnings.stream().filter(text -> text.startsWith(code.id() + " ")).toList();
  }

  @Override
  public void status(String part, String state) {}
}
