// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.langchain4j;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.sightglass.business.ai.AiCalls;
import io.sightglass.business.ai.AiError;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Builds HTTP clients that count what LangChain4j sends again within one observed call. */
final class RetryCounting implements HttpClientBuilder {

  private final HttpClientBuilder builder;
  private final AiCalls ai;

  RetryCounting(HttpClientBuilder builder, AiCalls ai) {
    this.builder = builder;
    this.ai = ai;
  }

  @Override
  public @Nullable Duration connectTimeout() {
    return builder.connectTimeout();
  }

  @Override
  public HttpClientBuilder connectTimeout(Duration timeout) {
    builder.connectTimeout(timeout);
    return this;
  }

  @Override
  public @Nullable Duration readTimeout() {
    return builder.readTimeout();
  }

  @Override
  public HttpClientBuilder readTimeout(Duration timeout) {
    builder.readTimeout(timeout);
    return this;
  }

  @Override
  public HttpClient build() {
    return new Client(builder.build(), ai);
  }

  private record Client(HttpClient client, AiCalls ai) implements HttpClient {

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
      Attempts attempts = Attempts.current();
      if (attempts == null) {
        return client.execute(request);
      }
      AiError again = attempts.takeFailed();
      if (again != null) {
        ai.retried(attempts.provider(), again);
      }
      try {
        return client.execute(request);
      } catch (RuntimeException failure) {
        attempts.failed(Failures.kind(failure));
        throw failure;
      }
    }

    @Override
    public void execute(
        HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
      client.execute(request, parser, listener);
    }
  }
}
