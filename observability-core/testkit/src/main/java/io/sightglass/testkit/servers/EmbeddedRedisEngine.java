// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit.servers;

import io.sightglass.testkit.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Redis' own program, out of a jar. */
final class EmbeddedRedisEngine implements Engine {

  private static final int MAX_LINES = 200;

  private final int port = Ports.free();
  private redis.embedded.RedisServer server;
  private long pid;

  private EmbeddedRedisEngine() throws IOException {
    server = launch();
    pid = askPid();
  }

  static EmbeddedRedisEngine start() {
    try {
      return new EmbeddedRedisEngine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private redis.embedded.RedisServer launch() throws IOException {
    redis.embedded.RedisServer launched =
        redis.embedded.RedisServer.newRedisServer()
            .port(port)
            .bind("127.0.0.1")
            .setting("save \"\"")
            .setting("requirepass " + RedisServer.PASSWORD)
            .build();
    launched.start();
    return launched;
  }

  private long askPid() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(5_000);
      String commands = "AUTH " + RedisServer.PASSWORD + "\r\nINFO server\r\n";
      socket.getOutputStream().write(commands.getBytes(StandardCharsets.US_ASCII));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      for (int i = 0; i < MAX_LINES; i++) {
        String line = in.readLine();
        if (line != null && line.startsWith("process_id:")) {
          return Long.parseLong(line.substring("process_id:".length()).strip());
        }
      }
    }
    throw new IOException("Redis did not say its process id");
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void stall() {
    Processes.signal("STOP", List.of(pid));
  }

  @Override
  public void resume() {
    Processes.signal("CONT", List.of(pid));
  }

  @Override
  public void kill() {
    Processes.signal("KILL", List.of(pid));
    Processes.awaitEnd(List.of(pid));
  }

  @Override
  public void restart() {
    stopQuietly();
    try {
      server = launch();
      pid = askPid();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void stopQuietly() {
    try {
      server.stop();
    } catch (IOException e) {
      // It has nothing left to stop.
    }
  }

  @Override
  public void close() {
    resume();
    stopQuietly();
  }
}
