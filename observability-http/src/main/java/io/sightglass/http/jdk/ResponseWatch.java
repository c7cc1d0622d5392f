// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http.jdk;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** What both kinds of watched exchange share: the calls that send a response. */
final class ResponseWatch {

  private final HttpExchange plain;
  private final ResponseState state;
  private boolean replaced;
  private @Nullable OutputStream body;

  ResponseWatch(HttpExchange plain, ResponseState state) {
    this.plain = plain;
    this.state = state;
  }

  void sendHeaders(int code, long length) throws IOException {
    plain.sendResponseHeaders(code, length);
    state.headersSent(code, length);
  }

  synchronized OutputStream body() {
    // A later filter's stream writes into ours, so its bytes are counted there, as sent.
    if (replaced) {
      return plain.getResponseBody();
    }
    OutputStream watched = body;
    if (watched == null) {
      watched = new WatchedBody(plain.getResponseBody(), this);
      body = watched;
    }
    return watched;
  }

  synchronized void setStreams(@Nullable InputStream in, @Nullable OutputStream out) {
    plain.setStreams(in, out);
    replaced |= out != null;
  }

  void wrote(int bytes) {
    state.wrote(bytes);
  }

  void complete() {
    state.complete();
  }

  void close() {
    try {
      plain.close();
    } finally {
      state.complete();
    }
  }
}
