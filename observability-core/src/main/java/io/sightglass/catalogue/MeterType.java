// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.catalogue;

/** What a meter measures and how it may move. */
public enum MeterType {
  /** A sum that only goes up; its name ends in {@code _total}. */
  COUNTER,
  /** A value that goes up and down. */
  GAUGE,
  /** Counts of values in buckets, with their sum and count. */
  HISTOGRAM
}
