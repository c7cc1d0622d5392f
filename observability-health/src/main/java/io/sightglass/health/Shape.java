// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

/** How answers are written. Nothing in them but what a {@link Verdict} and settings hold. */
interface Shape {

  /** For callers who may see no more than the status, and for probes. */
  Json status(Verdict verdict);

  /** The state in short. */
  Json summary(Verdict verdict);

  /** Every check. */
  Json detailed(Verdict verdict);
}
