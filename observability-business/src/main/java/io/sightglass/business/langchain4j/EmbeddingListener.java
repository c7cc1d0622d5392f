// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.langchain4j;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelErrorContext;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.listener.EmbeddingModelRequestContext;
import dev.langchain4j.model.embedding.listener.EmbeddingModelResponseContext;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import io.sightglass.business.ai.AiCall;
import io.sightglass.business.ai.AiCalls;
import io.sightglass.business.ai.AiOperation;

/** Records calls of embedding models. */
final class EmbeddingListener implements EmbeddingModelListener {

  private final Object key = new Object();
  private final AiCalls ai;

  EmbeddingListener(AiCalls ai) {
    this.ai = ai;
  }

  @Override
  public void onRequest(EmbeddingModelRequestContext request) {
    if (!request.attributes().containsKey(key)) {
      String model = model(request.embeddingModel());
      request
          .attributes()
          .put(key, ai.open(AiOperation.EMBEDDINGS, Providers.of(request.modelProvider()), model));
    }
  }

  // Some models name themselves only by an exception that says they do not.
  private static String model(EmbeddingModel model) {
    try {
      String name = model.modelName();
      return name == null ? "" : name;
    } catch (RuntimeException unnamed) {
      return "";
    }
  }

  @Override
  public void onResponse(EmbeddingModelResponseContext response) {
    if (response.attributes().remove(key) instanceof AiCall call) {
      try (call) {
        EmbeddingResponse answer = response.embeddingResponse();
        if (answer != null) {
          call.usage(Tokens.of(answer.tokenUsage())).responseModel(answer.modelName());
        }
        call.finish(null);
      }
    }
  }

  @Override
  public void onError(EmbeddingModelErrorContext error) {
    if (error.attributes().remove(key) instanceof AiCall call) {
      try (call) {
        Failures.note(call, error.error());
      }
    }
  }
}
