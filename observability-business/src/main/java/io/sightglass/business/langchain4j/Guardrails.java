// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.langchain4j;

import dev.langchain4j.observability.api.event.GuardrailExecutedEvent;
import dev.langchain4j.observability.api.event.InputGuardrailExecutedEvent;
import dev.langchain4j.observability.api.event.OutputGuardrailExecutedEvent;
import dev.langchain4j.observability.api.listener.AiServiceListener;
import dev.langchain4j.observability.api.listener.InputGuardrailExecutedListener;
import dev.langchain4j.observability.api.listener.OutputGuardrailExecutedListener;
import io.sightglass.business.ai.AiCalls;
import java.util.List;

/** Records guardrails. What was guarded is read by none of it. */
final class Guardrails {

  private Guardrails() {}

  static List<AiServiceListener<?>> listeners(AiCalls ai) {
    return List.of(new Input(ai), new Output(ai));
  }

  private static void record(AiCalls ai, GuardrailExecutedEvent<?, ?, ?> event, boolean answer) {
    String name = event.guardrailClass().getSimpleName();
    ai.guardrailRan(name, answer, event.duration(), event.result().isSuccess());
  }

  private record Input(AiCalls ai) implements InputGuardrailExecutedListener {
    @Override
    public void onEvent(InputGuardrailExecutedEvent event) {
      record(ai, event, false);
    }
  }

  private record Output(AiCalls ai) implements OutputGuardrailExecutedListener {
    @Override
    public void onEvent(OutputGuardrailExecutedEvent event) {
      record(ai, event, true);
    }
  }
}
