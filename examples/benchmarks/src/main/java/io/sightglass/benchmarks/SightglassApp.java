// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import com.sun.net.httpserver.HttpServer;
import io.sightglass.Observability;
import io.sightglass.health.Health;
import io.sightglass.http.ObservabilityServer;
import io.sightglass.http.jdk.JdkHttp;
import io.sightglass.logback.LogbackLogging;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** The README's program without its business: an observed server, log lines, the four endpoints. */
final class SightglassApp {

  private SightglassApp() {}

  /** {@code METRICS_PORT} and the other variables say the rest. */
  public static void main(String[] args) throws IOException {
    long start = System.nanoTime();
    Observability obs = Observability.fromEnvironment("startup");
    long built = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    LogbackLogging.install(obs);
    long withLogs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    // Before any port opens, for the one who waits for that.
    System.out.println("built in " + built + " ms, with log lines in " + withLogs + " ms");
    HttpServer app =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    app.createContext(
            "/invoices",
            exchange -> {
              exchange.sendResponseHeaders(204, -1);
              exchange.close();
            })
        .getFilters()
        .add(JdkHttp.observe(obs, "/invoices", "/invoices/{id}"));
    ObservabilityServer.start(obs, Health.of(obs));
    app.start();
    obs.started(() -> app.stop(0));
  }
}
