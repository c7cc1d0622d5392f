// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit.servers;

import io.sightglass.testkit.Ports;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A container, at a fixed port of 127.0.0.1 so that it is the same after a restart. */
final class ContainerEngine implements Engine {

  private final GenericContainer<?> container;
  private final int port;

  private ContainerEngine(GenericContainer<?> container, int port, int inside) {
    this.container = container;
    this.port = port;
    container.setPortBindings(List.of("127.0.0.1:" + port + ":" + inside));
    container.start();
  }

  static ContainerEngine postgres() {
    PostgreSQLContainer container =
        new PostgreSQLContainer(DockerImageName.parse("postgres:18-alpine"));
    container.withDatabaseName(PostgresServer.DATABASE);
    container.withUsername(PostgresServer.USER);
    container.withPassword(PostgresServer.PASSWORD);
    return new ContainerEngine(container, Ports.free(), 5432);
  }

  static ContainerEngine redis() {
    GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse("redis:8-alpine"));
    container.withCommand("redis-server", "--requirepass", RedisServer.PASSWORD);
    container.setWaitStrategy(Wait.forListeningPort());
    return new ContainerEngine(container, Ports.free(), 6379);
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void stall() {
    container.getDockerClient().pauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void resume() {
    container.getDockerClient().unpauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void kill() {
    container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void restart() {
    container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void close() {
    container.stop();
  }
}
