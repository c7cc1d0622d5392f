// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import io.sightglass.testkit.JavaProcess;
import io.sightglass.testkit.OtlpReceiver;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The quickstart as a process of its own, on free ports. */
final class RunningQuickstart implements AutoCloseable {

  static final Duration LIMIT = Duration.ofSeconds(40);

  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+");
  private static final Pattern SERIES = Pattern.compile("([^ {]+)(\\{.*})? (\\S+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = JsonMapper.builder().build();
  private final JavaProcess process;
  private final URI app;
  private final URI ops;

  private RunningQuickstart(JavaProcess process) {
    this.process = process;
    this.app = address("answers on");
    this.ops = address("Open ");
  }

  /** Starts it with those variables and waits until it says where it is. */
  static RunningQuickstart start(Map<String, String> environment) {
    JavaProcess.Builder builder =
        JavaProcess.of(Quickstart.class)
            .classPath(classPath())
            .env("PORT", "0")
            .env("METRICS_PORT", "0")
            .env("LOG_FORMAT", "json")
            .env("LOAD_RATE", "0");
    environment.forEach(builder::env);
    return new RunningQuickstart(builder.start());
  }

  /** What makes it export to that receiver over that protocol. */
  static Map<String, String> exportingTo(OtlpReceiver receiver, String protocol) {
    Map<String, String> environment = new LinkedHashMap<>();
    boolean grpc = protocol.equals("grpc");
    environment.put(
        "OTEL_EXPORTER_OTLP_ENDPOINT", grpc ? receiver.grpcEndpoint() : receiver.httpEndpoint());
    environment.put("OTEL_EXPORTER_OTLP_PROTOCOL", protocol);
    environment.put("OTEL_BSP_SCHEDULE_DELAY", "200");
    return environment;
  }

  /** Without the tests themselves, whose logback-test.xml would take the place of logback.xml. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private URI address(String before) {
    String line = process.awaitErrorLine(l -> l.contains(before), LIMIT);
    Matcher matcher = ADDRESS.matcher(line);
    if (!matcher.find()) {
      throw new AssertionError("no address in: " + line);
    }
    return URI.create(matcher.group());
  }

  JavaProcess process() {
    return process;
  }

  URI address() {
    return app;
  }

  /** Where Prometheus answers that runs beside it. */
  URI prometheus() {
    return address("Prometheus ");
  }

  URI metrics() {
    return ops.resolve("/metrics");
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send(HttpRequest.newBuilder(app.resolve(path)), headers);
  }

  HttpResponse<String> post(String path, String body, String... headers) throws Exception {
    return send(
        HttpRequest.newBuilder(app.resolve(path)).POST(HttpRequest.BodyPublishers.ofString(body)),
        headers);
  }

  HttpResponse<String> ops(String path) throws Exception {
    return send(HttpRequest.newBuilder(ops.resolve(path)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String... headers)
      throws IOException, InterruptedException {
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Every series of the classic text format with its value. */
  Map<String, Double> series() throws Exception {
    Map<String, Double> series = new LinkedHashMap<>();
    for (String line : ops("/metrics").body().lines().toList()) {
      Matcher matcher = SERIES.matcher(line);
      if (!line.startsWith("#") && matcher.matches()) {
        String labels = matcher.group(2) == null ? "" : matcher.group(2);
        series.put(matcher.group(1) + labels, Double.parseDouble(matcher.group(3)));
      }
    }
    return series;
  }

  /** The first log line, as JSON, that has that text in it. */
  JsonNode awaitLog(String text) {
    return json.readTree(process.awaitLine(line -> line.contains(text), LIMIT));
  }

  /** Every line of standard output, each of which must be JSON. */
  List<JsonNode> logs() {
    return process.lines().stream().map(json::readTree).toList();
  }

  @Override
  public void close() {
    process.close();
  }
}
