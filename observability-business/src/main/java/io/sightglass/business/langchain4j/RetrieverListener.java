// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.langchain4j;

import dev.langchain4j.rag.content.retriever.listener.ContentRetrieverErrorContext;
import dev.langchain4j.rag.content.retriever.listener.ContentRetrieverListener;
import dev.langchain4j.rag.content.retriever.listener.ContentRetrieverRequestContext;
import dev.langchain4j.rag.content.retriever.listener.ContentRetrieverResponseContext;
import io.sightglass.business.ai.AiCall;
import io.sightglass.business.ai.AiCalls;
import io.sightglass.business.ai.AiOperation;
import io.sightglass.business.ai.AiProvider;

/** Records searches for content as spans; the query stays out of them. */
final class RetrieverListener implements ContentRetrieverListener {

  private final Object key = new Object();
  private final AiCalls ai;

  RetrieverListener(AiCalls ai) {
    this.ai = ai;
  }

  @Override
  public void onRequest(ContentRetrieverRequestContext request) {
    if (!request.attributes().containsKey(key)) {
      String retriever = request.contentRetriever().getClass().getSimpleName();
      request.attributes().put(key, ai.open(AiOperation.RETRIEVAL, AiProvider.UNKNOWN, retriever));
    }
  }

  @Override
  public void onResponse(ContentRetrieverResponseContext response) {
    if (response.attributes().remove(key) instanceof AiCall call) {
      try (call) {
        call.set("ai.retrieval.contents", response.contents().size()).finish(null);
      }
    }
  }

  @Override
  public void onError(ContentRetrieverErrorContext error) {
    if (error.attributes().remove(key) instanceof AiCall call) {
      try (call) {
        Failures.note(call, error.error());
      }
    }
  }
}
