// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.langchain4j;

import dev.langchain4j.observability.api.event.GuardrailExecutedEvent;
import dev.langchain4j.observability.api.event.InputGuardrailExecutedEvent;
import dev.langchain4j.observability.api.event.OutputGuardrailExecutedEvent;
import dev.langchain4j.observability.api.listener.AiServiceListener;
import dev.langchain4j.observability.api.listener.InputGuardrailExecutedListener;
import dev.langchain4j.observability.api.listener.OutputGuardrailExecutedListener;
import io.sightglass.Observability;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Histogram;
import java.time.Duration;
import java.util.List;

/** Times guardrails. What was guarded is read by none of it. */
final class Guardrails {

  private static final MeterSpec SPEC =
      MeterSpec.histogram(
              "ai_guardrail_duration_seconds", "How long guardrails took, and what they found.")
          .label(LabelSpec.upTo("guardrail", 50))
          .label("kind", "input", "output")
          .label("status", "success", "failure", "fatal")
          .fedBy("LangChain4j.guardrails")
          .build();

  private final Histogram durations;

  Guardrails(Observability obs) {
    durations = obs.meters().histogram(SPEC);
  }

  List<AiServiceListener<?>> listeners() {
    return List.of(new Input(this), new Output(this));
  }

  private void record(GuardrailExecutedEvent<?, ?, ?> event, String kind) {
    String status =
        event.result().isSuccess() ? "success" : event.result().isFatal() ? "fatal" : "failure";
    Duration took = event.duration();
    if (took != null) {
      durations
          .handle(event.guardrailClass().getSimpleName(), kind, status)
          .recordNanos(took.toNanos());
    }
  }

  private record Input(Guardrails guardrails) implements InputGuardrailExecutedListener {
    @Override
    public void onEvent(InputGuardrailExecutedEvent event) {
      guardrails.record(event, "input");
    }
  }

  private record Output(Guardrails guardrails) implements OutputGuardrailExecutedListener {
    @Override
    public void onEvent(OutputGuardrailExecutedEvent event) {
      guardrails.record(event, "output");
    }
  }
}
