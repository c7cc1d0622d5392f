// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.outages;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Probes an app as a kubelet does and notes every fault: no answer within a second, a status
 * outside 200 to 399 of liveness or startup, one other than 200 and 503 of readiness, a redirect,
 * an answer that may be stored.
 */
final class Kubelet implements AutoCloseable {

  private static final long PERIOD_MILLIS = 100;

  private final Prober prober;
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3);
  private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
  private final AtomicLong probes = new AtomicLong();
  private final AtomicLong longest = new AtomicLong();
  private volatile int readiness;

  Kubelet(Prober prober) {
    this.prober = prober;
    every("/live");
    every("/started");
    every("/ready");
  }

  private void every(String path) {
    threads.scheduleWithFixedDelay(() -> judge(path), 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void judge(String path) {
    Prober.Answer answer = prober.probe(path);
    probes.incrementAndGet();
    longest.accumulateAndGet(answer.nanos(), Math::max);
    boolean ready = path.equals("/ready");
    boolean allowed = answer.status() == 200 || (ready && answer.status() == 503);
    if (!answer.isInTime() || !allowed || !answer.head().contains("no-store")) {
      faults.add(path + ": " + answer.status() + " after " + answer.nanos() / 1_000_000 + " ms");
    }
    if (ready) {
      readiness = answer.status();
    }
  }

  /** The status of the latest answer of readiness. */
  int readiness() {
    return readiness;
  }

  long probes() {
    return probes.get();
  }

  long longestMillis() {
    return longest.get() / 1_000_000;
  }

  List<String> faults() {
    return new ArrayList<>(faults);
  }

  @Override
  public void close() throws InterruptedException {
    threads.shutdown();
    threads.awaitTermination(5, TimeUnit.SECONDS);
  }
}
