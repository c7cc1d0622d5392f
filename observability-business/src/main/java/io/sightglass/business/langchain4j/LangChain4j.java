// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.langchain4j;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.audio.AudioTranscriptionModel;
import dev.langchain4j.model.audio.TextToSpeechModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.observability.api.listener.AiServiceListener;
import dev.langchain4j.observability.api.listener.ToolExecutedEventListener;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.content.retriever.listener.ContentRetrieverListener;
import dev.langchain4j.service.tool.ToolExecution;
import io.sightglass.business.Voice;
import io.sightglass.business.ai.AiCalls;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Observes LangChain4j: each call of a model is recorded by {@link AiCalls}, whatever vendor it
 * goes to, with tokens brought into parts that do not overlap.
 *
 * <pre>{@code
 * var observed = LangChain4j.of(AiCalls.of(obs));
 * ChatModel model = observed.observe(OpenAiChatModel.builder().apiKey(key).modelName("gpt-5-mini").build());
 * String answer = model.chat("Which invoices are due?");
 * }</pre>
 *
 * <p>{@code observe} wraps a model; it alone sees a stream's first chunk and makes the call current
 * while the model runs. The listeners are for models that are built elsewhere. Where both are in
 * place a call is recorded once.
 *
 * <p>Thread-safe; one for each app. What a model returns or throws is the caller's, the very same
 * object. Prompts and answers are never read unless {@code sightglass.ai.content=redacted} is set.
 * Needs {@code langchain4j-core} 1.19 or later on the class path.
 */
public final class LangChain4j {

  /**
   * The listener attribute of {@code ChatRequestOptions} that says what a call is for: a string,
   * for span and log.
   */
  public static final String USE_CASE = "sightglass.use_case";

  /** The listener attribute that names the conversation: a string, for span and log. */
  public static final String CONVERSATION = "sightglass.conversation";

  private final AiCalls ai;
  private final ChatCalls calls;

  private LangChain4j(AiCalls ai) {
    this.ai = ai;
    this.calls = new ChatCalls(ai);
  }

  /** One that records by {@code ai}. */
  public static LangChain4j of(AiCalls ai) {
    return new LangChain4j(Objects.requireNonNull(ai, "ai"));
  }

  /** The model, with each call recorded; one that is observed already comes back as it is. */
  public ChatModel observe(ChatModel model) {
    Objects.requireNonNull(model, "model");
    return model instanceof ObservedChatModel ? model : new ObservedChatModel(model, calls);
  }

  /**
   * The model, with each stream recorded: time to the first chunk, time per output token, whether
   * it was read to its end. A handler's callbacks run in the context of the call.
   */
  public StreamingChatModel observe(StreamingChatModel model) {
    Objects.requireNonNull(model, "model");
    return model instanceof ObservedStreamingChatModel
        ? model
        : new ObservedStreamingChatModel(model, calls);
  }

  /** The model, with each call recorded. */
  public EmbeddingModel observe(EmbeddingModel model) {
    return Objects.requireNonNull(model, "model").addListener(embeddingListener());
  }

  /** The retriever, with each search as a span; the query is kept nowhere. */
  public ContentRetriever observe(ContentRetriever retriever) {
    return Objects.requireNonNull(retriever, "retriever").addListener(retrieverListener());
  }

  /** For a chat model's builder. It sees no chunks, so there is no time to the first one. */
  public ChatModelListener chatListener() {
    return new ChatListener(calls);
  }

  /** For an embedding model's builder. */
  public EmbeddingModelListener embeddingListener() {
    return new EmbeddingListener(ai);
  }

  /** For a content retriever. */
  public ContentRetrieverListener retrieverListener() {
    return new RetrieverListener(ai);
  }

  /**
   * The model, with each transcription recorded as a call of a model and as speech.
   *
   * @param name the model's name, which LangChain4j does not tell
   */
  public AudioTranscriptionModel observeTranscription(
      AudioTranscriptionModel model, String name, Voice voice) {
    return new ObservedTranscription(
        Objects.requireNonNull(model, "model"),
        Objects.requireNonNull(name, "name"),
        ai,
        Objects.requireNonNull(voice, "voice"));
  }

  /**
   * The model, with each text that it speaks recorded as a call of a model and as speech.
   *
   * @param name the model's name, which LangChain4j does not tell
   */
  public TextToSpeechModel observeSpeech(TextToSpeechModel model, String name, Voice voice) {
    return new ObservedSpeech(
        Objects.requireNonNull(model, "model"),
        Objects.requireNonNull(name, "name"),
        ai,
        Objects.requireNonNull(voice, "voice"));
  }

  /** For {@code AiServices.afterToolExecution}: counts and times the tools that models ask for. */
  public Consumer<ToolExecution> tools() {
    return tool -> ai.toolRan(tool.request().name(), tool.duration(), tool.hasFailed());
  }

  /**
   * For AI services that are built elsewhere: counts tools, instead of {@link #tools()}. It is told
   * neither how long a tool took nor whether it failed.
   */
  public ToolExecutedEventListener toolListener() {
    return event -> ai.toolRan(event.request().name(), null, false);
  }

  /** For {@code AiServices.registerListeners}: times guardrails and counts what they found. */
  public List<AiServiceListener<?>> guardrails() {
    return Guardrails.listeners(ai);
  }

  /**
   * The builder of a model's HTTP client, with each request that LangChain4j sends again counted.
   * The model must be observed, since that tells which requests belong to one call.
   */
  public HttpClientBuilder countRetries(HttpClientBuilder builder) {
    return new RetryCounting(Objects.requireNonNull(builder, "builder"), ai);
  }
}
