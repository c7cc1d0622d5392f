// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The open connections, of a limited number. Who came a moment ago has not had the chance to speak:
 * newcomers may exceed the limit for that moment, so that a flood does not sweep away those who
 * have something to say. Used by the event loop alone.
 */
final class Connections {

  private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(50);
  private static final int MOST_TIMES = 4;

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
    trim(limit - 1);
    return open.size() < limit * MOST_TIMES || evict();
  }

  /** Ends the first to give way, and says whether there was one. */
  boolean evict() {
    Connection first = first();
    if (first == null || first.state() == Connection.State.HANDLING) {
      return false;
    }
    if (first.state() == Connection.State.LINGERING || first.state() == Connection.State.IDLE) {
      first.close();
    } else {
      first.drop(Rejection.EVICTED);
    }
    return true;
  }

  private void trim(int most) {
    Connection first = first();
    while (open.size() > most && first != null && moment(first) <= 0 && evict()) {
      first = first();
    }
  }

  private @Nullable Connection first() {
    open.removeIf(connection -> connection.state() == Connection.State.CLOSED);
    Connection first = null;
    for (Connection connection : open) {
      if (first == null || givesWayBefore(connection, first)) {
        first = connection;
      }
    }
    return first;
  }

  private static boolean givesWayBefore(Connection one, Connection other) {
    int order = one.state().compareTo(other.state());
    return order < 0 || (order == 0 && one.since() - other.since() < 0);
  }

  private static long moment(Connection connection) {
    return connection.since() + MOMENT - System.nanoTime();
  }

  /** How long nothing has to be given up, in nanoseconds. */
  long quiet() {
    long now = System.nanoTime();
    Connection first = first();
    long wait = first != null && open.size() > limit ? Math.max(moment(first), 0) : Long.MAX_VALUE;
    for (Connection connection : open) {
      wait = Math.min(wait, connection.deadline() - now);
    }
    return wait;
  }

  /** Gives up those whose deadline has passed, each by way of {@code guard}. */
  void expire(BiConsumer<Connection, Runnable> guard) {
    long now = System.nanoTime();
    for (Connection connection : open) {
      if (connection.state() != Connection.State.CLOSED && connection.deadline() - now <= 0) {
        guard.accept(connection, connection::expire);
      }
    }
    trim(limit);
  }

  void closeAll() {
    open.forEach(Connection::close);
    open.clear();
  }
}
