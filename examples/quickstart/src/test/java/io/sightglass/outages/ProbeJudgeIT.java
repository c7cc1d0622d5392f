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
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** A judge that behaves as a kubelet, under outages that take turns. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
@ExtendWith(RealServers.class)
class ProbeJudgeIT {

  private static final Duration LENGTH =
      Boolean.getBoolean("sightglass.full") ? Duration.ofHours(1) : Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private record Outage(String name, boolean isSeen, Runnable begin, Runnable end) {}

  @Test
  void a_kubelet_finds_no_fault_while_outages_take_turns(PostgresServer database, RedisServer redis)
      throws Exception {
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
      app.started();
      int turns = 0;
      try (Kubelet kubelet = new Kubelet(app.prober())) {
        awaitReadiness(kubelet, 200, "start");
        long end = System.nanoTime() + LENGTH.toNanos();
        List<Outage> outages = outages(app, database, redis, collector);
        while (System.nanoTime() - end < 0) {
          turn(kubelet, outages.get(turns % outages.size()));
          turns++;
        }
        assertThat(kubelet.faults()).isEmpty();
        System.out.printf(
            "row 16: a kubelet's %d probes during %d outages in %d s: 0 faults, longest answer %d"
                + " ms%n",
            kubelet.probes(), turns, LENGTH.toSeconds(), kubelet.longestMillis());
      }
    }
  }

  private static void turn(Kubelet kubelet, Outage outage) {
    outage.begin().run();
    if (outage.isSeen()) {
      awaitReadiness(kubelet, 503, outage.name());
    }
    outage.end().run();
    awaitReadiness(kubelet, 200, outage.name() + " is over");
  }

  private static void awaitReadiness(Kubelet kubelet, int status, String why) {
    await(why)
        .pollInterval(Duration.ofMillis(10))
        .atMost(PATIENCE)
        .until(() -> kubelet.readiness() == status);
  }

  private static List<Outage> outages(
      OutageApp app, PostgresServer database, RedisServer redis, FaultyTcpProxy collector) {
    List<Connection> held = new ArrayList<>();
    return List.of(
        new Outage("database stopped", true, database::stall, database::resume),
        new Outage("pool held", true, () -> hold(app, held), () -> release(held)),
        new Outage("cache killed", true, redis::kill, redis::restart),
        new Outage(
            "collector black-holed",
            false,
            () -> collector.fault(Fault.hang()),
            () -> collector.fault(Fault.none())),
        new Outage("cache stopped", true, redis::stall, redis::resume),
        new Outage("database killed", true, database::kill, database::restart));
  }

  private static void hold(OutageApp app, List<Connection> held) {
    try {
      for (int i = 0; i < 5; i++) {
        held.add(app.pool.getConnection());
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void release(List<Connection> held) {
    for (Connection connection : held) {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
    held.clear();
  }
}
