// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit.servers;

import io.sightglass.testkit.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** PostgreSQL's own program, out of a jar. */
final class EmbeddedPostgresEngine implements Engine {

  private final int port = Ports.free();
  private final Path data;
  private EmbeddedPostgres server;

  private EmbeddedPostgresEngine() throws IOException, SQLException {
    data = Files.createTempDirectory("sightglass-postgres");
    server = launch();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create role "
              + PostgresServer.USER
              + " login password '"
              + PostgresServer.PASSWORD
              + "'");
      Path rules = data.resolve("pg_hba.conf");
      String rule = "host all " + PostgresServer.USER + " 127.0.0.1/32 scram-sha-256\n";
      Files.writeString(rules, rule + Files.readString(rules));
      statement.execute("select pg_reload_conf()");
    }
  }

  static EmbeddedPostgresEngine start() {
    try {
      return new EmbeddedPostgresEngine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL did not take its first statements", e);
    }
  }

  private EmbeddedPostgres launch() throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .start();
  }

  @Override
  public int port() {
    return port;
  }

  private List<Long> pids() {
    try (Stream<String> lines = Files.lines(data.resolve("postmaster.pid"))) {
      return Processes.tree(Long.parseLong(lines.findFirst().orElse("").strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stall() {
    Processes.signal("STOP", pids());
  }

  @Override
  public void resume() {
    Processes.signal("CONT", pids());
  }

  @Override
  public void kill() {
    List<Long> pids = pids();
    Processes.signal("KILL", pids);
    Processes.awaitEnd(pids);
  }

  @Override
  public void restart() {
    try {
      server.close();
    } catch (IOException e) {
      // It has nothing left to stop.
    }
    try {
      server = launch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    resume();
    try {
      server.close();
    } catch (IOException e) {
      kill();
    }
    try (Stream<Path> left = Files.walk(data)) {
      left.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      // A folder for temporary files is cleaned by others too.
    }
  }
}
