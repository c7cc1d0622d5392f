// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.event.Count;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket connection was asked for and refused.
 *
 * @param reason why, in a few words
 */
@Event(
    value = "websocket.rejected",
    message = "WebSocket rejected",
    help = "A WebSocket connection was refused.",
    counts =
        @Count(
            value = Names.WEBSOCKET_CONNECTIONS,
            labels = "outcome=rejected",
            help = Names.WEBSOCKET_CONNECTIONS_HELP))
public record WebSocketRejected(@Detail @Nullable String reason) {}
