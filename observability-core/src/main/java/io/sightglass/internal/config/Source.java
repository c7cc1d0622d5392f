// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

/**
 * Where a value comes from: given by the first of three places that has it, following from another
 * setting, put in place of one that was refused, or the default.
 */
enum Source {
  CODE("code"),
  PROPERTY("system property"),
  ENVIRONMENT("environment"),
  DERIVED("derived"),
  FALLBACK("fallback"),
  DEFAULT("default");

  private final String text;

  Source(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
