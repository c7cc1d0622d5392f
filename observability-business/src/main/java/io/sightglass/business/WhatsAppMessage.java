// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.event.Count;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import io.sightglass.event.Label;
import org.jspecify.annotations.Nullable;

/**
 * A WhatsApp message reached a state. Counted in {@code
 * whatsapp_messages_total{direction,type,status,sender}}. States come by webhooks that are sent
 * again, so record them with {@code obs.recordOnce(messageId + status, …)}.
 *
 * @param direction which way it goes
 * @param type what kind it is
 * @param status the state it reached
 * @param sender a short name of the business number or instance, of which the first 20 are series;
 *     a telephone number itself is refused as a label value
 * @param messageId the message's id
 * @param instance the instance that sent it
 */
@Event(
    value = "whatsapp.message",
    message = "WhatsApp message",
    help = "A WhatsApp message reached a state.",
    counts =
        @Count(
            value = "whatsapp_messages_total",
            labels = {"direction", "type", "status", "sender"},
            help = "WhatsApp messages, by the states they reached."))
public record WhatsAppMessage(
    @Label @Nullable MessageDirection direction,
    @Label @Nullable WhatsAppType type,
    @Label @Nullable MessageStatus status,
    @Label(max = 20) @Nullable String sender,
    @Detail @Nullable String messageId,
    @Detail("wa_instance") @Nullable String instance) {

  /** A message that came in: delivered. */
  public static WhatsAppMessage inbound(WhatsAppType type, String sender, String messageId) {
    return new WhatsAppMessage(
        MessageDirection.INBOUND, type, MessageStatus.DELIVERED, sender, messageId, null);
  }

  /** A message of the app that reached a state. */
  public static WhatsAppMessage outbound(
      WhatsAppType type, MessageStatus status, String sender, String messageId) {
    return new WhatsAppMessage(MessageDirection.OUTBOUND, type, status, sender, messageId, null);
  }

  /** The same with the instance that sent it. */
  public WhatsAppMessage instance(@Nullable String name) {
    return new WhatsAppMessage(direction, type, status, sender, messageId, name);
  }
}
