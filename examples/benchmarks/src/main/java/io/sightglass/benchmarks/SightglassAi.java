// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.sightglass.Observability;
import io.sightglass.business.ai.AiCalls;
import io.sightglass.business.ai.AiProvider;
import io.sightglass.business.ai.AiStream;
import io.sightglass.business.ai.Price;
import io.sightglass.business.ai.PriceBook;
import java.util.Map;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A streamed AI call, opened, answered and closed. */
@State(Scope.Benchmark)
public class SightglassAi {

  private static final PriceBook PRICES =
      PriceBook.builder()
          .price(
              "swift-mini",
              Price.perMillion().input("0.25").cachedInput("0.025").output("2.00").build())
          .build();

  private final Observability obs;
  private final AiCalls ai;

  SightglassAi(Observability obs) {
    this.obs = obs;
    this.ai = AiCalls.builder(obs).prices(PRICES).build();
  }

  void stream(Answer answer) {
    try (AiStream stream = ai.stream(AiProvider.OPENAI, answer.model)) {
      stream.chunk();
      stream.usage(answer.usage()).responseModel(answer.answered).finish(answer.finish);
    }
  }

  Object call(Answer answer) {
    return ai.<Object, RuntimeException>call(
        AiProvider.OPENAI,
        answer.model,
        call -> call.usage(answer.usage()).responseModel(answer.answered).finish(answer.finish));
  }

  /** Stops it. */
  @TearDown
  public void stop() {
    obs.close();
  }

  /** Without traces. */
  public static class Metrics extends SightglassAi {
    /** Builds it. */
    public Metrics() {
      super(Sightglass.untraced());
    }
  }

  /** Every span. */
  public static class Sampled extends SightglassAi {
    /** Builds it. */
    public Sampled() {
      super(Sightglass.traced());
    }
  }

  /** No span. */
  public static class Unsampled extends SightglassAi {
    /** Builds it. */
    public Unsampled() {
      super(Sightglass.traced(Map.of("OTEL_TRACES_SAMPLER", "always_off")));
    }
  }

  /** Metrics and traces switched off by the environment. */
  public static class Off extends SightglassAi {
    /** Builds it. */
    public Off() {
      super(Sightglass.off());
    }
  }
}
