// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.outages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightglass.testkit.Fault;
import io.sightglass.testkit.FaultyTcpProxy;
import io.sightglass.testkit.OtlpReceiver;
import io.sightglass.testkit.servers.PostgresServer;
import io.sightglass.testkit.servers.RealServers;
import io.sightglass.testkit.servers.RedisServer;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** Row 14: liveness while everything the app depends on is dead or stopped. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
@ExtendWith(RealServers.class)
class LivenessIT {

  private static final boolean FULL = Boolean.getBoolean("sightglass.full");

  @Test
  void liveness_answers_while_every_dependency_is_stopped_or_dead(
      PostgresServer database, RedisServer redis) {
    int probes = FULL ? 10_000 : 400;
    try (OtlpReceiver receiver = OtlpReceiver.start();
        FaultyTcpProxy collector = FaultyTcpProxy.to(URI.create(receiver.httpEndpoint()));
        OutageApp app =
            new OutageApp(
                database,
                redis,
                Map.of(
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    "http://127.0.0.1:" + collector.port(),
                    "OTEL_EXPORTER_OTLP_PROTOCOL",
                    "http/protobuf"))) {
      Prober prober = app.started().prober();
      assertThat(prober.probe("/ready").status()).isEqualTo(200);

      collector.fault(Fault.hang());
      database.stall();
      redis.stall();
      long[] stopped = liveness(app, prober, probes);
      database.resume();
      redis.resume();
      database.kill();
      redis.kill();
      collector.fault(Fault.refuse());
      long[] dead = liveness(app, prober, probes);
      database.restart();
      redis.restart();

      print("stopped", stopped);
      print("dead", dead);
    }
  }

  private static long[] liveness(OutageApp app, Prober prober, int probes) {
    long[] nanos = new long[probes];
    for (int i = 0; i < probes; i++) {
      try (var activity = app.obs.activity("work")) {
        Prober.Answer answer = prober.probe("/live");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.isInTime()).isTrue();
        nanos[i] = answer.nanos();
      }
      if (i % 20 == 0) {
        assertThat(prober.probe("/ready").isInTime())
            .as("readiness, too, within a second")
            .isTrue();
      }
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> prober.probe("/ready").status() == 503);
    Arrays.sort(nanos);
    return nanos;
  }

  private static void print(String what, long[] nanos) {
    System.out.printf(
        "row 14: database, cache and collector %s: %d of %d probes of /live 200, p50 %d µs, p99 %d"
            + " µs, max %d µs%n",
        what,
        nanos.length,
        nanos.length,
        nanos[nanos.length / 2] / 1_000,
        nanos[nanos.length * 99 / 100] / 1_000,
        nanos[nanos.length - 1] / 1_000);
  }
}
