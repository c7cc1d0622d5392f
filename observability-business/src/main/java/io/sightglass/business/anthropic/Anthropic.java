// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.anthropic;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import com.anthropic.core.ClientOptions;
import com.anthropic.core.http.Interceptor;
import com.anthropic.core.opentelemetry.OpenTelemetryOptions;
import io.sightglass.business.ai.AiCalls;
import io.sightglass.business.ai.AiProvider;
import io.sightglass.business.internal.ObservedService;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Observes Anthropic's own client: messages, whole, in streams and asynchronous, and what it sends
 * again.
 *
 * <pre>{@code
 * AnthropicClient client = Anthropic.of(AiCalls.of(obs)).observe(AnthropicOkHttpClient.fromEnv());
 * Message answer = client.messages().create(params);
 * }</pre>
 *
 * <p>A client that was given a tracer provider (its option {@code openTelemetry}) makes spans of
 * its own; its calls have none besides, unless {@code sightglass.ai.spans=on}. One that was given
 * none makes none, so that no call has two. What goes through {@code withRawResponse()} or {@code
 * beta()} is not recorded.
 *
 * <p>Thread-safe. What the client returns or throws is the caller's, the very same object; a stream
 * is handed on event by event. Prompts and answers are never read unless {@code
 * sightglass.ai.content=redacted} is set.
 */
public final class Anthropic {

  private final AiCalls ai;

  private Anthropic(AiCalls ai) {
    this.ai = ai;
  }

  /** One that records by {@code ai}. */
  public static Anthropic of(AiCalls ai) {
    return new Anthropic(Objects.requireNonNull(ai, "ai"));
  }

  /** The client, with each message recorded and each request counted that it sends again. */
  public AnthropicClient observe(AnthropicClient client) {
    AnthropicVendor vendor = vendor(Objects.requireNonNull(client, "client").options());
    return ObservedService.wrap(
        AnthropicClient.class, client.withOptions(fitted(vendor, client.options())), vendor, ai);
  }

  /** The client, with each message recorded and each request counted that it sends again. */
  public AnthropicClientAsync observe(AnthropicClientAsync client) {
    AnthropicVendor vendor = vendor(Objects.requireNonNull(client, "client").options());
    return ObservedService.wrap(
        AnthropicClientAsync.class,
        client.withOptions(fitted(vendor, client.options())),
        vendor,
        ai);
  }

  private Consumer<ClientOptions.Builder> fitted(AnthropicVendor vendor, ClientOptions own) {
    return options -> {
      options.addInterceptor(interceptor(vendor.provider()));
      if (!vendor.makesSpans()) {
        // Else it would make them as soon as something in the process registers a global tracer.
        options.openTelemetry(own.openTelemetry().toBuilder().traces(false).build());
      }
    };
  }

  /** Counts what a client sends again; for one whose calls are recorded by hand. */
  public Interceptor retries() {
    return interceptor(AiProvider.ANTHROPIC);
  }

  private Interceptor interceptor(AiProvider provider) {
    return transport -> new RetryCounting(transport, ai, provider);
  }

  // The client tells whether it speaks to Bedrock or Vertex AI instead.
  private static AnthropicVendor vendor(ClientOptions options) {
    OpenTelemetryOptions tracing = options.openTelemetry();
    boolean makesSpans = tracing.traces().enabled() && tracing.tracerProvider().isPresent();
    AiProvider provider;
    try {
      provider = AiProvider.of(options.openTelemetryProviderName());
    } catch (IllegalArgumentException odd) {
      provider = AiProvider.ANTHROPIC;
    }
    return new AnthropicVendor(provider, makesSpans);
  }
}
