// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.Observability;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Gauge;

/**
 * WebSocket connections: how many are open, how many were asked for, and what went wrong.
 *
 * <pre>{@code
 * WebSocketConnection connection = business.webSockets().opened("ws_1"); // in onOpen
 * connection.error(failure);                                              // in onError
 * connection.close();                                                     // in onClose
 * }</pre>
 *
 * <p>Thread-safe. Nothing here throws.
 */
public final class WebSockets {

  private static final MeterSpec ACTIVE =
      MeterSpec.gauge("websocket_connections_active", "WebSocket connections that are open.")
          .fedBy("Business.webSockets().opened")
          .build();

  private final Observability obs;
  private final Gauge.Handle active;

  WebSockets(Observability obs) {
    this.obs = obs;
    Domains.declare(obs, BusinessDomain.WEBSOCKETS);
    active = obs.meters().gauge(ACTIVE).handle();
    active.add(0);
  }

  /** A connection was opened; close the result when it is. */
  public WebSocketConnection opened(String connectionId) {
    obs.record(new WebSocketOpened(connectionId));
    return new WebSocketConnection(obs, active, connectionId);
  }

  /** A connection was asked for and refused, and why. */
  public void rejected(String reason) {
    obs.record(new WebSocketRejected(reason));
  }
}
