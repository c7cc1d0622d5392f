// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.meter;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a piece of work for many callers at once. Who arrives during a run shares the next one, not
 * this one: so the result always has what happened before the call.
 *
 * @param <T> the result
 */
final class SharedRun<T> {

  private final Supplier<T> work;
  private @Nullable CompletableFuture<T> running;
  private @Nullable CompletableFuture<T> next;

  SharedRun(Supplier<T> work) {
    this.work = work;
  }

  T join() {
    CompletableFuture<T> mine;
    CompletableFuture<T> before;
    boolean leads;
    synchronized (this) {
      before = running;
      if (before == null) {
        running = mine = new CompletableFuture<>();
        leads = true;
      } else if (next == null) {
        next = mine = new CompletableFuture<>();
        leads = true;
      } else {
        mine = next;
        leads = false;
      }
    }
    if (leads) {
      if (before != null) {
        before.handle((result, failure) -> null).join();
      }
      lead(mine);
    }
    return result(mine);
  }

  private void lead(CompletableFuture<T> mine) {
    try {
      T result = work.get();
      advance();
      mine.complete(result);
    } catch (Throwable e) {
      advance();
      mine.completeExceptionally(e);
    }
  }

  private synchronized void advance() {
    running = next;
    next = null;
  }

  private static <T> T result(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }
}
