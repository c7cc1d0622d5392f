// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** The open connections, of a limited number. Used by the event loop alone. */
final class Connections {

  private static final Comparator<Connection> GIVES_WAY_FIRST =
      Comparator.comparing(Connection::state)
          .thenComparing((a, b) -> Long.signum(a.since() - b.since()));

  private final int limit;
  private final List<Connection> open = new ArrayList<>();

  Connections(int limit) {
    this.limit = limit;
  }

  void add(Connection connection) {
    open.add(connection);
  }

  /** Whether there is room for one more, after one has given way if need be. */
  boolean makeRoom() {
    forgetClosed();
    while (open.size() >= limit) {
      if (!evict()) {
        return false;
      }
    }
    return true;
  }

  /** Ends the oldest that is not being served, and says whether there was one. */
  boolean evict() {
    forgetClosed();
    Optional<Connection> first = open.stream().min(GIVES_WAY_FIRST);
    if (first.isEmpty() || first.get().state() == Connection.State.HANDLING) {
      return false;
    }
    Connection connection = first.get();
    if (connection.state() == Connection.State.LINGERING
        || connection.state() == Connection.State.IDLE) {
      connection.close();
    } else {
      connection.drop(Rejection.EVICTED);
    }
    open.remove(connection);
    return true;
  }

  /** When something has to be given up next, in {@link System#nanoTime()}. */
  long nextDeadline() {
    forgetClosed();
    long now = System.nanoTime();
    long wait = TimeUnit.SECONDS.toNanos(1);
    for (Connection connection : open) {
      wait = Math.min(wait, connection.deadline() - now);
    }
    return now + wait;
  }

  /** Gives up those whose deadline has passed, each by way of {@code guard}. */
  void expire(BiConsumer<Connection, Runnable> guard) {
    long now = System.nanoTime();
    for (Connection connection : open) {
      if (connection.state() != Connection.State.CLOSED && connection.deadline() - now <= 0) {
        guard.accept(connection, connection::expire);
      }
    }
    forgetClosed();
  }

  void closeAll() {
    open.forEach(Connection::close);
    open.clear();
  }

  private void forgetClosed() {
    open.removeIf(connection -> connection.state() == Connection.State.CLOSED);
  }
}
