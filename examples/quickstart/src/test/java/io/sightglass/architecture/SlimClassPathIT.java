// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.testkit.JavaProcess;
import io.sightglass.testkit.OtlpReceiver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exclusions of docs/getting-started.md: text formats and OTLP over HTTP still work. */
class SlimClassPathIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String LEFT_OUT =
      "(prometheus-metrics-exposition-formats|opentelemetry-exporter-sender-okhttp|okhttp-jvm"
          + "|okio-jvm|kotlin-stdlib|annotations)-[0-9].*";
  private static final String OF_PROMETHEUS =
      "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"
          + ";q=0.7,application/openmetrics-text;version=1.0.0;q=0.6,text/plain;q=0.3";

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void text_scrapes_and_otlp_over_http_work_without_protobuf_and_okhttp(@TempDir Path folder)
      throws Exception {
    ReadmeProgram program = ReadmeProgram.compile(folder, slimJars());
    try (OtlpReceiver receiver = OtlpReceiver.start();
        JavaProcess app =
            program
                .process()
                .env("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.httpEndpoint())
                .env("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                .env("OTEL_BSP_SCHEDULE_DELAY", "100")
                .start()) {
      app.awaitErrorLine(line -> line.startsWith("SG-0001"), PATIENCE);
      assertThat(get(program.app("/invoices/42"), "").statusCode()).isEqualTo(204);

      receiver.awaitSpan(span -> span.name().equals("GET /invoices/{id}"), PATIENCE);
      HttpResponse<String> page = get(program.ops("/metrics"), OF_PROMETHEUS);
      assertThat(page.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/openmetrics-text");
      assertThat(page.body())
          .contains("invoice_paid_total{method=\"upi\"} 1.0")
          .endsWith("# EOF\n");
      assertThat(get(program.ops("/metrics"), "").body()).contains("invoice_paid_total");
    }
  }

  @Test
  void the_page_names_the_version_that_is_tested() throws IOException {
    String version = sender().getFileName().toString().replaceAll(".*jdk-|\\.jar", "");
    assertThat(Repository.read(Repository.ROOT.resolve("docs/getting-started.md")))
        .contains("<artifactId>opentelemetry-exporter-sender-jdk</artifactId>")
        .contains("<version>" + version + "</version>");
  }

  private HttpResponse<String> get(String address, String accept) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE);
    if (!accept.isEmpty()) {
      request.header("Accept", accept);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static List<Path> slimJars() throws IOException {
    List<Path> jars = new ArrayList<>(ReadmeProgram.publishedJars());
    long before = bytes(jars);
    int whole = jars.size();
    jars.removeIf(jar -> jar.getFileName().toString().matches(LEFT_OUT));
    assertThat(whole - jars.size()).as("jars left out").isEqualTo(6);
    jars.add(sender());
    System.out.printf(
        "slim class path: %d jars, %d kB, instead of %d jars, %d kB%n",
        jars.size(), bytes(jars) / 1000, whole, before / 1000);
    return jars;
  }

  private static long bytes(List<Path> jars) throws IOException {
    long sum = 0;
    for (Path jar : jars) {
      sum += Files.size(jar);
    }
    return sum;
  }

  private static Path sender() throws IOException {
    try (var files = Files.list(Repository.ROOT.resolve("examples/quickstart/target/slim"))) {
      return files.findFirst().orElseThrow();
    }
  }
}
