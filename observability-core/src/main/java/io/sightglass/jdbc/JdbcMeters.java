// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;

/** What databases are measured by. */
final class JdbcMeters {

  private static final LabelSpec DATABASE = LabelSpec.upTo("database", 20);

  static final MeterSpec QUERIES =
      MeterSpec.histogram(
              "database_query_duration_seconds",
              "How long queries and batches took, until the database answered.")
          .label(DATABASE.offered())
          .label(LabelSpec.oneOf("query_type", SqlShape.TYPES))
          .label(LabelSpec.learned("table"))
          .buckets(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10)
          .fedBy("ObservedDataSource")
          .build();
  static final MeterSpec ERRORS =
      MeterSpec.counter("database_errors_total", "Queries and connections that failed.")
          .label(DATABASE.offered())
          .label(LabelSpec.oneOf("error_type", SqlErrors.KINDS))
          .fedBy("ObservedDataSource")
          .build();
  static final MeterSpec CONNECTIONS =
      MeterSpec.gauge(
              "database_connections",
              "Connections of the pool; pending: threads that wait for one.")
          .label(DATABASE)
          .label("state", "active", "idle", "pending")
          .fedBy("ConnectionPool")
          .build();
  static final MeterSpec CONNECTIONS_MAX =
      MeterSpec.gauge("database_connections_max", "Connections of the pool at most.")
          .label(DATABASE)
          .fedBy("ConnectionPool")
          .build();

  private JdbcMeters() {}
}
