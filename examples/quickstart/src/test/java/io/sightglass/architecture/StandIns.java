// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import io.sightglass.catalogue.Catalogue;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterFeed;
import io.sightglass.catalogue.MeterSpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Meters whose names are settled and whose feeders are not in the library yet: what profiles do to
 * them is proven before they come. One that a module declares is left out here.
 */
final class StandIns {

  private static final LabelSpec DATABASE = LabelSpec.upTo("database", 20);
  private static final LabelSpec CACHE = LabelSpec.upTo("cache", 50);

  private static final List<MeterSpec> ALL =
      List.of(
          MeterSpec.histogram("database_query_duration_seconds", "How long queries took.")
              .label("query_type", "select", "insert", "update", "delete", "other")
              .label(LabelSpec.upTo("table", 50))
              .buckets(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10)
              .build(),
          MeterSpec.gauge("database_connections", "Connections of the pool.")
              .label(DATABASE)
              .label("state", "active", "idle", "pending")
              .build(),
          MeterSpec.gauge("database_connections_max", "Connections at most.")
              .label(DATABASE)
              .build(),
          MeterSpec.counter("database_errors_total", "Queries that failed.")
              .label(LabelSpec.upTo("error_type", 50))
              .build(),
          MeterSpec.counter("cache_operations_total", "Operations of caches.")
              .label(CACHE)
              .label("operation", "get", "put", "evict")
              .label("result", "hit", "miss", "ok", "error")
              .build(),
          MeterSpec.histogram("cache_operation_duration_seconds", "How long they took.")
              .label(CACHE)
              .label("operation", "get", "put", "evict")
              .build(),
          MeterSpec.gauge("cache_size_bytes", "Size of caches.").label(CACHE).build(),
          MeterSpec.gauge("cache_items_total", "Entries of caches.").label(CACHE).build());

  private StandIns() {}

  /** Those that no module declares. */
  static List<MeterSpec> missing() {
    Set<String> declared =
        MeterFeed.all().values().stream()
            .map(Catalogue::meters)
            .flatMap(List::stream)
            .map(MeterSpec::id)
            .collect(Collectors.toSet());
    return ALL.stream().filter(spec -> !declared.contains(spec.id())).toList();
  }
}
