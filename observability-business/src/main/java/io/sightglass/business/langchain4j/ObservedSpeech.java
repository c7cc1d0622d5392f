// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.langchain4j;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.audio.TextToSpeechModel;
import dev.langchain4j.model.audio.TextToSpeechRequest;
import dev.langchain4j.model.audio.TextToSpeechResponse;
import io.sightglass.business.Voice;
import io.sightglass.business.ai.AiCalls;
import io.sightglass.business.ai.AiOperation;
import io.sightglass.business.ai.AiProvider;

/** Records each text that is spoken, as speech and as a call of a model. */
final class ObservedSpeech implements TextToSpeechModel {

  private final TextToSpeechModel model;
  private final String name;
  private final AiCalls ai;
  private final Voice voice;

  ObservedSpeech(TextToSpeechModel model, String name, AiCalls ai, Voice voice) {
    this.model = model;
    this.name = name;
    this.ai = ai;
    this.voice = voice;
  }

  @Override
  public TextToSpeechResponse synthesize(TextToSpeechRequest request) {
    AiProvider provider = Providers.of(model.provider());
    int characters = request == null || request.text() == null ? 0 : request.text().length();
    return voice.tts(
        provider.value(),
        characters,
        () ->
            ai.call(
                AiOperation.TEXT_TO_SPEECH,
                provider,
                name,
                call -> {
                  call.characters(characters);
                  return Failures.noting(call, () -> model.synthesize(request));
                }));
  }

  @Override
  public ModelProvider provider() {
    return model.provider();
  }
}
