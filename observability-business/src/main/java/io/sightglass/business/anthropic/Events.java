// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.anthropic;

import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.RawMessageDeltaEvent;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.Usage;
import io.sightglass.business.ai.AiStream;
import io.sightglass.business.internal.EventReader;
import org.jspecify.annotations.Nullable;

/** Reads the events of one stream, whose start and end each tell one half of the usage. */
final class Events<T> implements EventReader<T> {

  private @Nullable Usage start;

  @Override
  public boolean read(AiStream call, T event) {
    if (!(event instanceof RawMessageStreamEvent part)) {
      return false;
    }
    if (part.isContentBlockDelta()) {
      call.chunk();
    } else if (part.isMessageStart()) {
      Message message = part.asMessageStart().message();
      call.responseModel(message.model().asString()).responseId(message.id());
      start = message._usage().asKnown().orElse(null);
    } else if (part.isMessageDelta()) {
      end(call, part.asMessageDelta());
    }
    return part.isMessageStop();
  }

  private void end(AiStream call, RawMessageDeltaEvent delta) {
    delta.delta().stopReason().ifPresent(reason -> call.finish(reason.asString()));
    if (start != null) {
      call.usage(AnthropicUsage.of(start, delta._usage().asKnown().orElse(null)));
    }
  }
}
