// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

/**
 * What is asked of an AI service. The names are OpenTelemetry's values of {@code
 * gen_ai.operation.name} (semantic conventions 1.41, and the proposal for voice).
 */
public enum AiOperation {
  /** A conversation with a model. */
  CHAT("chat", true),
  /** Content of several kinds, as Gemini has it. */
  GENERATE_CONTENT("generate_content", true),
  /** A text that is continued. */
  TEXT_COMPLETION("text_completion", true),
  /** Vectors of texts. */
  EMBEDDINGS("embeddings", true),
  /** Speech that becomes text. */
  SPEECH_TO_TEXT("speech_to_text", true),
  /** Text that becomes speech. */
  TEXT_TO_SPEECH("text_to_speech", true),
  /** A search for content that a model is given. */
  RETRIEVAL("retrieval", false),
  /** A tool that a model asked for. */
  EXECUTE_TOOL("execute_tool", false),
  /** An agent, which calls models and tools itself. */
  INVOKE_AGENT("invoke_agent", false);

  private final String value;
  private final boolean modelCall;

  AiOperation(String value, boolean modelCall) {
    this.value = value;
    this.modelCall = modelCall;
  }

  /** The name on spans and in log lines, for example {@code chat}. */
  public String value() {
    return value;
  }

  /**
   * Whether it is one call of one model. Only those are in the meters of AI calls: an agent's
   * tokens are those of the calls it makes, and would be counted twice.
   */
  public boolean isModelCall() {
    return modelCall;
  }
}
