// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit.delivery;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.opentelemetry.api.trace.Tracer;
import io.sightglass.Observability;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.LoggerFactory;

/**
 * An app that makes spans until it ends in the way of its only argument: {@code load} until a
 * signal, or after 5,000 of them by {@code exit}, {@code return}, {@code uncaught} or {@code halt}.
 */
final class StoppingApp {

  static final int SPANS = 5_000;

  private static final AtomicLong ENDED = new AtomicLong();
  private static final AtomicBoolean STOP = new AtomicBoolean();

  private StoppingApp() {}

  /** Starts it. */
  public static void main(String[] args) {
    ((Logger) LoggerFactory.getLogger("io.sightglass")).setLevel(Level.INFO);
    Observability obs = Observability.builder("stopping").stopWithJvm().build();
    obs.lifecycle().closeLast("count", () -> System.out.println("ENDED " + ENDED.get()));
    Tracer tracer = obs.openTelemetry().getTracer("test");
    if (args[0].equals("load")) {
      load(obs, tracer);
      return;
    }
    obs.started();
    for (int i = 0; i < SPANS; i++) {
      span(tracer);
    }
    switch (args[0]) {
      case "exit" -> System.exit(3);
      case "uncaught" -> throw new IllegalStateException("nobody catches this");
      case "halt" -> Runtime.getRuntime().halt(4);
      default -> System.out.println("main returns");
    }
  }

  private static void load(Observability obs, Tracer tracer) {
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Thread worker = new Thread(() -> work(obs, tracer), "worker");
      worker.start();
      workers.add(worker);
    }
    obs.started(
        () -> {
          STOP.set(true);
          for (Thread worker : workers) {
            worker.join();
          }
        });
  }

  private static void work(Observability obs, Tracer tracer) {
    while (!STOP.get()) {
      obs.lifecycle().workBegan();
      span(tracer);
      obs.lifecycle().workEnded();
      LockSupport.parkNanos(500_000);
    }
  }

  private static void span(Tracer tracer) {
    tracer.spanBuilder("work").startSpan().end();
    ENDED.incrementAndGet();
  }
}
