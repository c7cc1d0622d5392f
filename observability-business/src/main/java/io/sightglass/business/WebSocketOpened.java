// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.event.Count;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket connection was opened. {@link WebSockets#opened} records it and keeps the number of
 * open ones.
 *
 * @param connectionId the connection's id
 */
@Event(
    value = "websocket.opened",
    message = "WebSocket opened",
    help = "A WebSocket connection was opened.",
    counts =
        @Count(
            value = Names.WEBSOCKET_CONNECTIONS,
            labels = "outcome=accepted",
            help = Names.WEBSOCKET_CONNECTIONS_HELP))
public record WebSocketOpened(@Detail @Nullable String connectionId) {}
