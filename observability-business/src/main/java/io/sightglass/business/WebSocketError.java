// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.event.Count;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import io.sightglass.event.Label;
import org.jspecify.annotations.Nullable;

/**
 * Something went wrong on a WebSocket connection. Counted in {@code
 * websocket_errors_total{error_type}}.
 *
 * @param errorType the simple name of the exception's class, or one of few texts
 * @param connectionId the connection's id
 */
@Event(
    value = "websocket.error",
    message = "WebSocket error",
    help = "Something went wrong on a WebSocket connection.",
    failure = true,
    counts =
        @Count(
            value = "websocket_errors_total",
            labels = "error_type",
            help = "Errors of WebSocket connections."))
public record WebSocketError(
    @Label(max = 50) @Nullable String errorType, @Detail @Nullable String connectionId) {

  /** By the class of what was thrown; its message is not kept. */
  public WebSocketError(Throwable failure, @Nullable String connectionId) {
    this(Texts.typeOf(failure), connectionId);
  }
}
