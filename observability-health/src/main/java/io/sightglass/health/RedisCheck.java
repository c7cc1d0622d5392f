// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import io.sightglass.health.HealthResult.Cause;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A check of a Redis server by {@code PING} over a connection of its own, without a client library.
 *
 * <pre>{@code
 * health.ready("redis", RedisCheck.of("redis", 6379).auth("app", secrets::redisPassword));
 * }</pre>
 *
 * <p>A server that is loading its data set, or a replica without its master, is not healthy.
 * Immutable and thread-safe.
 */
public final class RedisCheck implements HealthCheck {

  private static final int MAX_LINE = 512;

  private final String host;
  private final int port;
  private final @Nullable String user;
  private final @Nullable Supplier<String> password;
  private final @Nullable SSLSocketFactory tls;

  private RedisCheck(
      String host,
      int port,
      @Nullable String user,
      @Nullable Supplier<String> password,
      @Nullable SSLSocketFactory tls) {
    this.host = host;
    this.port = port;
    this.user = user;
    this.password = password;
    this.tls = tls;
  }

  /**
   * A server without a password and without TLS.
   *
   * @param port 1 to 65,535
   * @throws IllegalArgumentException for a port outside its range
   */
  public static RedisCheck of(String host, int port) {
    return new RedisCheck(
        Objects.requireNonNull(host, "host"), Ports.checked(port), null, null, null);
  }

  /** With that password, of the default user; asked for at each run. */
  public RedisCheck auth(Supplier<String> password) {
    return new RedisCheck(host, port, null, Objects.requireNonNull(password, "password"), tls);
  }

  /** With that user and password, which is asked for at each run. */
  public RedisCheck auth(String user, Supplier<String> password) {
    return new RedisCheck(
        host,
        port,
        Objects.requireNonNull(user, "user"),
        Objects.requireNonNull(password, "password"),
        tls);
  }

  /** Over TLS; the server's certificate must be trusted by the factory and name the host. */
  public RedisCheck tls(SSLSocketFactory factory) {
    return new RedisCheck(host, port, user, password, Objects.requireNonNull(factory, "factory"));
  }

  @Override
  public HealthResult check() throws IOException {
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(host, port), TcpCheck.TIMEOUT_MILLIS);
      plain.setSoTimeout(TcpCheck.TIMEOUT_MILLIS);
      if (tls == null) {
        return talk(plain);
      }
      try (SSLSocket socket = (SSLSocket) tls.createSocket(plain, host, port, true)) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return talk(socket);
      }
    }
  }

  private HealthResult talk(Socket socket) throws IOException {
    if (password != null) {
      String secret = password.get();
      String reply = user == null ? ask(socket, "AUTH", secret) : ask(socket, "AUTH", user, secret);
      if (!reply.equals("+OK")) {
        return judge(reply, Cause.AUTH);
      }
    }
    String reply = ask(socket, "PING");
    return reply.equals("+PONG") ? HealthResult.healthy() : judge(reply, Cause.FAILED);
  }

  private static HealthResult judge(String reply, Cause otherwise) {
    int end = reply.indexOf(' ');
    String code = end < 0 ? reply : reply.substring(0, end);
    Cause cause =
        switch (code) {
          case "-NOAUTH", "-WRONGPASS", "-NOPERM" -> Cause.AUTH;
          case "-ERR" -> reply.contains("max number of clients") ? Cause.POOL_EXHAUSTED : otherwise;
          default -> Cause.FAILED;
        };
    return HealthResult.unhealthy(cause, "it answered " + code);
  }

  private static String ask(Socket socket, String... words) throws IOException {
    StringBuilder command = new StringBuilder().append('*').append(words.length).append("\r\n");
    for (String word : words) {
      int length = word.getBytes(StandardCharsets.UTF_8).length;
      command.append('$').append(length).append("\r\n").append(word).append("\r\n");
    }
    socket.getOutputStream().write(command.toString().getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    return line(socket.getInputStream());
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.length() < MAX_LINE) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (next == '\n') {
        break;
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }
}
