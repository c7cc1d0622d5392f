// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

/** Where a value comes from; the first that has one wins. */
enum Source {
  CODE("code"),
  PROPERTY("system property"),
  ENVIRONMENT("environment"),
  DERIVED("derived"),
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
