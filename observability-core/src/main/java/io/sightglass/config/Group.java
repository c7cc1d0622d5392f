// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.config;

/** The headings of the table of settings. */
enum Group {
  SERVICE("Service"),
  METRICS("Metrics"),
  EVENTS("Events and money"),
  LOGS("Logs"),
  ERRORS("Errors"),
  HTTP("HTTP"),
  HEALTH("Health"),
  AI("AI calls"),
  DEPENDENCIES("Databases"),
  LIFECYCLE("Stopping"),
  OTEL("OpenTelemetry: general"),
  OTLP("OpenTelemetry: OTLP export"),
  BATCH("OpenTelemetry: batches and intervals"),
  LIMITS("OpenTelemetry: limits");

  private final String title;

  Group(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
