// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import io.sightglass.monitoring.Monitoring;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Prometheus, Alertmanager and the node exporter from the PATH, wired to the service with the rules
 * that are made from its meters: for a look without Docker. All of it listens on the loopback
 * address and goes with the service, its data too.
 */
final class LocalMonitoring implements AutoCloseable {

  private static final List<String> PROMETHEUS = List.of("prometheus");
  private static final List<String> ALERTMANAGER =
      List.of("prometheus-alertmanager", "alertmanager");
  private static final List<String> NODE_EXPORTER =
      List.of("prometheus-node-exporter", "node_exporter");

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private final List<String> said = new ArrayList<>();

  private LocalMonitoring(Path folder) {
    this.folder = folder;
  }

  /**
   * Starts what is there.
   *
   * @param ops where the service is scraped
   * @param settings of the rules, beside {@code scrape.interval}, 5s unless set
   * @throws IllegalStateException if Prometheus is not on the PATH
   */
  static LocalMonitoring start(URI ops, Map<String, String> settings) {
    LocalMonitoring monitoring = null;
    try {
      monitoring = new LocalMonitoring(Files.createTempDirectory("quickstart-monitoring-"));
      monitoring.run(ops, settings);
      return monitoring;
    } catch (IOException e) {
      if (monitoring != null) {
        monitoring.close();
      }
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      if (monitoring != null) {
        monitoring.close();
      }
      throw e;
    }
  }

  private void run(URI ops, Map<String, String> settings) throws IOException {
    Path prometheus = find(PROMETHEUS);
    if (prometheus == null) {
      throw new IllegalStateException(
          "QUICKSTART_MONITORING=true needs prometheus on the PATH; on Debian: apt-get install"
              + " prometheus prometheus-alertmanager prometheus-node-exporter");
    }
    Monitoring.ofClassPath().settings(settings).writeTo(folder);
    Path alertmanager = find(ALERTMANAGER);
    Path node = find(NODE_EXPORTER);
    int alerts = free();
    int nodes = free();
    String interval = settings.getOrDefault("scrape.interval", "5s");
    Files.writeString(
        folder.resolve("prometheus.yml"),
        prometheusConfig(
            ops, interval, alertmanager == null ? 0 : alerts, node == null ? 0 : nodes));
    if (alertmanager != null) {
      start(
          "Alertmanager",
          alerts,
          alertmanager,
          "--config.file=" + alertmanagerConfig(settings),
          "--storage.path=" + folder.resolve("alertmanager-data"),
          // Without it a gossip port opens on every address.
          "--cluster.listen-address=",
          "--web.listen-address=127.0.0.1:" + alerts);
    }
    if (node != null) {
      start(
          "Node exporter",
          nodes,
          node,
          "--no-collector.systemd",
          "--web.listen-address=127.0.0.1:" + nodes);
    }
    int port = port(settings);
    start(
        "Prometheus",
        port,
        prometheus,
        "--config.file=" + folder.resolve("prometheus.yml"),
        "--storage.tsdb.path=" + folder.resolve("prometheus-data"),
        "--enable-feature=exemplar-storage",
        "--web.listen-address=127.0.0.1:" + port);
  }

  private static int port(Map<String, String> settings) throws IOException {
    String given = settings.get("prometheus.port");
    return given == null ? free() : Integer.parseInt(given);
  }

  private String prometheusConfig(URI ops, String interval, int alerts, int nodes) {
    StringBuilder yaml = new StringBuilder();
    yaml.append("global:\n  scrape_interval: ").append(interval);
    yaml.append("\n  evaluation_interval: ").append(interval);
    yaml.append("\nrule_files: [prometheus/rules/*.yml]\n");
    if (alerts > 0) {
      yaml.append("alerting:\n  alertmanagers:\n    - static_configs: [{targets: ['127.0.0.1:");
      yaml.append(alerts).append("']}]\n");
    }
    yaml.append("scrape_configs:\n");
    job(yaml, "billing", ops.getAuthority());
    if (nodes > 0) {
      job(yaml, "node", "127.0.0.1:" + nodes);
    }
    return yaml.toString();
  }

  private static void job(StringBuilder yaml, String name, String target) {
    yaml.append("  - job_name: ").append(name);
    yaml.append("\n    static_configs: [{targets: ['").append(target);
    yaml.append("'], labels: {environment: local}}]\n");
  }

  // Nobody is to be called from a laptop: what would go out goes to one address, if any. What
  // holds back what is the same as everywhere.
  private Path alertmanagerConfig(Map<String, String> settings) throws IOException {
    String url = settings.getOrDefault("alertmanager.webhook.url", "");
    String receiver = url.isEmpty() ? "" : "\n    webhook_configs: [{url: '" + url + "'}]";
    return Files.writeString(
        folder.resolve("alertmanager.yml"),
        """
        route:
          receiver: here
          group_by: [alertname]
          group_wait: 0s
          group_interval: 1s
          repeat_interval: 1h
        receivers:
          - name: here"""
            + receiver
            + "\n"
            + inhibitions());
  }

  private String inhibitions() throws IOException {
    String made = Files.readString(folder.resolve("alertmanager/alertmanager.yml"));
    int from = made.indexOf("inhibit_rules:");
    return made.substring(from, made.indexOf("\nreceivers:", from) + 1);
  }

  private void start(String name, int port, Path program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Path log = folder.resolve(name.toLowerCase(Locale.ROOT).replace(' ', '-') + ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    processes.add(process);
    awaitPort(name, process, port, log);
    said.add("%-14s http://127.0.0.1:%d".formatted(name, port));
  }

  // A target that is scraped before it listens would count as down.
  private static void awaitPort(String name, Process process, int port, Path log)
      throws IOException {
    try {
      for (int i = 0; i < 200; i++) {
        try (Socket socket = new Socket()) {
          socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
          return;
        } catch (IOException notYet) {
          if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
            break;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException(
        name + " does not listen on port " + port + ":\n" + Files.readString(log));
  }

  /** What runs and where, a line each. */
  List<String> said() {
    return List.copyOf(said);
  }

  private static @Nullable Path find(List<String> names) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    for (String name : names) {
      for (String entry : path.split(File.pathSeparator, -1)) {
        Path candidate = Path.of(entry.isEmpty() ? "." : entry, name);
        if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
          return candidate;
        }
      }
    }
    return null;
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    processes.forEach(Process::destroy);
    for (Process process : processes) {
      try {
        if (!process.waitFor(2, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      System.err.println("left behind: " + folder + " (" + e.getMessage() + ")");
    }
  }
}
