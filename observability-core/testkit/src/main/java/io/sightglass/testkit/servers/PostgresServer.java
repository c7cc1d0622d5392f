// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit.servers;

/** A PostgreSQL with one user whose password it checks. */
public final class PostgresServer implements RealServer {

  static final String USER = "app";
  static final String PASSWORD = "right-password";
  static final String DATABASE = "postgres";

  private final Engine engine;

  private PostgresServer(Engine engine) {
    this.engine = engine;
  }

  static PostgresServer start(boolean container) {
    return new PostgresServer(
        container ? ContainerEngine.postgres() : EmbeddedPostgresEngine.start());
  }

  /** Where to connect, without user and password. */
  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port() + "/" + DATABASE;
  }

  /** The user. */
  public String user() {
    return USER;
  }

  /** The user's password. */
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
