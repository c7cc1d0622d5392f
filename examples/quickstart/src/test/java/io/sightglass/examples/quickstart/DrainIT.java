// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.testkit.PrometheusServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Row 30: a process that is told to stop, its probes, its clients and the last scrape. */
class DrainIT {

  private static final Duration LIMIT = RunningQuickstart.LIMIT;
  private static final long TENTH = Duration.ofMillis(100).toNanos();

  /** A caller that keeps its connection and asks until it is told to stop. */
  private static final class Caller extends Thread {

    final AtomicLong answered = new AtomicLong();
    final AtomicLong failed = new AtomicLong();
    final AtomicBoolean stop = new AtomicBoolean();
    private final RunningQuickstart app;

    Caller(RunningQuickstart app) {
      super("caller");
      setDaemon(true);
      this.app = app;
    }

    @Override
    public void run() {
      while (!stop.get()) {
        try {
          if (app.get("/invoices").statusCode() == 200) {
            answered.incrementAndGet();
          } else {
            failed.incrementAndGet();
          }
        } catch (Exception refused) {
          failed.incrementAndGet();
        }
        LockSupport.parkNanos(2_000_000);
      }
    }
  }

  private record Probe(long millis, int ready, int live, int metrics) {}

  @Test
  void it_says_503_and_goes_on_answering_until_everything_is_out() throws Exception {
    Map<String, String> settings =
        Map.of("SIGHTGLASS_SHUTDOWN_DELAY", "3s", "SIGHTGLASS_SHUTDOWN_TIMEOUT", "8s");
    try (RunningQuickstart app = RunningQuickstart.start(settings);
        PrometheusServer prometheus = PrometheusServer.scraping("billing", app.metrics()).start()) {
      prometheus.awaitUp("billing", LIMIT);
      assertThat(app.ops("/ready").statusCode()).isEqualTo(200);
      Caller caller = new Caller(app);
      caller.start();
      long term = System.nanoTime();
      app.process().terminate();
      List<Probe> probes = probe(app, term);
      caller.stop.set(true);
      caller.join(LIMIT.toMillis());
      assertThat(caller.failed).hasValue(0);
      assertThat(probes).allMatch(probe -> probe.live == 200 && probe.metrics == 200);
      long first = probes.stream().filter(p -> p.ready == 503).findFirst().orElseThrow().millis;
      assertThat(probes)
          .filteredOn(probe -> probe.millis >= first)
          .allMatch(probe -> probe.ready == 503);
      assertThat(app.process().awaitExit(LIMIT)).isIn(143, 0);
      prometheus.await(
          "sum(max_over_time(http_requests_total{route='/invoices',status_code='200'}[5m]))",
          found -> found.size() == 1 && found.get(0).value() == caller.answered.get(),
          LIMIT);
      assertThat(app.awaitLog("SG-0900").get("msg").asString()).contains("in flight 0");
      System.out.printf(
          "row 30: 503 in the probe at %d ms, %d probes answered, %,d requests answered while it"
              + " drained and 0 refused, all of them in Prometheus%n",
          first, probes.size() * 3, caller.answered.get());
    }
  }

  /** Ten times a second for two seconds. */
  private static List<Probe> probe(RunningQuickstart app, long term) throws Exception {
    List<Probe> probes = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      long due = term + i * TENTH;
      while (due - System.nanoTime() > 0) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      long millis = (System.nanoTime() - term) / 1_000_000;
      probes.add(
          new Probe(millis, status(app, "/ready"), status(app, "/live"), status(app, "/metrics")));
    }
    return probes;
  }

  private static int status(RunningQuickstart app, String path) throws Exception {
    try {
      return app.ops(path).statusCode();
    } catch (IOException refused) {
      return 0;
    }
  }
}
