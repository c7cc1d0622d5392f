// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.anthropic;

import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.models.ErrorType;
import io.sightglass.business.ai.AiCall;
import io.sightglass.business.ai.AiError;
import io.sightglass.business.internal.Causes;
import java.util.Locale;

/** The kinds of the client's exceptions. Nothing here throws. */
final class Failures {

  private Failures() {}

  /** Notes how a call failed; what is not the client's is left to the call itself. */
  static void note(AiCall call, Throwable failure) {
    try {
      AnthropicServiceException refusal = Causes.find(failure, AnthropicServiceException.class);
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

  private static AiError kind(AnthropicServiceException refusal) {
    if (isTooLong(refusal)) {
      return AiError.CONTEXT_LENGTH;
    }
    int status = refusal.statusCode();
    return status >= 400
        ? AiError.ofStatus(status)
        : ofType(refusal.type().map(ErrorType::asString).orElse(""));
  }

  // An error within a stream has the status 200, so that its type alone tells what happened.
  private static AiError ofType(String type) {
    return switch (type) {
      case "rate_limit_error" -> AiError.RATE_LIMIT;
      case "timeout_error" -> AiError.TIMEOUT;
      case "authentication_error", "permission_error" -> AiError.AUTH;
      case "overloaded_error", "api_error" -> AiError.SERVER_ERROR;
      case "invalid_request_error", "not_found_error" -> AiError.INVALID_REQUEST;
      default -> AiError.UNKNOWN;
    };
  }

  // The service tells it in the text alone. It is read here and kept nowhere.
  private static boolean isTooLong(AnthropicServiceException refusal) {
    return refusal.statusCode() == 400
        && refusal
            .apiMessage()
            .map(text -> text.toLowerCase(Locale.ROOT).contains("prompt is too long"))
            .orElse(false);
  }
}
