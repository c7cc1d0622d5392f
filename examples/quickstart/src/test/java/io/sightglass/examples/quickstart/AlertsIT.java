// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.examples.quickstart.AlertInbox.Notice;
import io.sightglass.testkit.Tools;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Row 36: what breaks in the running service reaches a webhook as the alert that it is, through a
 * real Prometheus and Alertmanager; a minute of the rules is a second here.
 */
class AlertsIT {

  private static final boolean FULL = Boolean.getBoolean("sightglass.full");
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration QUIET = FULL ? Duration.ofHours(1) : Duration.ofSeconds(20);
  private static final int RATE = 60;

  /** They speak of the machine that the test runs on. */
  private static final String OF_THIS_MACHINE =
      " alerts.HighCPUUsage.enabled=false alerts.HighDiskUsage.enabled=false"
          + " alerts.ClockDrift.enabled=false";

  /** Prometheus begins to scrape up to five seconds after it starts, which is no five minutes. */
  private static final String START = " alerts.ScrapeMissing.for=30m";

  private final JsonMapper json = JsonMapper.builder().build();

  @TempDir Path folder;

  private Path faults;
  private Path disk;
  private boolean mounted;
  private AlertInbox inbox;
  private RunningQuickstart app;

  @BeforeEach
  void prepare() throws Exception {
    List.of("prometheus", "prometheus-alertmanager", "prometheus-node-exporter")
        .forEach(Tools::require);
    faults = Files.createDirectory(folder.resolve("faults"));
    disk = Files.createDirectory(folder.resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk.toString());
    inbox = AlertInbox.start();
  }

  @AfterEach
  void close() throws Exception {
    if (app != null) {
      app.process().terminate();
      app.process().awaitExit(LIMIT);
      app.close();
    }
    inbox.close();
    if (mounted) {
      assertThat(run("umount", "-l", disk.toString())).isTrue();
    }
  }

  @Test
  void normal_traffic_fires_nothing() throws Exception {
    start(FULL ? "rules.time=1 scrape.interval=15s" : "rules.time=60 scrape.interval=1s");
    try (LoadClient load = load()) {
      load.start();
      inbox.await("Watchdog", true, 0, LIMIT);
      Instant end = Instant.now().plus(QUIET);
      Awaitility.await()
          .pollInterval(Duration.ofSeconds(1))
          .atMost(QUIET.plus(LIMIT))
          .until(() -> Instant.now().isAfter(end));
    }
    assertThat(inbox.fired(0)).isEmpty();
    double requests = requests();
    assertThat(requests).isGreaterThan(RATE * QUIET.toSeconds() / 2.0);
    System.out.printf(
        "row 36: %,.0f requests in %d s of normal traffic (%s), 0 alerts%n",
        requests, QUIET.toSeconds(), FULL ? "in real time" : "60 times as fast");
  }

  @Test
  void each_outage_reaches_the_webhook_as_its_alert_and_ends_with_it() throws Exception {
    start("rules.time=60 scrape.interval=1s");
    try (LoadClient load = load()) {
      load.start();
      inbox.await("Watchdog", true, 0, LIMIT);
      outage(Faults.PAYMENTS, Set.of("PaymentFailures"), Set.of("HighErrorRate"));
      outage(Faults.AI, Set.of("AIServiceDown"), Set.of("HighErrorRate"));
      fullDisk();
      outage(
          Faults.DATABASE,
          Set.of("DatabaseConnectionFailures", "HealthCheckFailing"),
          Set.of("HighErrorRate"));
    }
  }

  private void outage(String what, Set<String> alerts, Set<String> followers) throws Exception {
    Path file = faults.resolve(what);
    happens(what, alerts, followers, () -> Files.createFile(file), () -> Files.delete(file));
  }

  /** Where nobody may mount, there is no disk that could be filled and emptied. */
  private void fullDisk() throws Exception {
    if (!mounted) {
      System.out.println("row 36: a full disk needs the right to mount one: left out");
      return;
    }
    Path filler = disk.resolve("filler");
    happens(
        "full disk",
        Set.of("LogsNotWritten"),
        Set.of(),
        () -> fill(filler),
        () -> Files.delete(filler));
  }

  private interface Step {
    void run() throws IOException;
  }

  private void happens(
      String what, Set<String> alerts, Set<String> followers, Step begins, Step ends)
      throws Exception {
    int mark = inbox.mark();
    Instant cause = Instant.now();
    begins.run();
    StringBuilder said = new StringBuilder("row 36: " + what);
    for (String name : new TreeSet<>(alerts)) {
      Notice notice = inbox.await(name, true, mark, LIMIT);
      Instant condition = activeSince(name);
      assertThat(condition).isAfter(cause).isBeforeOrEqualTo(notice.began());
      assertThat(notice.arrived()).isAfter(notice.began());
      said.append(
          ": %s held after %.1f s, fired %.1f s later, at the webhook after %.1f s"
              .formatted(
                  name,
                  seconds(cause, condition),
                  seconds(condition, notice.began()),
                  seconds(notice.began(), notice.arrived())));
    }
    Instant end = Instant.now();
    ends.run();
    for (String name : alerts) {
      Notice ended = inbox.await(name, false, mark, LIMIT);
      said.append("; %s ended after %.1f s".formatted(name, seconds(end, ended.arrived())));
    }
    Set<String> expected = new TreeSet<>(alerts);
    expected.addAll(followers);
    // What burns the budget of a day within seconds goes on burning that of the day.
    expected.add("ErrorBudgetBurn");
    assertThat(inbox.fired(mark)).as(what).isSubsetOf(expected);
    System.out.println(said.append(said.isEmpty() ? "" : "; fired: " + inbox.fired(mark)));
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }

  /** Since when an alert's condition has held, as Prometheus says. */
  private Instant activeSince(String name) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(app.prometheus().resolve("/api/v1/alerts")).timeout(LIMIT).build();
    String body =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    for (JsonNode alert : json.readTree(body).get("data").get("alerts")) {
      if (alert.get("labels").get("alertname").asString().equals(name)) {
        return Instant.parse(alert.get("activeAt").asString());
      }
    }
    throw new AssertionError(name + " is not active: " + body);
  }

  private void start(String rules) {
    Map<String, String> environment = new HashMap<>();
    environment.put("QUICKSTART_MONITORING", "true");
    environment.put("QUICKSTART_FAULTS", faults.toString());
    environment.put(
        "QUICKSTART_RULES",
        rules + " alertmanager.webhook.url=" + inbox.url() + OF_THIS_MACHINE + START);
    if (mounted) {
      environment.put("LOG_FILE_PATH", disk.resolve("app.log").toString());
    }
    app = RunningQuickstart.start(environment);
  }

  /** The sample data as far as nothing in it fails or lacks a price. */
  private LoadClient load() {
    List<Operation> good =
        Operation.sample().stream()
            .filter(operation -> operation.status() < 300)
            .filter(operation -> !String.valueOf(operation.body()).contains("house-llama"))
            .toList();
    return new LoadClient(
        app.address(), good, AppSettings.from(Map.of("LOAD_RATE", Integer.toString(RATE))));
  }

  private double requests() throws Exception {
    return app.series().entrySet().stream()
        .filter(series -> series.getKey().startsWith("http_requests_total"))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private static void fill(Path file) throws IOException {
    byte[] block = new byte[64 * 1024];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < 2_000; i++) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(Files.size(file)).isPositive();
      return;
    }
    throw new AssertionError("the disk has no end");
  }

  private static boolean run(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }
}
