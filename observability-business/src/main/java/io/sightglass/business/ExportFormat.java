// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

/** The format of an export. */
public enum ExportFormat {
  /** Comma-separated values. */
  CSV,
  /** A spreadsheet. */
  XLSX,
  /** A document. */
  PDF,
  /** JSON. */
  JSON,
  /** Anything else. */
  OTHER
}
