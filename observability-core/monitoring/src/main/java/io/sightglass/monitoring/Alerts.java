// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import java.util.List;
import java.util.stream.Stream;

/** The alerts that come with the library. */
final class Alerts {

  private Alerts() {}

  static List<Alert> all() {
    return Stream.of(
            HttpAlerts.all(),
            DataAlerts.all(),
            AiAlerts.all(),
            BusinessAlerts.all(),
            RuntimeAlerts.all(),
            TelemetryAlerts.all())
        .flatMap(List::stream)
        .toList();
  }
}
