// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

/** Numbers of TCP ports. */
final class Ports {

  private Ports() {}

  static int checked(int port) {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port: 1 to 65535, was " + port);
    }
    return port;
  }
}
