// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit.servers;

/** A real server on 127.0.0.1 that a test can hurt. Not thread-safe. */
public sealed interface RealServer extends AutoCloseable permits PostgresServer, RedisServer {

  /** Its port on 127.0.0.1; the same after {@link #restart}. */
  int port();

  /**
   * Stops every process of it as {@code kill -STOP} does: connections stay open, nothing answers.
   */
  void stall();

  /** Lets it go on after {@link #stall}. */
  void resume();

  /** Ends it as {@code kill -9} does. */
  void kill();

  /** Starts it after {@link #kill}, at the same port. */
  void restart();

  /** Ends it and removes what it left. */
  @Override
  void close();
}
