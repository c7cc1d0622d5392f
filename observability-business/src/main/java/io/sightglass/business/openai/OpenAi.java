// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.openai;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.core.http.HttpClient;
import io.sightglass.business.ai.AiCalls;
import io.sightglass.business.ai.AiProvider;
import io.sightglass.business.internal.ObservedService;
import java.util.Objects;

/**
 * Observes OpenAI's own client: chat completions, responses and embeddings, whole, in streams and
 * asynchronous.
 *
 * <pre>{@code
 * OpenAIClient client = OpenAi.of(AiCalls.of(obs)).observe(OpenAIOkHttpClient.fromEnv());
 * ChatCompletion answer = client.chat().completions().create(params);
 * }</pre>
 *
 * <p>A stream of chat completions tells its tokens only if {@code streamOptions} ask for {@code
 * includeUsage}; one that does not is counted in {@code ai_usage_missing_total}. What goes through
 * {@code withRawResponse()} is not recorded.
 *
 * <p>Thread-safe. What the client returns or throws is the caller's, the very same object; a stream
 * is handed on event by event. Prompts and answers are never read unless {@code
 * sightglass.ai.content=redacted} is set.
 */
public final class OpenAi {

  private final AiCalls ai;
  private final OpenAiVendor vendor;

  private OpenAi(AiCalls ai, AiProvider provider) {
    this.ai = ai;
    this.vendor = new OpenAiVendor(provider);
  }

  /** One that records by {@code ai}. */
  public static OpenAi of(AiCalls ai) {
    return of(ai, AiProvider.OPENAI);
  }

  /** The same, for a service that speaks OpenAI's protocol under another name. */
  public static OpenAi of(AiCalls ai, AiProvider provider) {
    return new OpenAi(
        Objects.requireNonNull(ai, "ai"), Objects.requireNonNull(provider, "provider"));
  }

  /** The client, with each call of a model recorded; so are those of what it hands out. */
  public OpenAIClient observe(OpenAIClient client) {
    return ObservedService.wrap(
        OpenAIClient.class, Objects.requireNonNull(client, "client"), vendor, ai);
  }

  /** The client, with each call of a model recorded; so are those of what it hands out. */
  public OpenAIClientAsync observe(OpenAIClientAsync client) {
    return ObservedService.wrap(
        OpenAIClientAsync.class, Objects.requireNonNull(client, "client"), vendor, ai);
  }

  /**
   * The client's transport, with each request that it sends again counted in {@code
   * ai_retries_total}: {@code new OpenAIClientImpl(ClientOptions.builder().httpClient(openAi
   * .countRetries(OkHttpClient.builder().build())).fromEnv().build())}.
   */
  public HttpClient countRetries(HttpClient transport) {
    return new RetryCounting(Objects.requireNonNull(transport, "transport"), ai, vendor.provider());
  }
}
