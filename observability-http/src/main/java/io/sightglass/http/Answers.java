// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.sightglass.endpoint.OpsEndpoints;
import io.sightglass.endpoint.OpsResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Has endpoints answer on worker threads. Callers who ask the same before the work on it begins
 * share one answer, so fifty scrapers cost hardly more than one; none gets an answer that is older
 * than its question. Used by the event loop.
 */
final class Answers {

  private final OpsEndpoints endpoints;
  private final Workers workers;
  private final Executor loop;
  private final Map<Question, Shared> waiting = new HashMap<>();

  Answers(OpsEndpoints endpoints, Workers workers, Executor loop) {
    this.endpoints = endpoints;
    this.workers = workers;
    this.loop = loop;
  }

  /** Passes the answer to {@code caller} on the loop, later; false if too much work waits. */
  boolean ask(Received request, Consumer<OpsResponse> caller) {
    Question question = Question.of(request);
    Shared open = waiting.get(question);
    if (open != null && open.join(caller)) {
      return true;
    }
    Shared own = new Shared(caller);
    if (!workers.offer(request.path(), () -> work(request, question, own))) {
      return false;
    }
    waiting.put(question, own);
    return true;
  }

  private void work(Received request, Question question, Shared shared) {
    List<Consumer<OpsResponse>> callers = shared.begin();
    OpsResponse answer = Connection.error(500);
    try {
      answer = endpoints.answer(request);
    } finally {
      OpsResponse last = answer;
      loop.execute(() -> waiting.remove(question, shared));
      callers.forEach(caller -> loop.execute(() -> caller.accept(last)));
    }
  }

  /** What may change an answer: everything but the name the port was reached by. */
  private record Question(
      String method, String path, @Nullable String query, Map<String, List<String>> fields) {

    static Question of(Received request) {
      Map<String, List<String>> fields = new HashMap<>(request.fields());
      fields.remove("host");
      return new Question(request.method(), request.path(), request.query(), fields);
    }

    // Those of a record are linked at run time, and that takes milliseconds of the first answer.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Question that
          && method.equals(that.method)
          && path.equals(that.path)
          && Objects.equals(query, that.query)
          && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
      return 31 * path.hashCode() + fields.hashCode();
    }
  }

  private static final class Shared {

    private final List<Consumer<OpsResponse>> callers = new ArrayList<>(1);
    private boolean begun;

    Shared(Consumer<OpsResponse> first) {
      callers.add(first);
    }

    synchronized boolean join(Consumer<OpsResponse> caller) {
      return !begun && callers.add(caller);
    }

    synchronized List<Consumer<OpsResponse>> begin() {
      begun = true;
      return callers;
    }
  }
}
