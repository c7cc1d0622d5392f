// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.catalogue;

/** Upper bounds of histogram buckets, in the meter's unit, without the last one (+Inf). */
public final class Buckets {

  private Buckets() {}

  /**
   * Seconds, for requests and most work: OpenTelemetry's advice for HTTP durations (semantic
   * conventions, docs/http/http-metrics.md).
   */
  public static double[] requests() {
    return new double[] {0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10};
  }

  /** Bytes, for bodies: powers of four from 64 B to 64 MiB. */
  public static double[] bytes() {
    double[] bounds = new double[11];
    double bound = 64;
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = bound;
      bound *= 4;
    }
    return bounds;
  }
}
