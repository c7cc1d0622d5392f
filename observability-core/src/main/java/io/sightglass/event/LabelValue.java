// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.event;

/** An enum whose constants say how they are written as label values. */
public interface LabelValue {

  /** The value, never null; constant for the constant. */
  String label();
}
