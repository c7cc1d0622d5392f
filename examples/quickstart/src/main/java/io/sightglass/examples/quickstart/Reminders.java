// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.sightglass.Instrumented;
import io.sightglass.business.ai.AiCalls;
import io.sightglass.business.langchain4j.LangChain4j;
import io.sightglass.event.Detail;
import io.sightglass.event.Label;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Has an AI model write reminders of open invoices, each an activity by its annotation. */
final class Reminders {

  /** The tones of a reminder. */
  static final List<String> TONES = List.of("friendly", "firm", "final");

  private static final List<String> MODELS =
      List.of("gpt-5-mini", "gpt-5", "house-llama", ModelStub.BUSY);

  private final AiCalls ai;
  private final URI provider;
  private final Map<String, ChatModel> models = new ConcurrentHashMap<>();

  Reminders(AiCalls ai, URI provider) {
    this.ai = ai;
    this.provider = provider;
  }

  /** The text of a reminder, or a refusal with 400 or 503. */
  @Instrumented(value = "reminder.write", expected = Refusal.class)
  String write(
      Invoice invoice,
      @Label(oneOf = {"friendly", "firm", "final"}) String tone,
      @Detail String model) {
    if (!TONES.contains(tone) || !MODELS.contains(model)) {
      throw new Refusal(400, "tone must be one of " + TONES + ", model one of " + MODELS);
    }
    String prompt =
        "Write a %s reminder for invoice %s over %s INR."
            .formatted(tone, invoice.number(), invoice.amount());
    try {
      return models.computeIfAbsent(model, this::model).chat(prompt);
    } catch (RateLimitException busy) {
      throw new Refusal(503, "the model is busy");
    }
  }

  private ChatModel model(String name) {
    ChatModel model =
        OpenAiChatModel.builder()
            .baseUrl(provider.toString())
            .apiKey("none")
            .modelName(name)
            .timeout(Duration.ofSeconds(5))
            .maxRetries(0)
            .build();
    return LangChain4j.of(ai).observe(model);
  }
}
