// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on 127.0.0.1 that breaks connections in a chosen way, to stand before a collector, a
 * database or a cache.
 *
 * <pre>{@code
 * try (FaultyTcpProxy proxy = FaultyTcpProxy.to(URI.create(receiver.grpcEndpoint()))) {
 *   proxy.fault(Fault.refuse());   // the collector is gone
 *   proxy.fault(Fault.none());     // and back, on the same port
 * }
 * }</pre>
 *
 * <p>Thread-safe. A fault holds for open connections too, from the next byte on. At most 1,000
 * connections at once; further ones are closed.
 */
public final class FaultyTcpProxy implements AutoCloseable {

  private static final int MAX_CONNECTIONS = 1_000;

  private final InetSocketAddress target;
  private final int port;
  private final Set<FaultyConnection> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong accepted = new AtomicLong();
  private final Object switching = new Object();
  private volatile Fault fault = Fault.none();
  private volatile boolean closed;
  private @Nullable ServerSocket listener;

  private FaultyTcpProxy(InetSocketAddress target) throws IOException {
    this.target = target;
    ServerSocket first = listen(0);
    this.port = first.getLocalPort();
    this.listener = first;
    accept(first);
  }

  /** A proxy before that host and port. */
  public static FaultyTcpProxy to(String host, int port) {
    try {
      return new FaultyTcpProxy(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A proxy before the host and port of that address. */
  public static FaultyTcpProxy to(URI address) {
    return to(address.getHost(), address.getPort());
  }

  /** Where it listens; the same port for its whole life. */
  public int port() {
    return port;
  }

  /** How many connections were accepted. */
  public long accepted() {
    return accepted.get();
  }

  /** How many are open now. */
  public int openConnections() {
    return open.size();
  }

  /**
   * Does this to connections from now on.
   *
   * @throws UncheckedIOException if it shall listen again and the port was taken meanwhile
   */
  public void fault(Fault fault) {
    Objects.requireNonNull(fault, "fault");
    synchronized (switching) {
      this.fault = fault;
      try {
        if (fault.kind() == Fault.Kind.REFUSE) {
          stopListening();
          open.forEach(FaultyConnection::reset);
        } else if (listener == null && !closed) {
          ServerSocket again = listen(port);
          listener = again;
          accept(again);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    open.forEach(FaultyConnection::faultChanged);
  }

  /** Stops listening and resets open connections. */
  @Override
  public void close() {
    synchronized (switching) {
      closed = true;
      try {
        stopListening();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    open.forEach(FaultyConnection::reset);
  }

  Fault fault() {
    return fault;
  }

  void ended(FaultyConnection connection) {
    open.remove(connection);
  }

  private void stopListening() throws IOException {
    ServerSocket current = listener;
    listener = null;
    if (current != null) {
      current.close();
    }
  }

  private static ServerSocket listen(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
    return socket;
  }

  private void accept(ServerSocket socket) {
    start(
        "accept",
        () -> {
          while (!socket.isClosed()) {
            try {
              take(socket.accept());
            } catch (IOException e) {
              if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
              }
            }
          }
        });
  }

  private void take(Socket client) throws IOException {
    accepted.incrementAndGet();
    if (open.size() >= MAX_CONNECTIONS) {
      client.close();
      return;
    }
    FaultyConnection connection = new FaultyConnection(this, client, target);
    open.add(connection);
    connection.start();
    // A switch to refusing that came in between has not seen this one.
    if (closed || fault.kind() == Fault.Kind.REFUSE) {
      connection.reset();
    }
  }

  static void start(String name, Runnable work) {
    Thread thread = new Thread(work, "sightglass-testkit-proxy-" + name);
    thread.setDaemon(true);
    thread.start();
  }
}
