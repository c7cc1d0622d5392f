// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

/** A value as it was given, under the key it was given by. */
record Given(String key, String value, Source source) {

  boolean isPropertyStyle() {
    return key.indexOf('.') >= 0;
  }

  /** Never the value, which may be a secret. */
  @Override
  public String toString() {
    return Display.key(key) + " (" + source + ")";
  }
}
