// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.monitoring;

import java.util.List;

/** The dashboards that come with the library. */
final class Dashboards {

  private Dashboards() {}

  static List<Dashboard> all() {
    return List.of(api());
  }

  private static Dashboard api() {
    return Dashboard.of("api", "API")
        .row(
            "Now",
            Panel.stat("Requests", Unit.REQUESTS)
                .reads("Requests answered a second.")
                .asks("sum(rate(http_requests_total[$__rate_interval]))", "requests"),
            Panel.stat("Error share", Unit.SHARE)
                .reads("Share of requests answered with 5xx.")
                .limits(0.01, 0.05)
                .alert("HighErrorRate")
                .asks(
                    "sum(rate(http_requests_total{status_code=~\"5..\"}[$__rate_interval])) or vector(0)"
                        + " / sum(rate(http_requests_total[$__rate_interval]))",
                    "error"))
        .row(
            "Over time",
            Panel.timeseries("Requests by route", Unit.REQUESTS)
                .reads("Requests answered a second, by route.")
                .asks("sum by (route) (rate(http_requests_total[$__rate_interval]))", "{{route}}"),
            Panel.timeseries("Latency", Unit.SECONDS)
                .reads("Time to answer: half, 95 % and 99 % of requests are faster.")
                .quantiles("http_request_duration_seconds", ""))
        .build();
  }
}
