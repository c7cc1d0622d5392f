// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A real Prometheus that scrapes given addresses each second, with exemplars on: the program of
 * that name on the PATH, on a free port of 127.0.0.1, with a folder of its own that it leaves no
 * trace of.
 *
 * <pre>{@code
 * try (PrometheusServer prometheus =
 *     PrometheusServer.scraping("billing", URI.create("http://127.0.0.1:9091/metrics")).start()) {
 *   prometheus.awaitUp("billing", Duration.ofSeconds(20));
 *   List<Sample> found = prometheus.query("sum(http_requests_total)");
 * }
 * }</pre>
 *
 * <p>Thread-safe. {@link Builder#start} skips the test where the program is missing (see {@link
 * Tools}). Queries throw IllegalArgumentException with Prometheus' own words for a bad expression.
 */
public final class PrometheusServer implements AutoCloseable {

  private final Child child;
  private final Path folder;
  private final URI address;
  private final PrometheusApi api;

  /** One series of an answer. */
  public record Sample(Map<String, String> labels, double value) {

    /** The value of a label, or an empty string. */
    public String label(String name) {
      return labels.getOrDefault(name, "");
    }
  }

  /** An exemplar: of which series, with which labels of its own, such as {@code trace_id}. */
  public record Exemplar(Map<String, String> series, Map<String, String> labels, double value) {}

  /** A scraped address; health is {@code up}, {@code down} or {@code unknown}. */
  public record Target(String job, URI address, String health, String lastError) {}

  private PrometheusServer(Child child, Path folder, URI address) {
    this.child = child;
    this.folder = folder;
    this.address = address;
    this.api = new PrometheusApi(address);
  }

  /** Whether the program is on the PATH. */
  public static boolean isAvailable() {
    return Tools.find("prometheus").isPresent();
  }

  /** A server that scrapes that address as that job; further ones are added to the builder. */
  public static Builder scraping(String job, URI address) {
    return new Builder().scrape(job, address);
  }

  /** Where it answers, for a browser. */
  public URI address() {
    return address;
  }

  /** The answer of an expression now; empty if no series matches. */
  public List<Sample> query(String expression) {
    return ask(() -> api.query(Objects.requireNonNull(expression, "expression")));
  }

  /** The exemplars of the last hour of the series that an expression selects. */
  public List<Exemplar> queryExemplars(String expression) {
    return ask(() -> api.exemplars(Objects.requireNonNull(expression, "expression")));
  }

  /** What it scrapes and how that went. */
  public List<Target> targets() {
    return ask(api::targets);
  }

  /**
   * Waits until a scrape of the job has succeeded.
   *
   * @throws AssertionError after the timeout, with the last error of each target
   */
  public void awaitUp(String job, Duration timeout) {
    Poll.until(
        timeout,
        api::targets,
        all -> all.stream().anyMatch(t -> t.job().equals(job) && t.health().equals("up")),
        () -> "target " + job + " up; targets are " + targets());
  }

  /**
   * Waits until the answer of an expression is as wanted.
   *
   * @throws AssertionError after the timeout, with the last answer
   */
  public List<Sample> await(
      String expression, Predicate<? super List<Sample>> wanted, Duration timeout) {
    return Poll.until(
        timeout,
        () -> api.query(expression),
        wanted::test,
        () -> expression + "; the last answer was " + query(expression));
  }

  /** Waits for an exemplar of the series that an expression selects. */
  public Exemplar awaitExemplar(
      String expression, Predicate<? super Exemplar> wanted, Duration timeout) {
    List<Exemplar> found =
        Poll.until(
            timeout,
            () -> api.exemplars(expression).stream().filter(wanted).toList(),
            list -> !list.isEmpty(),
            () -> "an exemplar of " + expression + "; there were " + queryExemplars(expression));
    return found.get(0);
  }

  /** Ends the process and deletes its folder. */
  @Override
  public void close() {
    child.close();
    delete(folder);
  }

  private static <T> T ask(Question<T> question) {
    try {
      return question.ask();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Question<T> {
    T ask() throws IOException;
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Collects what a {@link PrometheusServer} needs. Not thread-safe. */
  public static final class Builder {

    private static final Duration START = Duration.ofSeconds(30);

    private final Map<String, URI> jobs = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> labels = new LinkedHashMap<>();
    private final List<String> rules = new ArrayList<>();
    private boolean nativeHistograms;

    private Builder() {}

    /** Scrapes one more address, with its query if it has one, as one more job. */
    public Builder scrape(String job, URI address) {
      jobs.put(Objects.requireNonNull(job, "job"), Objects.requireNonNull(address, "address"));
      return this;
    }

    /** Puts a label on every series of a job. */
    public Builder label(String job, String name, String value) {
      labels
          .computeIfAbsent(Objects.requireNonNull(job, "job"), key -> new LinkedHashMap<>())
          .put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /** Evaluates rules each second: the text of a rule file. */
    public Builder rules(String yaml) {
      rules.add(Objects.requireNonNull(yaml, "yaml"));
      return this;
    }

    /** Switches native histograms on, so that it asks for protobuf first. */
    public Builder nativeHistograms() {
      nativeHistograms = true;
      return this;
    }

    /**
     * Starts it and waits until it answers.
     *
     * @throws org.opentest4j.TestAbortedException if the program is not there, which skips the test
     */
    public PrometheusServer start() {
      Path program = Tools.require("prometheus");
      try {
        return start(program, Files.createTempDirectory("sightglass-prometheus-"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private PrometheusServer start(Path program, Path folder) throws IOException {
      for (int i = 0; i < rules.size(); i++) {
        Files.writeString(folder.resolve("rules-" + i + ".yml"), rules.get(i));
      }
      Path config = Files.writeString(folder.resolve("prometheus.yml"), config());
      int port = Ports.free();
      Child child =
          new Child(
              "prometheus",
              new ProcessBuilder(
                      program.toString(),
                      "--config.file=" + config,
                      "--storage.tsdb.path=" + folder.resolve("data"),
                      "--web.listen-address=127.0.0.1:" + port,
                      "--enable-feature=exemplar-storage"
                          + (nativeHistograms ? ",native-histograms" : ""))
                  .directory(folder.toFile()));
      PrometheusServer server =
          new PrometheusServer(child, folder, URI.create("http://127.0.0.1:" + port));
      try {
        Poll.until(
            START,
            () -> !child.isAlive() || server.api.isReady(),
            ready -> ready,
            () -> "Prometheus ready\n" + child.tail());
        if (!child.isAlive()) {
          throw new AssertionError("Prometheus ended at once\n" + child.tail());
        }
        return server;
      } catch (AssertionError e) {
        server.close();
        throw e;
      }
    }

    String config() {
      StringBuilder yaml = new StringBuilder();
      yaml.append("global:\n  scrape_interval: 1s\n  scrape_timeout: 1s\n");
      yaml.append("  evaluation_interval: 1s\n");
      yaml.append(rules.isEmpty() ? "" : "rule_files: ['rules-*.yml']\n");
      yaml.append("scrape_configs:\n");
      jobs.forEach((job, address) -> yaml.append(config(job, address)));
      return yaml.toString();
    }

    private String config(String job, URI address) {
      StringBuilder yaml = new StringBuilder("  - job_name: " + quoted(job));
      yaml.append("\n    scheme: ").append(address.getScheme());
      yaml.append("\n    metrics_path: ").append(quoted(address.getPath()));
      if (address.getQuery() != null) {
        yaml.append("\n    params:");
        for (String parameter : address.getQuery().split("&", -1)) {
          String[] parts = parameter.split("=", 2);
          yaml.append("\n      ").append(quoted(parts[0]));
          yaml.append(": [").append(quoted(parts[parts.length - 1])).append(']');
        }
      }
      yaml.append("\n    static_configs:\n      - targets: [");
      yaml.append(quoted(address.getAuthority())).append("]\n");
      Map<String, String> own = labels.getOrDefault(job, Map.of());
      if (!own.isEmpty()) {
        yaml.append("        labels:\n");
      }
      own.forEach(
          (name, value) ->
              yaml.append("          ")
                  .append(name)
                  .append(": ")
                  .append(quoted(value))
                  .append('\n'));
      return yaml.toString();
    }

    private static String quoted(String text) {
      return "'" + text.replace("'", "''") + "'";
    }
  }
}
