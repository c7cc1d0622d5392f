// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.openai;

import com.openai.core.RequestOptions;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import io.sightglass.business.ai.AiCalls;
import io.sightglass.business.ai.AiError;
import io.sightglass.business.ai.AiProvider;
import io.sightglass.business.internal.Causes;
import io.sightglass.business.internal.RetryReasons;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Counts the attempts that the client itself marks as sent again. Bodies are not touched. */
final class RetryCounting implements HttpClient {

  private static final String COUNT = "X-Stainless-Retry-Count";

  private final HttpClient transport;
  private final AiCalls ai;
  private final AiProvider provider;
  private final RetryReasons reasons = RetryReasons.start();

  RetryCounting(HttpClient transport, AiCalls ai, AiProvider provider) {
    this.transport = transport;
    this.ai = ai;
    this.provider = provider;
  }

  @Override
  public HttpResponse execute(HttpRequest request, RequestOptions options) {
    before(request);
    HttpResponse response;
    try {
      response = transport.execute(request, options);
    } catch (Throwable failure) {
      reasons.failed(request.body(), Causes.unanswered(failure));
      throw failure;
    }
    after(request, response, null);
    return response;
  }

  @Override
  public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
    before(request);
    // The dependent stage is handed on, so that the reason is known before the client retries.
    return transport
        .executeAsync(request, options)
        .whenComplete((response, failure) -> after(request, response, failure));
  }

  private void before(HttpRequest request) {
    List<String> count = request.headers().values(COUNT);
    if (!count.isEmpty() && !count.get(0).equals("0")) {
      ai.retried(provider, reasons.take(request.body()));
    }
  }

  private void after(
      HttpRequest request, @Nullable HttpResponse response, @Nullable Throwable failure) {
    if (failure != null) {
      reasons.failed(request.body(), Causes.unanswered(failure));
    } else if (response != null && response.statusCode() >= 400) {
      reasons.failed(request.body(), AiError.ofStatus(response.statusCode()));
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
