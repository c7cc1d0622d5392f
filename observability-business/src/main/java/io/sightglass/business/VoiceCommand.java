// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.event.Count;
import io.sightglass.event.Detail;
import io.sightglass.event.Event;
import io.sightglass.event.Label;
import org.jspecify.annotations.Nullable;

/**
 * Somebody gave a command by voice. Counted in {@code voice_commands_total{intent,status}}.
 *
 * @param intent what was meant: a value of the app's own enum, or one of few texts; never what was
 *     said
 * @param status what became of it
 * @param conversationId the id of the conversation
 */
@Event(
    value = "voice.command",
    help = "Somebody gave a command by voice.",
    counts =
        @Count(
            value = "voice_commands_total",
            labels = {"intent", "status"},
            help = "Voice commands, by intent and what became of them."))
public record VoiceCommand(
    @Label(max = 100) @Nullable String intent,
    @Label @Nullable VoiceStatus status,
    @Detail @Nullable String conversationId) {

  /** With a constant of the app's enum of intents. */
  public VoiceCommand(Enum<?> intent, VoiceStatus status, @Nullable String conversationId) {
    this(Texts.of(intent), status, conversationId);
  }
}
