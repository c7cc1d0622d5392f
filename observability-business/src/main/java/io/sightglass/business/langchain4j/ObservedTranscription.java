// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.langchain4j;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.audio.AudioTranscriptionModel;
import dev.langchain4j.model.audio.AudioTranscriptionRequest;
import dev.langchain4j.model.audio.AudioTranscriptionResponse;
import io.sightglass.business.Voice;
import io.sightglass.business.ai.AiCalls;
import io.sightglass.business.ai.AiOperation;
import io.sightglass.business.ai.AiProvider;

/** Records each transcription, as speech and as a call of a model. */
final class ObservedTranscription implements AudioTranscriptionModel {

  private final AudioTranscriptionModel model;
  private final String name;
  private final AiCalls ai;
  private final Voice voice;

  ObservedTranscription(AudioTranscriptionModel model, String name, AiCalls ai, Voice voice) {
    this.model = model;
    this.name = name;
    this.ai = ai;
    this.voice = voice;
  }

  @Override
  public AudioTranscriptionResponse transcribe(AudioTranscriptionRequest request) {
    AiProvider provider = Providers.of(model.provider());
    return voice.stt(
        provider.value(),
        () ->
            ai.call(
                AiOperation.SPEECH_TO_TEXT,
                provider,
                name,
                call -> Failures.noting(call, () -> model.transcribe(request))));
  }

  @Override
  public ModelProvider provider() {
    return model.provider();
  }
}
