// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts the sample data to the service over HTTP at a steady rate, one after the other, because
 * later operations build on earlier ones. Stands for the users, so it is not observed.
 */
final class LoadClient implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LoadClient.class);
  private static final int MAX_WARNINGS = 3;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final URI service;
  private final List<Operation> operations;
  private final AppSettings settings;
  private final Random random;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread worker = new Thread(work, "load-client");
            worker.setDaemon(true);
            return worker;
          });
  private long due;
  private int round = 1;
  private int at;
  private int unexpected;
  private volatile boolean done;

  LoadClient(URI service, List<Operation> operations, AppSettings settings) {
    this.service = service;
    this.operations = operations;
    this.settings = settings;
    this.random = new Random(settings.loadSeed());
  }

  void start() {
    due = System.nanoTime();
    thread.execute(this::next);
  }

  private void next() {
    if (thread.isShutdown()) {
      return;
    }
    post(operations.get(at).inRound(round));
    at++;
    if (at == operations.size() && !nextRound()) {
      done = true;
      return;
    }
    due += pause(random, settings.loadRate());
    long wait = Math.max(0, due - System.nanoTime());
    var unused = thread.schedule(this::next, wait, TimeUnit.NANOSECONDS);
  }

  /** Whether it has posted every round it was told to. */
  boolean isDone() {
    return done;
  }

  private boolean nextRound() {
    log.atInfo()
        .addKeyValue("round", round)
        .addKeyValue("operations", at)
        .addKeyValue("unexpected", unexpected)
        .log("Load round finished");
    at = 0;
    unexpected = 0;
    return round++ != settings.loadRounds();
  }

  /** Half to one and a half of the mean, so that no two minutes look alike. */
  static long pause(Random random, int rate) {
    return (long) ((0.5 + random.nextDouble()) * 1e9 / rate);
  }

  private void post(Operation operation) {
    HttpRequest.BodyPublisher body =
        operation.body() == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(operation.body());
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve(operation.path()))
            .method(operation.method(), body)
            .header("Content-Type", "application/json")
            .timeout(TIMEOUT)
            .build();
    try {
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != operation.status()) {
        unexpected("got " + status, operation);
      }
    } catch (IOException e) {
      unexpected("got no answer, but " + e, operation);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void unexpected(String what, Operation operation) {
    unexpected++;
    if (unexpected <= MAX_WARNINGS) {
      log.warn("Load client {} for {}", what, operation);
    }
  }

  /** Posts nothing more; waits a second for the request that is under way. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      thread.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.shutdownNow();
  }
}
