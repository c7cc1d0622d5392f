// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http.jdk;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Requests whose handler returned and lost its exchange without completing the response: nobody can
 * end them any more, so they end when the collector has found them and another request comes by.
 */
final class Abandoned {

  private final ReferenceQueue<ResponseWatch> queue = new ReferenceQueue<>();
  // Keeps the references themselves reachable until they are queued or their response is complete.
  private final Set<Pending> pending = ConcurrentHashMap.newKeySet();

  /** Watches a request that is to be answered later. */
  void add(ResponseWatch watch, ResponseState state) {
    Pending reference = new Pending(watch, queue, state);
    pending.add(reference);
  }

  /** Ends what was found so far. Cheap when there is nothing. */
  void end() {
    for (Reference<?> found = queue.poll(); found != null; found = queue.poll()) {
      Pending abandoned = (Pending) found;
      pending.remove(abandoned);
      abandoned.state.complete();
    }
  }

  private static final class Pending extends PhantomReference<ResponseWatch> {

    private final ResponseState state;

    Pending(ResponseWatch watch, ReferenceQueue<ResponseWatch> queue, ResponseState state) {
      super(watch, queue);
      this.state = state;
    }
  }
}
