// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit.servers;

/** A Redis that asks for a password. */
public final class RedisServer implements RealServer {

  static final String PASSWORD = "right-password";

  private final Engine engine;

  private RedisServer(Engine engine) {
    this.engine = engine;
  }

  static RedisServer start(boolean container) {
    return new RedisServer(container ? ContainerEngine.redis() : EmbeddedRedisEngine.start());
  }

  /** The password of the default user. */
  public String password() {
    return PASSWORD;
  }

  @Override
  public int port() {
    return engine.port();
  }

  @Override
  public void stall() {
    engine.stall();
  }

  @Override
  public void resume() {
    engine.resume();
  }

  @Override
  public void kill() {
    engine.kill();
  }

  @Override
  public void restart() {
    engine.restart();
  }

  @Override
  public void close() {
    engine.close();
  }
}
