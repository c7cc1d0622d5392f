// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.ai;

import java.util.Locale;

/** Why an AI call failed: the closed set of values of {@code error_type}. */
public enum AiError {
  /** Too many requests or tokens, or no quota left. */
  RATE_LIMIT,
  /** No answer in time. */
  TIMEOUT,
  /** A key that is missing, wrong or not allowed to do this. */
  AUTH,
  /** Refused because of what was asked or answered. */
  CONTENT_FILTER,
  /** A request that the service does not take; an unknown model too. */
  INVALID_REQUEST,
  /** More tokens than the model takes. */
  CONTEXT_LENGTH,
  /** The service failed or is overloaded. */
  SERVER_ERROR,
  /** The service could not be reached, or the connection broke. */
  NETWORK,
  /** Anything else. */
  UNKNOWN;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The label's value, for example {@code rate_limit}. */
  public String label() {
    return label;
  }

  /**
   * The kind of an HTTP status: 429 is {@link #RATE_LIMIT}, 408 and 504 {@link #TIMEOUT}, 401 and
   * 403 {@link #AUTH}, 413 {@link #CONTEXT_LENGTH}, other 4xx {@link #INVALID_REQUEST}, other 5xx
   * {@link #SERVER_ERROR}, all else {@link #UNKNOWN}.
   */
  public static AiError ofStatus(int status) {
    return switch (status) {
      case 429 -> RATE_LIMIT;
      case 408, 504 -> TIMEOUT;
      case 401, 403 -> AUTH;
      case 413 -> CONTEXT_LENGTH;
      default ->
          status >= 400 && status < 500
              ? INVALID_REQUEST
              : status >= 500 && status < 600 ? SERVER_ERROR : UNKNOWN;
    };
  }
}
