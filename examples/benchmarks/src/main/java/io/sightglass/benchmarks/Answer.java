// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import io.sightglass.business.ai.TokenUsage;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What a model's answer says about itself, as OpenAI writes it. Fields, so that nothing is folded.
 */
@State(Scope.Benchmark)
public class Answer {

  String provider = "openai";
  String model = "swift-mini";
  String answered = "swift-mini-2026-01-01";
  String finish = "stop";
  long input = 17_903;
  long cached = 17_817;
  long output = 128;
  long reasoning = 32;

  TokenUsage usage() {
    return TokenUsage.inclusive(input, cached, output, reasoning);
  }
}
