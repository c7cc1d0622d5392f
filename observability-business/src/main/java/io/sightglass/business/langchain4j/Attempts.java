// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.langchain4j;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.sightglass.business.ai.AiError;
import io.sightglass.business.ai.AiProvider;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP requests of one call, which LangChain4j makes one after the other on the call's thread:
 * one that follows a failed one is sent again.
 */
final class Attempts {

  private static final ContextKey<Attempts> KEY =
      ContextKey.named("sightglass-langchain4j-attempts");

  private final AiProvider provider;
  private volatile @Nullable AiError failed;

  private Attempts(AiProvider provider) {
    this.provider = provider;
  }

  /** A context whose requests belong to one call. */
  static Context within(Context context, AiProvider provider) {
    return context.with(KEY, new Attempts(provider));
  }

  static @Nullable Attempts current() {
    return Context.current().get(KEY);
  }

  AiProvider provider() {
    return provider;
  }

  /** Why the last request failed; null if it did not, or was the first. */
  @Nullable AiError takeFailed() {
    AiError reason = failed;
    failed = null;
    return reason;
  }

  void failed(AiError reason) {
    failed = reason;
  }
}
