// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.event.Count;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import io.sightglass.event.Label;
import org.jspecify.annotations.Nullable;

/**
 * A message of any other channel reached a state: an e-mail, a text message, a push. Counted in
 * {@code messages_total{channel,direction,status}}.
 *
 * @param channel a value of the app's own enum, or one of few texts, for example {@code email}
 * @param direction which way it goes
 * @param status the state it reached
 * @param messageId the message's id
 */
@Event(
    value = "message.delivery",
    message = "Message",
    help = "A message reached a state.",
    counts =
        @Count(
            value = "messages_total",
            labels = {"channel", "direction", "status"},
            help = "Messages, by channel and the states they reached."))
public record MessageDelivery(
    @Label(max = 20) @Nullable String channel,
    @Label @Nullable MessageDirection direction,
    @Label @Nullable MessageStatus status,
    @Detail @Nullable String messageId) {

  /** With a constant of the app's enum of channels. */
  public MessageDelivery(
      Enum<?> channel, MessageDirection direction, MessageStatus status, String messageId) {
    this(Texts.of(channel), direction, status, messageId);
  }
}
