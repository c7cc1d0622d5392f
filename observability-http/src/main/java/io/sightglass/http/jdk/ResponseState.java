// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http.jdk;

import io.sightglass.http.HttpServerExchange;
import io.sightglass.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * How far a response is. The request ends when its handler has returned and its response is
 * complete, whichever comes last, on either thread.
 */
final class ResponseState implements HttpServerResponse {

  private final HttpServerExchange exchange;
  private final boolean head;
  private volatile boolean handlerDone;
  private volatile boolean responseDone;
  private volatile int status;
  private long announced = Long.MAX_VALUE;
  // Written by whoever writes the body, which is one thread at a time.
  private volatile long written;

  ResponseState(HttpServerExchange exchange, boolean head) {
    this.exchange = exchange;
    this.head = head;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public long size() {
    return status == 0 ? -1 : written;
  }

  /** Headers went out; {@code length} is -1 for no body and 0 for one of unknown length. */
  void headersSent(int code, long length) {
    status = code;
    // 100 and 103 announce another status; 101 is the last one.
    boolean interim = code < 200 && code != 101;
    boolean bodiless = length < 0 || head || code < 200 || code == 204 || code == 304;
    announced = length > 0 ? length : Long.MAX_VALUE;
    if (bodiless && !interim) {
      complete();
    }
  }

  void wrote(int bytes) {
    long sum = written + bytes;
    written = sum;
    if (sum >= announced) {
      complete();
    }
  }

  /** Nothing more will be sent. */
  void complete() {
    responseDone = true;
    if (handlerDone) {
      exchange.end(this, null);
    }
  }

  /** Returns whether the response is still to come. */
  boolean handlerReturned() {
    handlerDone = true;
    if (responseDone) {
      exchange.end(this, null);
      return false;
    }
    exchange.leave();
    return true;
  }

  void failed(@Nullable Throwable error) {
    exchange.end(this, error);
  }
}
