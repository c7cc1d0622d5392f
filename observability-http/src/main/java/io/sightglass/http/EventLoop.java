// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.sightglass.Diagnostics;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One thread that accepts, reads, answers and writes for every caller, so that no caller can hold a
 * thread. Callers that have something to say go before newcomers, and at the limit the oldest that
 * is not being served gives way.
 */
final class EventLoop implements Executor {

  // Few at a time: those accepted have a chance to speak before they would have to give way.
  private static final int ACCEPTS_PER_TURN = 16;
  private static final long LONGEST_WAIT = TimeUnit.SECONDS.toMillis(1);
  private static final long ACCEPT_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

  private final Selector selector;
  private final SelectionKey listener;
  private final ServerSocketChannel server;
  private final Diagnostics diagnostics;
  private final Connections connections;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;
  private boolean acceptable;
  private long acceptAgain;
  private Connection.@Nullable Port port;
  private @Nullable Thread thread;

  EventLoop(ServerSocketChannel server, Limits limits, Diagnostics diagnostics) throws IOException {
    this.server = server;
    this.diagnostics = diagnostics;
    connections = new Connections(limits.connections());
    selector = Selector.open();
    server.configureBlocking(false);
    listener = server.register(selector, SelectionKey.OP_ACCEPT);
  }

  /** Starts the thread. */
  void start(Connection.Port shared) {
    port = shared;
    thread = Threads.start("sightglass-ops", this::run);
  }

  /** Runs {@code task} on the loop, soon. */
  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    selector.wakeup();
  }

  /** Closes the port and every connection. */
  void stop(Duration wait) {
    stopped = true;
    selector.wakeup();
    if (thread != null) {
      Threads.join(thread, wait);
    }
  }

  private void run() {
    while (!stopped) {
      try {
        turn();
      } catch (IOException | RuntimeException | Error e) {
        report(e);
      }
    }
    connections.closeAll();
    closeQuietly(server);
    closeQuietly(selector);
  }

  private void turn() throws IOException {
    // An interrupt that an endpoint left behind would make every wait return at once.
    Thread.interrupted();
    acceptable = false;
    selector.select(this::ready, waitMillis());
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      guarded(null, task);
    }
    connections.expire(this::guarded);
    resumeAccepting();
    if (acceptable) {
      accept();
    }
  }

  private long waitMillis() {
    long millis = TimeUnit.NANOSECONDS.toMillis(connections.quiet());
    return Math.max(0, Math.min(LONGEST_WAIT, millis)) + 1;
  }

  private void ready(SelectionKey key) {
    if (key.attachment() instanceof Connection connection) {
      guarded(connection, connection::ready);
    } else {
      acceptable = true;
    }
  }

  private void guarded(@Nullable Connection connection, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      if (connection != null) {
        connection.close();
      }
      report(e);
    }
  }

  private void accept() {
    Connection.Port shared = port;
    if (shared == null) {
      return;
    }
    for (int i = 0; i < ACCEPTS_PER_TURN; i++) {
      try {
        SocketChannel channel = server.accept();
        if (channel == null) {
          return;
        }
        admit(shared, channel);
      } catch (IOException e) {
        // Mostly no file handle is left: one connection gives way, and the rest wait a little.
        connections.evict();
        listener.interestOps(0);
        acceptAgain = System.nanoTime() + ACCEPT_PAUSE;
        return;
      }
    }
  }

  private void admit(Connection.Port shared, SocketChannel channel) throws IOException {
    if (!connections.makeRoom()) {
      shared.rejections().count(Rejection.EVICTED);
      channel.close();
      return;
    }
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      Connection connection = new Connection(shared, channel, key);
      key.attach(connection);
      connections.add(connection);
      guarded(connection, connection::ready);
    } catch (IOException e) {
      // This caller has gone already; the next one may not.
      closeQuietly(channel);
    }
  }

  private void resumeAccepting() {
    if (listener.interestOps() == 0 && System.nanoTime() - acceptAgain >= 0) {
      listener.interestOps(SelectionKey.OP_ACCEPT);
    }
  }

  private void report(Throwable failure) {
    try {
      diagnostics.internalError("ops-port", failure);
    } catch (RuntimeException | Error e) {
      // Liveness answers as long as the process does, even when memory is short.
    }
  }

  private static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      // Nothing is left to do with it.
    }
  }
}
