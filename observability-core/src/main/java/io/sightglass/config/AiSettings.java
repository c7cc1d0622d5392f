// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.config;

import java.util.List;

/** The settings of AI calls, which observability-business records. */
public final class AiSettings {

  /** Whether AI calls make spans of their own: {@code auto}, {@code on} or {@code off}. */
  public static final Setting<String> SPANS =
      new Setting<>(
          "sightglass.ai.spans",
          Group.AI,
          Kinds.oneOf("auto", "on", "off"),
          "auto",
          "Whether AI calls make spans of their own. `auto`: not where the vendor's client has made"
              + " one for the same call.");

  /** The version of OpenTelemetry's GenAI conventions that spans follow. */
  public static final Setting<String> SEMCONV =
      new Setting<>(
          "sightglass.ai.semconv",
          Group.AI,
          Kinds.oneOf("1.41", "1.36"),
          "1.41",
          "The version of OpenTelemetry's GenAI conventions that spans of AI calls follow. They are"
              + " not stable; `1.36` is what older tools know (`gen_ai.system`).");

  /** Whether spans carry {@code ai.model} and {@code ai.provider} as well. */
  public static final Setting<Boolean> PLAIN_ATTRIBUTES =
      new Setting<>(
          "sightglass.ai.plain-attributes",
          Group.AI,
          Kinds.flag(),
          false,
          "Whether spans of AI calls carry `ai.model` and `ai.provider` as well. They do under the"
              + " naming profile `ai-service`.");

  /** Whether prompts and answers are captured: {@code off} or {@code redacted}. */
  public static final Setting<String> CONTENT =
      new Setting<>(
          "sightglass.ai.content",
          Group.AI,
          Kinds.oneOf("off", "redacted"),
          "off",
          "Whether prompts and answers go to spans: `off`, or `redacted` and shortened. They never"
              + " go to logs or metrics.");

  /** How many models are told apart in metrics. */
  public static final Setting<Integer> MAX_MODELS =
      new Setting<>(
          "sightglass.ai.max-models",
          Group.AI,
          Kinds.integer(1, 1_000),
          40,
          "How many models are told apart in metrics. Further ones are counted as `_other`.");

  private AiSettings() {}

  static List<Setting<?>> all() {
    return List.of(SPANS, SEMCONV, PLAIN_ATTRIBUTES, CONTENT, MAX_MODELS);
  }
}
