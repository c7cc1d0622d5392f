// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.outages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightglass.Observability;
import io.sightglass.endpoint.OpsEndpoints;
import io.sightglass.endpoint.OpsRequest;
import io.sightglass.health.Health;
import io.sightglass.health.HealthCheck;
import io.sightglass.health.HealthChecks;
import io.sightglass.http.ObservabilityServer;
import io.sightglass.testkit.Fault;
import io.sightglass.testkit.FaultyTcpProxy;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Row 17: a thousand callers of readiness at once while the dependency is down. */
class ProbeHerdIT {

  private static final boolean FULL = Boolean.getBoolean("sightglass.full");

  private static final OpsRequest READY =
      new OpsRequest() {
        @Override
        public String method() {
          return "GET";
        }

        @Override
        public String path() {
          return "/ready";
        }

        @Override
        public String query() {
          return null;
        }

        @Override
        public List<String> headers(String name) {
          return List.of();
        }
      };

  @Test
  void a_thousand_callers_make_one_call_in_two_seconds() throws Exception {
    for (Fault fault : List.of(Fault.refuse(), Fault.hang())) {
      herd(fault);
    }
  }

  @Test
  void fifty_instances_ask_no_more_often_than_fifty_and_not_in_step() throws Exception {
    int instances = 50;
    int probes = FULL ? 600 : 60;
    AtomicInteger calls = new AtomicInteger();
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Observability> apps = new ArrayList<>();
    List<OpsEndpoints> endpoints = new ArrayList<>();
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    try {
      for (int i = 0; i < instances; i++) {
        Observability obs = app();
        Health health =
            Health.of(obs)
                .ready(
                    "database",
                    () -> {
                      calls.incrementAndGet();
                      atOnce.incrementAndGet();
                      throw new ConnectException("down");
                    });
        obs.started();
        apps.add(obs);
        endpoints.add(OpsEndpoints.of(obs, health));
      }
      long start = System.nanoTime();
      AtomicInteger rounds = new AtomicInteger();
      ScheduledFuture<?> probing =
          clock.scheduleAtFixedRate(
              () -> {
                endpoints.forEach(each -> assertThat(each.answer(READY).status()).isEqualTo(503));
                int now = atOnce.getAndSet(0);
                if (rounds.incrementAndGet() > 1) {
                  most.accumulateAndGet(now, Math::max);
                }
              },
              0,
              100,
              TimeUnit.MILLISECONDS);
      await().atMost(Duration.ofMinutes(5)).until(() -> rounds.get() >= probes || probing.isDone());
      double seconds = (System.nanoTime() - start) / 1e9;
      assertThat(probing.isDone()).as("a probe failed").isFalse();
      assertThat(calls.get()).isLessThanOrEqualTo(instances * ((int) (seconds / 2) + 1));
      System.out.printf(
          "row 17: %d instances, %d probes each in %.1f s: %d calls, at most %d within 100 ms%n",
          instances, rounds.get(), seconds, calls.get(), most.get());
    } finally {
      clock.shutdownNow();
      apps.forEach(Observability::close);
    }
  }

  private static void herd(Fault fault) throws Exception {
    long length = (FULL ? 60 : 5) * 1_000_000_000L;
    int rounds = 0;
    AtomicInteger calls = new AtomicInteger();
    ExecutorService callers = Executors.newFixedThreadPool(1_000);
    try (FaultyTcpProxy database = FaultyTcpProxy.to("127.0.0.1", 1);
        Observability obs = app()) {
      database.fault(fault);
      HealthCheck check = HealthChecks.service(target(database));
      Health health =
          Health.of(obs)
              .ready(
                  "database",
                  () -> {
                    calls.incrementAndGet();
                    return check.check();
                  });
      ObservabilityServer server =
          ObservabilityServer.builder(obs)
              .endpoints(OpsEndpoints.of(obs, health))
              .maxConnections(2_000)
              .start();
      obs.started();
      Prober prober = new Prober(server.port());
      long start = System.nanoTime();
      List<Long> nanos = new ArrayList<>();
      while (System.nanoTime() - start < length) {
        rounds++;
        List<Callable<Prober.Answer>> herd = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
          herd.add(() -> prober.probe("/ready"));
        }
        for (Future<Prober.Answer> answer : callers.invokeAll(herd)) {
          assertThat(answer.get().status()).isEqualTo(503);
          nanos.add(answer.get().nanos());
        }
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      assertThat(calls.get()).isLessThanOrEqualTo((int) (seconds / 2) + 1);
      nanos.sort(null);
      System.out.printf(
          "row 17: %d times 1000 callers of /ready, database %s: %d calls of it in %.1f s, p50 %d"
              + " ms, p99 %d ms, max %d ms%n",
          rounds,
          fault,
          calls.get(),
          seconds,
          nanos.get(nanos.size() / 2) / 1_000_000,
          nanos.get(nanos.size() * 99 / 100) / 1_000_000,
          nanos.get(nanos.size() - 1) / 1_000_000);
    } finally {
      callers.shutdownNow();
    }
  }

  private static URI target(FaultyTcpProxy database) {
    return URI.create("http://127.0.0.1:" + database.port() + "/");
  }

  private static Observability app() {
    return Observability.builder("herd").environment(Map.of("METRICS_PORT", "0")).build();
  }
}
