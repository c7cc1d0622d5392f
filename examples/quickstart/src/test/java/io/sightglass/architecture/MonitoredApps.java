// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.sightglass.Observability;
import io.sightglass.catalogue.NamingProfile;
import io.sightglass.http.ObservabilityServer;
import io.sightglass.jdbc.ConnectionPool;
import io.sightglass.monitoring.Monitoring;
import io.sightglass.testkit.PrometheusServer;
import io.sightglass.testkit.PrometheusServer.Sample;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.LoggerFactory;

/**
 * An app for each naming profile whose feeders are driven again and again, and beside each a
 * Prometheus of its own that scrapes it and evaluates the rules of its profile.
 */
final class MonitoredApps implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Map<String, App> apps = new LinkedHashMap<>();
  private final ExecutorService driver = Executors.newSingleThreadExecutor();
  private final Logger library = (Logger) LoggerFactory.getLogger("io.sightglass");
  private volatile boolean closing;
  private Future<?> driving;

  private record App(
      Observability obs, ObservabilityServer ops, Map<String, String> files, PrometheusServer at) {}

  /** A pool in trouble, for a query that shows no other. */
  private record BusyPool() implements ConnectionPool {

    @Override
    public int active() {
      return 96;
    }

    @Override
    public int max() {
      return 100;
    }
  }

  /** What was asked under a profile and what remained without an answer. */
  record Answers(int asked, Set<String> unanswered) {

    void print(String profile, String what) {
      System.out.printf(
          "%s: %d %s, %d answered%n", profile, asked, what, asked - unanswered.size());
    }
  }

  /** Starts them; every Prometheus scrapes the exporters as well. */
  static MonitoredApps start(Collection<String> profiles, Exporters exporters) {
    MonitoredApps all = new MonitoredApps();
    // What fails on purpose, again and again, would fill the log.
    all.library.setLevel(Level.OFF);
    for (String profile : profiles) {
      all.add(profile, exporters.jobs());
    }
    all.driving = all.driver.submit(() -> all.drive(exporters));
    return all;
  }

  private void add(String profile, Map<String, URI> exporters) {
    Observability obs =
        Observability.builder(profile)
            .environment(
                Map.of(
                    "METRICS_PORT", "0",
                    "SIGHTGLASS_NAMING_PROFILE", profile,
                    "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"))
            .build();
    ConnectionPool.observe(obs, "archive", new BusyPool());
    ObservabilityServer ops = ObservabilityServer.start(obs);
    Map<String, String> files =
        Monitoring.ofClassPath()
            .naming(NamingProfile.of(profile))
            // What is given up on purpose is an alert for the table of those that fire.
            .settings(Map.of("alerts.TelemetryLoss.for", "0s"))
            .files();
    PrometheusServer.Builder server =
        PrometheusServer.scraping(
                profile, URI.create("http://127.0.0.1:" + ops.port() + "/metrics"))
            .label(profile, "environment", "test")
            // In a container the app itself would tell its limits.
            .label("recorded", "job", profile);
    exporters.forEach(server::scrape);
    files.forEach(
        (path, text) -> {
          if (path.startsWith("prometheus/rules/")) {
            server.rules(text);
          }
        });
    apps.put(profile, new App(obs, ops, files, server.start()));
  }

  private Void drive(Exporters exporters) throws Exception {
    while (!closing) {
      for (App app : apps.values()) {
        Feeders.driveAll(app.obs());
        Feeders.overflow(app.obs());
      }
      exporters.drive();
    }
    return null;
  }

  /** The generated files of a profile. */
  Map<String, String> files(String profile) {
    return apps.get(profile).files();
  }

  /** Asks until each query of each profile has an answer, or the patience is over. */
  Map<String, Answers> ask(Map<String, ? extends Collection<String>> queries) throws Exception {
    Map<String, Set<String>> open = new LinkedHashMap<>();
    queries.forEach((profile, asked) -> open.put(profile, new LinkedHashSet<>(asked)));
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!open.values().stream().allMatch(Set::isEmpty) && System.nanoTime() < end) {
      open.forEach((profile, asked) -> asked.removeIf(query -> isAnswered(profile, query)));
      checkDriver();
    }
    Map<String, Answers> answers = new TreeMap<>();
    queries.forEach(
        (profile, asked) ->
            answers.put(profile, new Answers(Set.copyOf(asked).size(), open.get(profile))));
    return answers;
  }

  /** The answer of a profile's Prometheus; IllegalArgumentException for what it cannot read. */
  List<Sample> query(String profile, String query) {
    return apps.get(profile).at().query(query);
  }

  private boolean isAnswered(String profile, String query) {
    return query(profile, query).stream().anyMatch(sample -> !Double.isNaN(sample.value()));
  }

  private void checkDriver() throws InterruptedException, ExecutionException {
    if (driving.isDone()) {
      driving.get();
    }
  }

  @Override
  public void close() throws Exception {
    closing = true;
    driver.shutdown();
    List<Throwable> failures = new ArrayList<>();
    try {
      driving.get();
    } catch (ExecutionException e) {
      failures.add(e.getCause());
    }
    for (App app : apps.values()) {
      app.at().close();
      app.ops().close();
      app.obs().close();
    }
    library.setLevel(null);
    if (!failures.isEmpty()) {
      throw new AssertionError("a feeder failed", failures.get(0));
    }
  }
}
