// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import java.util.List;

/** The dashboards that come with the library. */
final class Dashboards {

  private Dashboards() {}

  static List<Dashboard> all() {
    return List.of(
        ApiDashboards.overview(),
        ApiDashboards.api(),
        BusinessDashboards.business(),
        BusinessDashboards.messaging(),
        BusinessDashboards.voice(),
        AiDashboards.ai(),
        SystemDashboards.jvm(),
        SystemDashboards.jobs(),
        SystemDashboards.health(),
        SystemDashboards.slo(),
        SystemDashboards.telemetry(),
        SystemDashboards.logs(),
        DataDashboards.database(),
        DataDashboards.infrastructure());
  }
}
