// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit.servers;

/** What runs a server. */
interface Engine {

  int port();

  void stall();

  void resume();

  void kill();

  void restart();

  void close();
}
