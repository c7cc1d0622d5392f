// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import static org.awaitility.Awaitility.await;

import io.sightglass.ErrorReport;
import io.sightglass.Observability;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A report of an error, which only an app makes. */
final class HostileErrors {

  private static final ErrorReport REPORT = made();

  private HostileErrors() {}

  static ErrorReport report() {
    return REPORT;
  }

  private static ErrorReport made() {
    List<ErrorReport> made = new CopyOnWriteArrayList<>();
    try (var obs = Observability.builder("hostile").environment(Map.of()).build()) {
      obs.errors().sendTo("list", made::add);
      obs.errors().report(new IllegalStateException("made"));
      // On this thread: no other can have this class before it is made.
      await().pollInSameThread().until(() -> !made.isEmpty());
    }
    return made.get(0);
  }
}
