// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.benchmarks;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Starts processes and notes when their {@code /metrics} first answers and how much memory they
 * hold then. Each is started on {@code java -cp} with the jars it needs and no further options; all
 * take turns, so that what else the machine does falls on all of them. The memory is read from
 * {@code /proc}, so it is known on Linux only.
 */
final class StartupReport {

  private static final int ROUNDS = 7;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  // Nobody listens there: building must not wait for a collector.
  private static final Map<String, String> OTLP =
      Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1");
  private static final String QUICKSTART = "io.sightglass.examples.quickstart.Quickstart";
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  // Jars that an app with the library would not have: the other contestants and JMH.
  private static final Predicate<String> RIVALS =
      Pattern.compile(
              "/(jmh-|jopt-|commons-|spring-|brave|zipkin|metrics-core|metrics-jakarta|jakarta\\."
                  + "|micrometer-tracing|opentelemetry-(instrumentation|semconv|api-incubator))")
          .asPredicate();
  private static final Predicate<String> OWN = entry -> entry.contains("/benchmarks/target/");
  private static final Predicate<String> DEMO_ONLY =
      Pattern.compile("/(quickstart|h2)").asPredicate();

  private static final Predicate<String> BARE =
      OWN.or(entry -> entry.contains("/prometheus-metrics-"));
  private static final Predicate<String> APP = OWN.or(DEMO_ONLY.or(RIVALS).negate());
  private static final Predicate<String> DEMO = OWN.or(RIVALS).negate();
  private static final Predicate<String> PARTS =
      OWN.or(APP.and(Pattern.compile("/observability-").asPredicate().negate()));

  private static final List<Contestant> ALL =
      List.of(
          new Contestant("JDK server + client_java", BareApp.class.getName(), BARE, Map.of()),
          new Contestant("the parts by hand", PartsApp.class.getName(), PARTS, Map.of()),
          new Contestant("Sightglass", SightglassApp.class.getName(), APP, Map.of()),
          new Contestant("the parts by hand, OTLP", PartsApp.class.getName(), PARTS, OTLP),
          new Contestant("Sightglass, OTLP", SightglassApp.class.getName(), APP, OTLP),
          new Contestant("quickstart", QUICKSTART, DEMO, Map.of("PORT", "0")));

  private StartupReport() {}

  /** One kind of process, with its starts. */
  private record Contestant(
      String name,
      String app,
      Predicate<String> needs,
      Map<String, String> environment,
      List<Start> starts) {

    Contestant(String name, String app, Predicate<String> needs, Map<String, String> environment) {
      this(name, app, needs, environment, new ArrayList<>());
    }

    void start() throws IOException, InterruptedException {
      starts.add(StartupReport.start(app, needs, environment));
    }

    String line() {
      return String.format(
          Locale.ROOT,
          "| %s | %s | %s | %d | %s |",
          name,
          spread(Start::millis),
          spread(Start::cpuMillis),
          sorted(Start::kilobytes)[ROUNDS / 2] / 1024,
          sorted(Start::logging)[0] < 0 ? "" : spread(Start::logging));
    }

    private String spread(ToLongFunction<Start> figure) {
      long[] sorted = sorted(figure);
      return sorted[0] + " / " + sorted[ROUNDS / 2];
    }

    private long[] sorted(ToLongFunction<Start> figure) {
      return starts.stream().mapToLong(figure).sorted().toArray();
    }
  }

  /** Runs all, by turns, and writes {@code target/startup.md}. */
  static void run() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      for (Contestant each : ALL) {
        each.start();
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "| app | first /metrics, ms (fastest / median) | CPU until then, ms (least / median)"
            + " | RSS, MB | of it building, with log lines, ms (fastest / median) |");
    lines.add("|---|---|---|---|---|");
    for (Contestant each : ALL) {
      lines.add(each.line());
    }
    Path page = Path.of("target", "startup.md");
    Files.createDirectories(page.getParent());
    Files.write(page, lines);
    System.out.println(String.join("\n", lines));
  }

  /** One process: the time to the first answer, CPU and memory then, what it says of itself. */
  private record Start(long millis, long cpuMillis, long kilobytes, long logging) {}

  private static Start start(String app, Predicate<String> needs, Map<String, String> environment)
      throws IOException, InterruptedException {
    int port = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dsun.net.httpserver.nodelay=true",
            "-cp",
            classPath(needs),
            app,
            Integer.toString(port));
    Path said = Files.createTempFile("startup", ".log");
    builder.redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().put("METRICS_PORT", Integer.toString(port));
    builder.environment().putAll(environment);
    long begin = System.nanoTime();
    Process process = builder.start();
    try {
      awaitMetrics(port, process, said);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      long cpu = process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
      return new Start(millis, cpu, resident(process), said(said, "log lines in"));
    } finally {
      process.destroy();
      process.waitFor();
      Files.delete(said);
    }
  }

  private static void awaitMetrics(int port, Process process, Path said)
      throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      try {
        if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // Not listening yet.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
      }
    }
    throw new IllegalStateException("no /metrics; it said: " + Files.readString(said));
  }

  private static long resident(Process process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    var found = RESIDENT.matcher(Files.readString(status));
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }

  private static long said(Path said, String what) throws IOException {
    var found = Pattern.compile(what + " (\\d+) ms").matcher(Files.readString(said));
    return found.find() ? Long.parseLong(found.group(1)) : -1;
  }

  private static String classPath(Predicate<String> needed) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> needed.test(entry.replace(File.separatorChar, '/')))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }
}
