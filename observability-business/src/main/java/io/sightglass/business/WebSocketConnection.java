// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.Observability;
import io.sightglass.meter.Gauge;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An open WebSocket connection. Used from any thread; nothing here throws. */
public final class WebSocketConnection implements AutoCloseable {

  private final Observability obs;
  private final Gauge.Handle active;
  private final @Nullable String id;
  private final AtomicBoolean closed = new AtomicBoolean();

  WebSocketConnection(Observability obs, Gauge.Handle active, @Nullable String id) {
    this.obs = obs;
    this.active = active;
    this.id = id;
    active.increment();
  }

  /** Something went wrong on it: records {@link WebSocketError}. */
  public void error(Throwable failure) {
    obs.record(new WebSocketError(failure, id));
  }

  /** It is closed. Further calls do nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      active.decrement();
    }
  }
}
