// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.langchain4j;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import io.sightglass.business.ai.AiCall;
import io.sightglass.business.ai.AiError;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpTimeoutException;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The kinds of LangChain4j's exceptions. Nothing here throws. */
final class Failures {

  private static final int DEEPEST = 10;

  private Failures() {}

  /** Notes how a call failed; what is not LangChain4j's is left to the call itself. */
  static void note(AiCall call, Throwable failure) {
    try {
      int status = status(failure);
      if (status > 0) {
        call.set("http.response.status_code", status);
      }
      AiError kind = kind(failure, status);
      if (kind == null) {
        call.fail(failure);
      } else {
        call.fail(kind, failure);
      }
    } catch (RuntimeException | StackOverflowError hostile) {
      call.fail(AiError.UNKNOWN, failure);
    }
  }

  /** Runs what belongs to a call; a failure is noted and passed on, the very same object. */
  static <T> T noting(AiCall call, Supplier<T> body) {
    try {
      return body.get();
    } catch (Throwable failure) {
      note(call, failure);
      throw failure;
    }
  }

  /** The kind of a failed request. */
  static AiError kind(Throwable failure) {
    try {
      AiError kind = kind(failure, status(failure));
      return kind == null ? AiError.UNKNOWN : kind;
    } catch (RuntimeException | StackOverflowError hostile) {
      return AiError.UNKNOWN;
    }
  }

  private static @Nullable AiError kind(Throwable failure, int status) {
    Throwable at = failure;
    for (int i = 0; at != null && i < DEEPEST; i++) {
      AiError kind = ofType(at);
      if (kind != null) {
        return kind == AiError.INVALID_REQUEST && isTooLong(at) ? AiError.CONTEXT_LENGTH : kind;
      }
      at = at.getCause();
    }
    return status > 0 ? AiError.ofStatus(status) : null;
  }

  private static @Nullable AiError ofType(Throwable failure) {
    if (failure instanceof RateLimitException) {
      return AiError.RATE_LIMIT;
    }
    if (failure instanceof TimeoutException) {
      return AiError.TIMEOUT;
    }
    if (failure instanceof AuthenticationException) {
      return AiError.AUTH;
    }
    if (failure instanceof ContentFilteredException) {
      return AiError.CONTENT_FILTER;
    }
    if (failure instanceof InternalServerException) {
      return AiError.SERVER_ERROR;
    }
    if (failure instanceof UnresolvedModelServerException) {
      return AiError.NETWORK;
    }
    if (failure instanceof InvalidRequestException
        || failure instanceof ModelNotFoundException
        || failure instanceof UnsupportedFeatureException) {
      return AiError.INVALID_REQUEST;
    }
    return failure instanceof IOException
        ? failure instanceof HttpTimeoutException || failure instanceof InterruptedIOException
            ? AiError.TIMEOUT
            : AiError.NETWORK
        : null;
  }

  // The vendors tell it in the text alone. It is read here and kept nowhere.
  private static boolean isTooLong(Throwable failure) {
    String message = failure.getMessage();
    if (message == null) {
      return false;
    }
    String text = message.toLowerCase(Locale.ROOT);
    return text.contains("context_length_exceeded")
        || text.contains("maximum context length")
        || text.contains("prompt is too long");
  }

  private static int status(Throwable failure) {
    Throwable at = failure;
    for (int i = 0; at != null && i < DEEPEST; i++) {
      if (at instanceof HttpException http) {
        return http.statusCode();
      }
      at = at.getCause();
    }
    return 0;
  }
}
