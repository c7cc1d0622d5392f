// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

/** Who writes the lines: the fields that every line of a process has in common, and their style. */
record Identity(String service, String environment, String version, LineStyle style) {

  Identity(String service, String environment, String version) {
    this(service, environment, version, LineStyle.STANDARD);
  }
}
