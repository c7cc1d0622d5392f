// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.openai;

import com.openai.errors.OpenAIServiceException;
import io.sightglass.business.ai.AiCall;
import io.sightglass.business.ai.AiError;
import io.sightglass.business.internal.Causes;
import org.jspecify.annotations.Nullable;

/** The kinds of the client's exceptions. Nothing here throws. */
final class Failures {

  private Failures() {}

  /** Notes how a call failed; what is not the client's is left to the call itself. */
  static void note(AiCall call, Throwable failure) {
    try {
      OpenAIServiceException refusal = Causes.find(failure, OpenAIServiceException.class);
      if (refusal == null) {
        call.fail(failure);
      } else {
        call.set("http.response.status_code", refusal.statusCode());
        call.fail(kind(refusal), failure);
      }
    } catch (RuntimeException hostile) {
      call.fail(AiError.UNKNOWN, failure);
    }
  }

  private static AiError kind(OpenAIServiceException refusal) {
    AiError told = ofCode(refusal.code().or(refusal::type).orElse(""));
    return told == null ? AiError.ofStatus(refusal.statusCode()) : told;
  }

  /** The kind of an error code; null where it tells no more than the status does. */
  static @Nullable AiError ofCode(String code) {
    return switch (code) {
      case "context_length_exceeded" -> AiError.CONTEXT_LENGTH;
      case "content_filter", "content_policy_violation", "moderation_blocked" ->
          AiError.CONTENT_FILTER;
      case "rate_limit_exceeded", "insufficient_quota" -> AiError.RATE_LIMIT;
      case "invalid_api_key" -> AiError.AUTH;
      case "server_error" -> AiError.SERVER_ERROR;
      default -> null;
    };
  }
}
