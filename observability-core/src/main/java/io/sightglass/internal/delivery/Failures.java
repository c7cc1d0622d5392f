// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.delivery;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What failures on the way to a receiver mean. */
final class Failures {

  private static final int DEEPEST = 10;

  private Failures() {}

  static Outcome of(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; i < DEEPEST && cause != null; i++) {
      Outcome known = known(cause);
      if (known != null) {
        return known;
      }
      cause = cause.getCause();
    }
    Throwable shown = failure instanceof CompletionException ? failure.getCause() : failure;
    return Outcome.noAnswer(
        "the connection ended without an answer"
            + (shown == null ? "" : " (" + shown.getClass().getSimpleName() + ")"));
  }

  private static @Nullable Outcome known(Throwable cause) {
    if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
      return Outcome.unreachable("unknown host");
    }
    if (cause instanceof HttpConnectTimeoutException) {
      return Outcome.unreachable("no connection in time");
    }
    if (cause instanceof ConnectException
        || cause instanceof NoRouteToHostException
        || cause instanceof PortUnreachableException) {
      return Outcome.unreachable("connection refused");
    }
    if (cause instanceof SSLException) {
      return Outcome.unreachable("TLS failed");
    }
    if (cause instanceof HttpTimeoutException || cause instanceof InterruptedIOException) {
      return Outcome.noAnswer("no answer in time");
    }
    return null;
  }
}
