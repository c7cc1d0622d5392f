// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.anthropic;

import com.anthropic.core.http.AsyncStreamResponse;
import io.sightglass.business.internal.StreamWatch;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A stream, followed on its way to the app's handler. */
final class WatchedAsyncStream<T> implements AsyncStreamResponse<T> {

  private final AsyncStreamResponse<T> events;
  private final StreamWatch<T> watch;

  WatchedAsyncStream(AsyncStreamResponse<T> events, StreamWatch<T> watch) {
    this.events = events;
    this.watch = watch;
  }

  @Override
  public AsyncStreamResponse<T> subscribe(Handler<? super T> handler) {
    events.subscribe(watched(handler));
    return this;
  }

  @Override
  public AsyncStreamResponse<T> subscribe(Handler<? super T> handler, Executor executor) {
    events.subscribe(watched(handler), executor);
    return this;
  }

  private Handler<T> watched(Handler<? super T> handler) {
    return new Handler<>() {
      @Override
      public void onNext(T event) {
        watch.event(event);
        watch.within(() -> handler.onNext(event));
      }

      @Override
      public void onComplete(Optional<Throwable> error) {
        error.ifPresentOrElse(watch::failed, watch::end);
        watch.within(() -> handler.onComplete(error));
      }
    };
  }

  @Override
  public CompletableFuture<Void> onCompleteFuture() {
    return events.onCompleteFuture();
  }

  @Override
  public void close() {
    watch.left();
    events.close();
  }
}
