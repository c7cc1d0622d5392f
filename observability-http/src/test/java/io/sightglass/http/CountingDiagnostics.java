// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.sightglass.Code;
import io.sightglass.Diagnostics;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts what was reported; a random test reports millions of times. */
final class CountingDiagnostics implements Diagnostics {

  private final Map<String, Integer> reports = Collections.synchronizedMap(new LinkedHashMap<>());

  @Override
  public void warn(Code code, String message) {
    add(code.id() + " " + message);
  }

  @Override
  public void info(Code code, String message) {
    add(code.id() + " " + message);
  }

  @Override
  public void invalid(String signal, String kind) {
    add("invalid " + signal + " " + kind);
  }

  @Override
  public void dropped(String signal, String reason, long count) {
    add("dropped " + signal + " " + reason);
  }

  @Override
  public void status(String part, String state) {
    add("status " + part + " " + state);
  }

  @Override
  public void internalError(String component, Throwable failure) {
    add("internal " + component + " " + failure);
  }

  int count(String report) {
    return reports.getOrDefault(report, 0);
  }

  /** Every report once, in the order of their first time. */
  String text() {
    synchronized (reports) {
      return String.join("\n", reports.keySet());
    }
  }

  private void add(String report) {
    reports.merge(report, 1, Integer::sum);
  }
}
