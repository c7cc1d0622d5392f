// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

/** What is done with a customer's record. */
public enum CustomerOperation {
  /** Added. */
  CREATED,
  /** Changed. */
  UPDATED,
  /** Made one with another. */
  MERGED,
  /** Deleted. */
  DELETED,
  /** Written out. */
  EXPORTED
}
