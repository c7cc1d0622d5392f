// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.cache;

/** What is done with a cache, as the label {@code operation} has it. */
public enum CacheOperation {
  /** A value is looked up. */
  GET("get"),
  /** A value is stored, or loaded. */
  PUT("put"),
  /** A value is removed. */
  EVICT("evict");

  private final String label;

  CacheOperation(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
