// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

/**
 * The codes of the library's own messages. Each has an entry in docs/codes.md, which is written
 * from this list.
 */
public enum Code {
  /** The app is up: what is on, where, and how to switch on the rest. */
  STARTED("SG-0001", "lifecycle", "The app is ready."),
  /** Settings that could not be used as given. */
  BAD_SETTINGS("SG-0100", "config", "One or more settings could not be used as given."),
  /** The operational port is open to other machines and asks for no token. */
  OPEN_PORT("SG-0102", "http", "The operational port listens beyond this machine."),
  /** Loopback cannot work here: probes and scrapers come from outside. */
  LOOPBACK_IN_KUBERNETES("SG-0103", "http", "The operational port is on loopback in Kubernetes."),
  /** The address is taken, not this machine's, or not allowed: no endpoint answers. */
  PORT_UNAVAILABLE("SG-0104", "http", "The operational port could not be opened."),
  /** Something inside the library failed; the app is not affected. */
  INTERNAL_ERROR("SG-0800", "internal", "A part of the library failed."),
  /** The shutdown report. */
  STOPPED("SG-0900", "lifecycle", "The app has stopped: what was sent and what was lost."),
  /** A number that cannot be recorded: negative, infinite or NaN. */
  BAD_NUMBER("SG-2002", "metrics", "A value was refused."),
  /** A label reached its limit of values. */
  LABEL_OVERFLOW("SG-2004", "metrics", "A label reached its limit of values."),
  /** A label value looked like personal data. */
  PERSONAL_LABEL("SG-2007", "metrics", "A label value looked like personal data."),
  /** A meter was declared again with another shape. */
  METER_CONFLICT("SG-2009", "metrics", "A meter was declared twice with different shapes."),
  /** A family is missing from the scrape because reading it failed or did not end. */
  SCRAPE_SKIPPED("SG-2011", "metrics", "A family is missing from the scrape."),
  /** A name or argument that cannot be used. */
  BAD_ARGUMENT("SG-2013", "metrics", "An argument was refused."),
  /** A request header was refused. */
  BAD_HEADER("SG-2101", "http", "A request header was refused."),
  /** A request was refused by the operational port. */
  REQUEST_REJECTED("SG-2102", "http", "The operational port refused requests."),
  /** A health check did not end within its deadline. */
  CHECK_TIMEOUT("SG-3003", "health", "A health check did not end in time."),
  /** A health check changed its result. */
  CHECK_CHANGED("SG-3004", "health", "A health check changed its result."),
  /** Spans or log records are being lost. */
  EXPORT_LOSS("SG-4001", "export", "Telemetry could not be delivered."),
  /** The log file cannot be opened or written. */
  LOG_FILE("SG-4002", "logs", "The log file cannot be written.");

  private final String id;
  private final String area;
  private final String summary;

  Code(String id, String area, String summary) {
    this.id = id;
    this.area = area;
    this.summary = summary;
  }

  /** For example {@code SG-2004}; never used for another meaning. */
  public String id() {
    return id;
  }

  /** The part of the library, as printed in brackets. */
  public String area() {
    return area;
  }

  /** One sentence. */
  public String summary() {
    return summary;
  }
}
