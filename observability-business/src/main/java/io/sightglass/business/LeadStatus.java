// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

/** What became of a lead that was processed. */
public enum LeadStatus {
  /** Worth pursuing. */
  QUALIFIED,
  /** Not worth pursuing. */
  REJECTED,
  /** A customer now. */
  CONVERTED,
  /** Known already. */
  DUPLICATE,
  /** It could not be processed. */
  FAILED,
  /** Nobody said. */
  UNKNOWN
}
