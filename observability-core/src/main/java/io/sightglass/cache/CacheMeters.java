// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.cache;

import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;

/** What caches are measured by. */
final class CacheMeters {

  static final String HIT = "hit";
  static final String MISS = "miss";
  static final String OK = "ok";
  static final String ERROR = "error";

  private static final LabelSpec CACHE = LabelSpec.upTo("cache", 50);

  static final MeterSpec OPERATIONS =
      MeterSpec.counter("cache_operations_total", "Operations of caches, by how they ended.")
          .label(CACHE)
          .label("operation", "get", "put", "evict")
          .label("result", HIT, MISS, OK, ERROR)
          .fedBy("CacheObserver, CaffeineCaches")
          .build();
  static final MeterSpec DURATION =
      MeterSpec.histogram("cache_operation_duration_seconds", "How long operations of caches took.")
          .label(CACHE)
          .label("operation", "get", "put", "evict")
          .buckets(0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5)
          .fedBy("CacheObserver, CaffeineCaches")
          .build();
  static final MeterSpec BYTES =
      MeterSpec.gauge("cache_size_bytes", "Size of caches.")
          .label(CACHE)
          .fedBy("CacheObserver, CaffeineCaches")
          .build();
  static final MeterSpec ITEMS =
      MeterSpec.gauge("cache_items_total", "Entries of caches.")
          .label(CACHE)
          .fedBy("CacheObserver, CaffeineCaches")
          .build();

  private CacheMeters() {}
}
