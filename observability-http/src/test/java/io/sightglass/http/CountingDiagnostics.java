// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.sightglass.Code;
import io.sightglass.Diagnostics;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was reported. */
final class CountingDiagnostics implements Diagnostics {

  private final List<String> reports = new CopyOnWriteArrayList<>();

  @Override
  public void warn(Code code, String message) {
    reports.add(code.id() + " " + message);
  }

  @Override
  public void info(Code code, String message) {
    reports.add(code.id() + " " + message);
  }

  @Override
  public void invalid(String signal, String kind) {
    reports.add("invalid " + signal + " " + kind);
  }

  @Override
  public void dropped(String signal, String reason, long count) {
    reports.add("dropped " + signal + " " + reason);
  }

  @Override
  public void status(String part, String state) {
    reports.add("status " + part + " " + state);
  }

  @Override
  public void internalError(String component, Throwable failure) {
    reports.add("internal " + component + " " + failure);
  }

  int count(String report) {
    return Collections.frequency(reports, report);
  }

  String text() {
    return String.join("\n", reports);
  }
}
