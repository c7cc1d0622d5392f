// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Sixteen sets of three label values and the next duration, in turn. One per thread. */
@State(Scope.Thread)
public class Labels {

  /** The names of the labels. */
  static final String[] NAMES = {"method", "route", "outcome"};

  private static final String[] METHODS = {"GET", "POST"};
  private static final String[] ROUTES = {"/a", "/b", "/c", "/d"};
  private static final String[] OUTCOMES = {"success", "error"};

  String method = METHODS[0];
  String route = ROUTES[0];
  String outcome = OUTCOMES[0];
  double seconds;
  private int turn;

  /** Moves to the next set. */
  Labels next() {
    int now = turn++;
    method = METHODS[now & 1];
    route = ROUTES[(now >> 1) & 3];
    outcome = OUTCOMES[(now >> 3) & 1];
    // A spread over the buckets, without the cost of a random number.
    seconds = ((now * 0x9E3779B9) >>> 12) * 1e-6;
    return this;
  }
}
