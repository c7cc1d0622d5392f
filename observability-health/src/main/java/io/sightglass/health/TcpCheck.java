// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Opens a connection and closes it. */
record TcpCheck(String host, int port) implements HealthCheck {

  /** Shorter than the longest deadline, so that a thread is not held for long after it. */
  static final int TIMEOUT_MILLIS = 900;

  @Override
  public HealthResult check() throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
      return HealthResult.healthy();
    }
  }
}
